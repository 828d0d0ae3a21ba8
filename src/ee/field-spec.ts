/** One field of the form: where its key is, what kind of value it takes, what it is for. */
import type { SchemaVersion } from "./definition.ts";
import type { Path } from "./node-at.ts";

export type SectionName = "base" | "collections" | "python" | "system" | "excludes" | "steps" | "files" | "options";

export type FieldKind =
    /** One line of text. */
    | "text"
    /** A pip requirement of the package that gives the field its name. */
    | "package"
    | "switch"
    /** A list of texts. */
    | "texts"
    /** Lines of a Containerfile: a list of them, or one text. */
    | "steps"
    /** A list in or beside the definition; see `FieldList`. */
    | "requirements"
    | "files";

export type FieldSpec = {
    section: SectionName;
    path: Path;
    kind: FieldKind;
    versions: readonly SchemaVersion[];
    label: string;
    /** What it is for; "" where the label says it. */
    help: string;
    /** What counts where the definition does not say; null for nothing. */
    standard: string | null;
};

export const ALL = [1, 2, 3] as const;
export const OLD = [1, 2] as const;
export const NEW = [3] as const;

/** One line of the table; `path` with dots between its keys. */
export const field = (
    section: SectionName,
    versions: readonly SchemaVersion[],
    kind: FieldKind,
    path: string,
    label: string,
    help = "",
    standard: string | null = null,
): FieldSpec => ({ section, versions, kind, path: path.split("."), label, help, standard });
