/**
 * Files as texts, whatever is in them: what is not UTF-8 becomes a text too, and the same bytes again when it is written.
 *
 * Of such a file each byte is one character: itself below 0x80, else a lone surrogate (U+DC80 for 0x80), which no text
 * that is UTF-8 holds. Python's surrogateescape writes single bytes so; here a file is either text or none.
 */

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** Bytes that are made characters at once: as many arguments as a call takes. */
const AT_ONCE = 8192;

export function textOf(bytes: Uint8Array): string {
    try {
        return strict.decode(bytes);
    } catch {
        const parts: string[] = [];
        const units = new Uint16Array(AT_ONCE);
        for (let start = 0; start < bytes.length; start += AT_ONCE) {
            const some = bytes.subarray(start, start + AT_ONCE);
            for (let at = 0; at < some.length; at++) {
                const byte = some[at] ?? 0;
                units[at] = byte < 0x80 ? byte : 0xdc00 + byte;
            }
            parts.push(String.fromCharCode(...units.subarray(0, some.length)));
        }
        return parts.join("");
    }
}

export function bytesOf(text: string): Uint8Array {
    if (!isBytes(text)) return encoder.encode(text);
    const bytes = new Uint8Array(text.length);
    for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
    return bytes;
}

/** Whether it is what a person can read: all of it characters, and none of them NUL. */
export const isText = (text: string): boolean => !/[\0\ud800-\udfff]/u.test(text);

/** Whether the file was no UTF-8. */
const isBytes = (text: string): boolean => /[\udc80-\udcff]/u.test(text) && /^[\0-\x7f\udc80-\udcff]*$/.test(text);

/** In the letters of base64, for a place where only characters may stand. */
export function toBase64(bytes: Uint8Array): string {
    const parts: string[] = [];
    for (let at = 0; at < bytes.length; at += AT_ONCE)
        parts.push(String.fromCharCode(...bytes.subarray(at, at + AT_ONCE)));
    return btoa(parts.join(""));
}

/** Throws on what is none. */
export const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), unit => unit.charCodeAt(0));
