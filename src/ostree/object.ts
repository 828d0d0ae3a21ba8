/** Objects of a repository: how they are named, and where they lie. */

export type ObjectKind = "commit" | "dirtree" | "dirmeta" | "filez";

/** Where an object is below `objects/`; only of files it depends on the kind of the repository. */
export const objectPath = (checksum: string, kind: ObjectKind): string =>
    `${checksum.slice(0, 2)}/${checksum.slice(2)}.${kind}`;

const digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** A checksum, from bytes to text. */
export function hex(bytes: Uint8Array): string {
    let text = "";
    for (const byte of bytes) text += digits[byte];
    return text;
}
