/** Move a requirement list into a file of its own, or back into the definition; comments go along. */
import { isMap, isScalar, isSeq, type Node } from "yaml";

import { readable } from "./edit.ts";
import { columnOf, type Hole, holeAt, newlineOf } from "./edit-hole.ts";
import { FILE_NAMES, type FieldList, keyOf } from "./field-list.ts";
import type { Files } from "./held-text.ts";
import { endWithComments, linesToList, listToLines } from "./list-lines.ts";
import { isBlockCollection, isBlockScalar, lineEnd, nextLine, spanOf } from "./node-span.ts";
import { readYaml } from "./read-yaml.ts";
import { requirementLines } from "./requirement-line.ts";
import { linesOf } from "./text.ts";
import { headerOf } from "./yaml-block.ts";

/** The files with a list of the definition `file` in a file of its own; null where there is nothing to move. */
export function keepInFile(files: Files, file: string, { kind, holder, isNew }: FieldList): Files | null {
    if (isNew || holder.file !== file) return null;
    const text = files.get(file) ?? "";
    const document = readable(text);
    const hole = document && holeAt(text, document, ["dependencies", keyOf(kind)]);
    if (!hole?.node || hole.isInBrackets) return null;
    const { node, after, column } = hole;
    const { start, end } = spanOf(node);
    const stop = isBlockCollection(node) ? endWithComments(text, end, column) : end;
    const lines = linesIn(text, node, hole, stop, keyOf(kind) === "galaxy");
    if (!lines) return null;
    const name = freeName(files, FILE_NAMES[kind]);
    const newline = newlineOf(text);
    return new Map(files)
        .set(file, nameInstead(text, hole, start, stop, after, name))
        .set(name, lines.map(line => line + newline).join(""));
}

/** The lines of the file that is to be; null where the list holds what is no requirement. */
function linesIn(text: string, node: Node, { after }: Hole, stop: number, isGalaxy: boolean): string[] | null {
    if (isScalar(node)) return typeof node.value === "string" ? node.value.replace(/\n$/, "").split("\n") : null;
    if (!isGalaxy) return listToLines(text, node, after, stop);
    if (!isMap(node) && !isSeq(node)) return null;
    const { start } = spanOf(node);
    const from = isBlockCollection(node) ? nextLine(text, { end: after }) : start;
    const first = " ".repeat(from === start ? columnOf(text, start) : 0);
    return outdented(first + text.slice(from, stop), columnOf(text, start));
}

/** Put a file's name in the place of the list; what stands behind its key on the same line stays there. */
function nameInstead(text: string, { node }: Hole, start: number, stop: number, after: number, name: string): string {
    if (isBlockCollection(node))
        return `${text.slice(0, after)} ${name}${text.slice(after, lineEnd(text, after))}${text.slice(stop)}`;
    if (!isBlockScalar(node)) return text.slice(0, start) + name + text.slice(stop);
    const comment = headerOf(text.slice(start, stop))?.comment ?? "";
    const bare = text[stop - 1] === "\n" ? stop - newlineOf(text).length : stop;
    return text.slice(0, start) + name + comment + text.slice(bare);
}

/** Lines moved to the left by so many columns, as far as they have them. */
const outdented = (text: string, column: number): string[] =>
    text.split(/\r?\n/).map(line => line.slice(Math.min(column, Math.max(line.search(/\S|$/), 0))));

/** A name that no file has yet. */
function freeName(files: Files, name: string): string {
    for (let number = 2; ; number++) {
        const other = name.replace(/(?=\.\w+$)/, `-${number}`);
        if (!files.has(name)) return name;
        if (!files.has(other)) return other;
    }
}

/** The files with a list in the definition `file` instead of its own; null where it cannot be, or is in it already. */
export function keepInDefinition(files: Files, file: string, list: FieldList): Files | null {
    const { kind, holder, isNew } = list;
    const held = files.get(holder.file);
    if (isNew || holder.file === file || held === undefined || list.brokenLine !== null) return null;
    const text = files.get(file) ?? "";
    const document = readable(text);
    const path = ["dependencies", keyOf(kind)];
    const hole = document && holeAt(text, document, path);
    if (!document || !hole?.node || hole.isInBrackets) return null;
    const { start, end } = spanOf(hole.node);
    const below = keyOf(kind) === "galaxy" ? galaxyLines(held, hole.column + 2) : listLines(held, hole.column + 2);
    if (!below) return null;
    const newline = newlineOf(text);
    const rest = text.slice(end, lineEnd(text, end));
    const changed =
        text.slice(0, start).trimEnd() +
        rest +
        below.map(line => newline + line).join("") +
        text.slice(lineEnd(text, end));
    if (!saysTheSame(changed, path, held, keyOf(kind) === "galaxy")) return null;
    const moved = new Map(files).set(file, changed);
    const isNamed = [...moved].some(([name, other]) => name !== holder.file && other.includes(holder.file));
    if (!isNamed) moved.delete(holder.file);
    return moved;
}

/** A requirements.yml in that column; null where it is more than one mapping. */
function galaxyLines(held: string, column: number): string[] | null {
    const { document, problems } = readYaml(held, "");
    if (!document || problems.length > 0 || !isMap(document.contents) || document.contents.items.length === 0)
        return null;
    if (/^(?:%|\.\.\.)/m.test(held)) return null;
    const pad = " ".repeat(column);
    const lines = linesOf(held).map(line => line.text.replace(/^---(?=\s|$)\s*/, ""));
    while (lines.length > 0 && lines.at(-1)?.trim() === "") lines.pop();
    while (lines[0]?.trim() === "") lines.shift();
    return lines.map(line => (line === "" ? "" : pad + line));
}

function listLines(held: string, column: number): string[] | null {
    if (requirementLines(held).length === 0) return null;
    const lines = linesToList(held, column);
    while (lines.at(-1) === "") lines.pop();
    while (lines[0] === "") lines.shift();
    return lines;
}

/** Whether the definition now asks for what the file asked for. */
function saysTheSame(text: string, path: readonly string[], held: string, isGalaxy: boolean): boolean {
    const { value, problems } = readYaml(text, "");
    const now = path.reduce<unknown>((below, key) => (below as Record<string, unknown> | undefined)?.[key], value);
    if (problems.length > 0) return false;
    if (isGalaxy) return JSON.stringify(now) === JSON.stringify(readYaml(held, "").value);
    const asked = requirementLines(held).map(line => line.text);
    return Array.isArray(now) && JSON.stringify(now) === JSON.stringify(asked);
}
