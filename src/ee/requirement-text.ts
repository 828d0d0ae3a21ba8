/** The texts in which a definition keeps its requirement lists: files beside it, or parts of itself. */
import { type Document, isScalar, isSeq } from "yaml";

import type { Definition } from "./definition.ts";
import { besides, type Files, kindOf } from "./files.ts";
import { nodeAt, type Path } from "./node-at.ts";
import { linesOf } from "./text.ts";

export type ListKind = "galaxy" | "python" | "system";

export type RequirementText = {
    kind: ListKind;
    /** The file that the text is in. */
    file: string;
    /** Where the definition names it. */
    path: Path;
    text: string;
    /** From offsets of the text to offsets of the file. */
    at: (offset: number) => number;
};

/** A list kept in a file, with the file's path; "" where the list is not kept in one. */
export function namedFile(definition: Definition, kind: ListKind): string {
    const written = definition.dependencies?.[kind];
    return typeof written === "string" && !written.includes("\n") ? written : "";
}

/**
 * The text of one list; null when there is none, when its file is missing, or when it is a mapping in the definition.
 * Authority for what is a path: ansible-builder, get_dep_abs_path (text without a line break).
 */
export function requirementText(
    files: Files,
    file: string,
    document: Document,
    definition: Definition,
    kind: ListKind,
): RequirementText | null {
    const path = ["dependencies", kind];
    const written = definition.dependencies?.[kind];
    if (typeof written === "string" && written !== "") {
        if (written.includes("\n")) return blockText(files, file, document, path, kind, written);
        const named = besides(file, written);
        const text = kindOf(files, named) === "file" ? files.get(named) : undefined;
        return text === undefined ? null : { kind, file: named, path, text, at: offset => offset };
    }
    return Array.isArray(written) && written.length > 0 ? listText(file, document, path, kind, written) : null;
}

/** A block of text: its lines stand below the key, each behind the same indentation. */
function blockText(
    files: Files,
    file: string,
    document: Document,
    path: Path,
    kind: ListKind,
    text: string,
): RequirementText {
    const node = nodeAt(document, path)?.node;
    const start = node?.range?.[0] ?? 0;
    const isBlock = isScalar(node) && node.type === "BLOCK_LITERAL";
    const source = files.get(file) ?? "";
    const outer = linesOf(source.slice(source.indexOf("\n", start) + 1));
    const inner = linesOf(text);
    const first = source.indexOf("\n", start) + 1;
    const at = (offset: number) => {
        const index = inner.findLastIndex(line => line.offset <= offset);
        const [within, without] = [inner[index], outer[index]];
        if (!isBlock || !within || !without) return start;
        const indentation = without.text.length - within.text.length;
        return first + without.offset + Math.max(indentation, 0) + (offset - within.offset);
    };
    return { kind, file, path, text, at };
}

/** A list: ansible-builder joins its items with line breaks. */
function listText(
    file: string,
    document: Document,
    path: Path,
    kind: ListKind,
    items: readonly string[],
): RequirementText {
    const node = nodeAt(document, path)?.node;
    const nodes = isSeq(node) ? node.items : [];
    const starts: number[] = [];
    let length = 0;
    for (const item of items) {
        starts.push(length);
        length += item.length + 1;
    }
    const at = (offset: number) => {
        const index = starts.findLastIndex(start => start <= offset);
        const item = nodes[index];
        if (!isScalar(item) || !item.range) return node?.range?.[0] ?? 0;
        return item.range[0] + (item.type === "PLAIN" ? offset - (starts[index] ?? 0) : 0);
    };
    return { kind, file, path, text: items.join("\n"), at };
}
