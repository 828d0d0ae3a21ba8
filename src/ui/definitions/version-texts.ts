import type { PastFiles } from "../../ee/past.ts";
import { isWhole } from "../../ee/shown-text.ts";
import type { Files } from "./history.ts";

/**
 * The texts of a version, to take the place of these files. What is no text cannot be edited here and stays as it is;
 * `left` names it where that is not how it was. What was never committed has no other copy, and stays as well.
 */
export function textsOfVersion({ files: version, committed }: PastFiles, now: Files): { files: Files; left: string[] } {
    const files = new Map<string, string>();
    const left: string[] = [];
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    for (const [path, bytes] of version) {
        const text = decoder.decode(bytes);
        const there = now.get(path);
        if (isWhole(text)) files.set(path, text);
        else if (there !== undefined) files.set(path, there);
        if (!isWhole(text) && there !== text) left.push(path);
    }
    for (const [path, text] of now) {
        if (version.has(path)) continue;
        const isLasting = !isWhole(text);
        const hasNoCopy = committed !== null && !committed.has(path);
        if (isLasting || hasNoCopy) files.set(path, text);
        if (isLasting && !hasNoCopy) left.push(path);
    }
    return { files, left };
}
