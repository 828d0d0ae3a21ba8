/**
 * Requirement files as ansible-builder's introspection reads them: `-r` lines are followed, where Python is asked for.
 * Authority: ansible-builder, _target_scripts/introspect.py (pip_file_data, bindep_file_data).
 */
import { _, format } from "../language.ts";
import { besides, type Files } from "./files.ts";
import { requirementLinesOf } from "./python.ts";

/** More lines than anybody asks for: files that name each other in turn make very many. */
const MOST_LINES = 5000;
const MOST_FILES = 200;

/** What a `-r` line names; null for any other line. */
export const nestedName = (line: string): string | null =>
    /^(?:-r|--requirement)(?:\s+|=)(\S.*)$/.exec(line)?.[1]?.trim() ?? null;

/** The lines of a file, comments stripped, and in the place of its `-r` lines those of the files that they name. */
export function nestedLines(files: Files, path: string, nested: boolean, problems: string[]): string[] {
    const lines: string[] = [];
    let opened = 0;
    const read = (name: string, within: readonly string[]): void => {
        const key = besides("", name);
        const text = files.get(key);
        opened += 1;
        if (within.includes(key)) problems.push(format(_("the file $0 names itself."), name));
        else if (text === undefined) problems.push(format(_("the file $0 that it names is not there."), name));
        else if (opened > MOST_FILES || lines.length > MOST_LINES) problems.push(_("it names too many files."));
        else
            for (const line of requirementLinesOf(text)) {
                const other = nested ? nestedName(line.text) : null;
                if (other === null) lines.push(line.text);
                else if (problems.length < MOST_FILES) read(besides(key, other), [...within, key]);
            }
    };
    read(path, []);
    return lines;
}
