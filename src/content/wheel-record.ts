/** The list of files that a wheel comes with, held against what was unpacked. Authority: PEP 376, PEP 427. */
import { _, format } from "../language.ts";

/** SHA-256 in hex by path; null for those that need none. */
export type WheelRecord = ReadonlyMap<string, string | null>;

/** Null where a line of it cannot be read, or names a file twice. */
export function parseRecord(text: string): WheelRecord | null {
    const record = new Map<string, string | null>();
    for (const line of text.split(/\r?\n/)) {
        if (line === "") continue;
        const [, quoted, plain, digest] = /^(?:"((?:[^"]|"")*)"|([^",]*)),([^,]*),\d*$/.exec(line) ?? [];
        const path = quoted === undefined ? plain : quoted.replaceAll('""', '"');
        const hash = digest === "" ? null : hexOf(/^sha256=([A-Za-z0-9_-]{43})=?$/.exec(digest ?? "")?.[1]);
        if (!path || hash === undefined || record.has(path)) return null;
        record.set(path, hash);
    }
    return record;
}

/** From the alphabet of addresses to hex. */
function hexOf(base64: string | undefined): string | undefined {
    if (base64 === undefined) return undefined;
    const bytes = atob(base64.replaceAll("-", "+").replaceAll("_", "/"));
    return [...bytes].map(byte => byte.charCodeAt(0).toString(16).padStart(2, "0")).join("");
}

/**
 * Why what was unpacked is not what the wheel lists; null when it is. A file whose name leads elsewhere was not unpacked
 * under that name, and so is one that is missing.
 *
 * @param found SHA-256 in hex of each file there is, by path.
 */
export function checkRecord(record: WheelRecord, found: ReadonlyMap<string, string>): string | null {
    for (const [path, hash] of found) {
        const listed = record.get(path);
        if (listed === undefined) return format(_("it does not list $0"), path);
        // The list cannot hold its own digest, nor that of its signatures.
        if (listed === null && !/^[^/]+\.dist-info\/RECORD(?:\.jws|\.p7s)?$/.test(path))
            return format(_("it lists $0 without a digest"), path);
        if (listed !== null && listed !== hash) return format(_("$0 is not the file that it lists"), path);
    }
    for (const path of record.keys()) if (!found.has(path)) return format(_("$0 is missing"), path);
    return null;
}
