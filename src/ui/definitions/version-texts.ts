import type { Files } from "./history.ts";

/**
 * The texts of a version, to take the place of these files. What is no text cannot be edited here and stays as it is;
 * `left` names it where that is not how it was.
 */
export function textsOfVersion(version: ReadonlyMap<string, Uint8Array>, now: Files): { files: Files; left: string[] } {
    const files = new Map<string, string>();
    const left: string[] = [];
    for (const [path, bytes] of version) {
        const text = textOf(bytes);
        const there = now.get(path);
        if (text !== null) files.set(path, text);
        else if (there !== undefined) files.set(path, there);
        if (text === null && there !== new TextDecoder().decode(bytes)) left.push(path);
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
