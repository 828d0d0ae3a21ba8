/** A definition as a tar archive, for another machine: what leaves is the redacted copy, like all that leaves. */
import { type Host, HostError } from "../host/host.ts";
import { writeTar } from "../host/tar.ts";
import { readTree } from "../host/trees.ts";
import { _, format } from "../language.ts";
import { redactFiles } from "./redact.ts";
import { directoryOf } from "./store.ts";

export type Exported = {
    /** A plain tar archive with one directory, named like the definition. */
    archive: Uint8Array;
    /** Files in which something secret was replaced, sorted. */
    redacted: string[];
};

/** The files as they are saved; those without secrets byte for byte. Throws "not-found". */
export async function exportDefinition(host: Host, state: string, name: string): Promise<Exported> {
    const entries = await readTree(host, directoryOf(state, name));
    if (!entries) throw new HostError("not-found", format(_("There is no definition named $0."), name));
    const files = entries
        .filter(({ type }) => type === "file")
        .sort((left, right) => (left.path < right.path ? -1 : 1));
    const { contents, redacted } = redactBytes(new Map(files.map(({ path, bytes }) => [path, bytes])));
    return { archive: writeTar(new Map([...contents].map(([path, bytes]) => [`${name}/${path}`, bytes]))), redacted };
}

/** The same, for files at hand. What has a NUL byte is no text, and stays. */
export function redactBytes(files: ReadonlyMap<string, Uint8Array>): {
    contents: Map<string, Uint8Array>;
    redacted: string[];
} {
    const texts = new Map(
        [...files].flatMap(([path, bytes]) => (bytes.includes(0) ? [] : [[path, decode(bytes)] as const])),
    );
    const redactedTexts = redactFiles(new Map([...texts].map(([path, { text }]) => [path, text])));
    const contents = new Map(files);
    const redacted: string[] = [];
    for (const [path, { text, encode }] of texts) {
        const shown = redactedTexts.get(path) ?? "";
        if (shown === text) continue;
        redacted.push(path);
        contents.set(path, encode(shown));
    }
    return { contents, redacted };
}

/** UTF-8, or else one character a byte, so that a secret is found in any old text and its other bytes stay. */
function decode(bytes: Uint8Array): { text: string; encode: (text: string) => Uint8Array } {
    try {
        const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
        return { text, encode: shown => new TextEncoder().encode(shown) };
    } catch {
        let text = "";
        for (const byte of bytes) text += String.fromCharCode(byte);
        return { text, encode: shown => Uint8Array.from(shown, character => character.charCodeAt(0)) };
    }
}
