/** What the form shows of texts that somebody is typing in: for a moment they often cannot be read. */
import type { FieldList, ListKind } from "../../ee/field-list.ts";
import { type Fields, readFields } from "../../ee/fields.ts";
import type { Files } from "../../ee/held-text.ts";

export type FormReading = {
    /** What the text says, or said when it could be read last; null where it never could. */
    fields: Fields | null;
    /** The line of the definition's own file to fix before anything of it can be edited. */
    brokenLine: number | null;
};

/** `last` is what was shown before: a list that cannot be read stands as it was, with the line to fix. */
export function readForm(last: FormReading | null, files: Files, main: string): FormReading {
    const before = last?.fields ?? null;
    const read = readFields(files, main);
    if ("brokenLine" in read) return { fields: before, brokenLine: read.brokenLine };
    const keep = (kind: ListKind): FieldList => {
        const [now, then] = [read[kind], before?.[kind]];
        const isSame = then?.holder.file === now.holder.file;
        return now.brokenLine !== null && isSame ? { ...then, brokenLine: now.brokenLine } : now;
    };
    const lists = { collections: keep("collections"), roles: keep("roles") };
    return { fields: { ...read, ...lists }, brokenLine: null };
}
