/** The tar format, as far as files travel in it between the page and programs on the host: ustar, and GNU's long names. */
import type { Entry } from "./files.ts";

const BLOCK = 512;
const types: Record<string, Entry["type"]> = { "0": "file", "\0": "file", "5": "directory", "1": "link", "2": "link" };

/** Read an archive made by `tar --format=gnu`. Throws Error on anything that is not one. */
export function readTar(archive: Uint8Array): Entry[] {
    const entries: Entry[] = [];
    let longName: string | null = null;
    for (let at = 0; at + BLOCK <= archive.length; ) {
        const header = archive.subarray(at, at + BLOCK);
        if (header[0] === 0) break;
        const size = number(header, 124, 12);
        const bytes = archive.subarray(at + BLOCK, at + BLOCK + size);
        if (bytes.length !== size) throw new Error("the archive is cut off");
        const kind = String.fromCharCode(header[156] ?? 0);
        at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
        if (kind === "K") continue;
        if (kind === "L") {
            longName = text(bytes, 0, size);
            continue;
        }
        const path = (longName ?? text(header, 0, 100)).replace(/^\.\/?/, "").replace(/\/$/, "");
        longName = null;
        if (path === "") continue;
        entries.push({
            path,
            type: types[kind] ?? "other",
            mode: number(header, 100, 8) & 0o7777,
            owner: text(header, 265, 32) || String(number(header, 108, 8)),
            size,
            modified: number(header, 136, 12) * 1000,
            bytes,
        });
    }
    return entries;
}

/** Write an archive of these files and of the directories above them. Throws Error on a name that ustar cannot hold. */
export function writeTar(files: ReadonlyMap<string, string | Uint8Array>): Uint8Array {
    const encoder = new TextEncoder();
    const directories = new Set<string>();
    for (const path of files.keys())
        for (let end = path.indexOf("/"); end > 0; end = path.indexOf("/", end + 1))
            directories.add(path.slice(0, end));

    const blocks: Uint8Array[] = [...directories].sort().map(path => header(encoder, `${path}/`, 0, true));
    for (const [path, content] of files) {
        const bytes = typeof content === "string" ? encoder.encode(content) : content;
        blocks.push(header(encoder, path, bytes.length, false), bytes, new Uint8Array(-bytes.length & (BLOCK - 1)));
    }
    blocks.push(new Uint8Array(2 * BLOCK));
    return join(blocks);
}

/** Chunks as one; joined once, since growing an array chunk by chunk is quadratic. */
export function join(chunks: readonly Uint8Array[]): Uint8Array {
    const whole = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const chunk of chunks) {
        whole.set(chunk, at);
        at += chunk.length;
    }
    return whole;
}

function header(encoder: TextEncoder, path: string, size: number, directory: boolean): Uint8Array {
    const block = new Uint8Array(BLOCK);
    const put = (value: string, at: number) => block.set(encoder.encode(value), at);
    const [prefix, name] = split(encoder, path);
    put(name, 0);
    put(prefix, 345);
    put(directory ? "0000775\0" : "0000664\0", 100);
    put("0000000\0", 108);
    put("0000000\0", 116);
    put(`${size.toString(8).padStart(11, "0")}\0`, 124);
    put("00000000000\0", 136);
    put("        ", 148);
    put(directory ? "5" : "0", 156);
    put("ustar\u000000", 257);
    put(
        `${block
            .reduce((sum, byte) => sum + byte, 0)
            .toString(8)
            .padStart(6, "0")}\0 `,
        148,
    );
    return block;
}

/** ustar holds 100 bytes of a name and 155 of the directories before it. */
function split(encoder: TextEncoder, path: string): [prefix: string, name: string] {
    const fits = (part: string, length: number) => encoder.encode(part).length <= length;
    if (fits(path, 100)) return ["", path];
    for (let at = path.indexOf("/"); at > 0; at = path.indexOf("/", at + 1))
        if (fits(path.slice(at + 1), 100) && fits(path.slice(0, at), 155))
            return [path.slice(0, at), path.slice(at + 1)];
    throw new Error(`the name is too long: ${path.slice(0, 40)}`);
}

function text(bytes: Uint8Array, at: number, length: number): string {
    const field = bytes.subarray(at, at + length);
    const end = field.indexOf(0);
    return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end));
}

/** A number in octal, or in base 256 where it does not fit. */
function number(bytes: Uint8Array, at: number, length: number): number {
    const first = bytes[at] ?? 0;
    if (first & 0x80)
        return bytes.subarray(at + 1, at + length).reduce((value, byte) => value * 256 + byte, first & 0x7f);
    const value = Number.parseInt(text(bytes, at, length).trim() || "0", 8);
    if (!Number.isSafeInteger(value) || value < 0) throw new Error("the archive has a number that is none");
    return value;
}
