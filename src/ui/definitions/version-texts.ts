import type { PastFiles } from "../../ee/past.ts";
import { whyNotShown } from "../../ee/shown-text.ts";
import type { Files } from "./history.ts";

/**
 * The texts of a version, to take the place of these files. What is no text cannot be edited here and stays as it is;
 * `left` names it where that is not how it was. What was never committed has no other copy, and stays as well.
 */
export function textsOfVersion({ files: version, committed }: PastFiles, now: Files): { files: Files; left: string[] } {
    const files = new Map<string, string>();
    const left: string[] = [];
    for (const [path, bytes] of version) {
        const text = textOf(bytes);
        const there = now.get(path);
        if (text !== null) files.set(path, text);
        else if (there !== undefined) files.set(path, there);
        if (text === null && there !== new TextDecoder().decode(bytes)) left.push(path);
    }
    for (const [path, text] of now) {
        if (version.has(path)) continue;
        const isBinary = whyNotShown(text) === "binary";
        const hasNoCopy = committed !== null && !committed.has(path);
        if (isBinary || hasNoCopy) files.set(path, text);
        if (isBinary && !hasNoCopy) left.push(path);
    }
    return { files, left };
}

function textOf(bytes: Uint8Array): string | null {
    try {
        return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
        return null;
    }
}
