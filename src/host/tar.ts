/** The tar format, as far as files travel in it: ustar with its prefixes, GNU's long names, and pax headers that hold a path. */
import { bytesOf } from "./bytes.ts";
import type { Entry } from "./trees.ts";

const BLOCK = 512;
const types: Record<string, Entry["type"]> = { "0": "file", "\0": "file", "5": "directory", "1": "link", "2": "link" };

/**
 * Read an archive made by any tar: what an entry is called and what it is, as it stands there. Paths are not looked at:
 * one of a foreign archive may lead outside. Throws Error on anything that is not one.
 */
export function readTar(archive: Uint8Array): Entry[] {
    const entries: Entry[] = [];
    let longName: string | null = null;
    for (let at = 0; at + BLOCK <= archive.length; ) {
        const header = archive.subarray(at, at + BLOCK);
        if (header[0] === 0) break;
        if (number(header, 148, 8) !== checksum(header)) throw new Error("the archive has a damaged header");
        const size = number(header, 124, 12);
        const bytes = archive.subarray(at + BLOCK, at + BLOCK + size);
        if (bytes.length !== size) throw new Error("the archive is cut off");
        const kind = String.fromCharCode(header[156] ?? 0);
        at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
        // Names of what links lead to, and what counts for the whole archive: nothing that is read here.
        if (kind === "K" || kind === "g") continue;
        if (kind === "L" || kind === "x") {
            longName = kind === "L" ? text(bytes, 0, size) : (paxPath(bytes) ?? longName);
            continue;
        }
        const path = (longName ?? nameIn(header)).replace(/^\.(?:\/|$)/, "").replace(/\/$/, "");
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

/** A symbolic link, by where it leads. */
export type Link = { target: string };

/**
 * Write an archive of these files and links and of the directories above them. The same make the same bytes.
 *
 * @param files By path; one that ends in "/" is a directory, and empty.
 * @param mode Permission bits of the files, or of each by its path.
 * @param owner Number of the user and the group whose all of it is where root unpacks it, the directory itself too.
 * @param top Permission bits of the directory itself, where it has an owner.
 */
export function writeTar(
    files: ReadonlyMap<string, string | Uint8Array | Link>,
    mode: number | ((path: string) => number) = 0o664,
    owner = 0,
    top = OWNED,
): Uint8Array {
    const encoder = new TextEncoder();
    const directories = new Set<string>();
    for (const path of files.keys())
        for (let end = path.indexOf("/"); end > 0; end = path.indexOf("/", end + 1))
            directories.add(path.slice(0, end));

    const whole = owner === 0 ? [] : entry(encoder, "./", new Uint8Array(), { flag: "5", mode: top, owner });
    const above = [...directories].sort();
    const blocks = [
        ...whole,
        ...above.flatMap(path => entry(encoder, `${path}/`, new Uint8Array(), { ...DIRECTORY, owner })),
    ];
    for (const [path, content] of files) {
        if (path.endsWith("/")) continue;
        if (typeof content === "object" && "target" in content) {
            blocks.push(...link(encoder, path, encoder.encode(content.target), owner));
            continue;
        }
        const bytes = typeof content === "string" ? bytesOf(content) : content;
        const bits = typeof mode === "number" ? mode : mode(path);
        blocks.push(...entry(encoder, path, bytes, { flag: "0", mode: bits, owner }));
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

/** What an entry is, as ustar writes it, its permission bits, and the number of the user and group whose it is. */
type Kind = { flag: "0" | "2" | "5" | "K" | "L"; mode: number; owner?: number; target?: Uint8Array };

const DIRECTORY: Kind = { flag: "5", mode: 0o775 };
/** What is made in it later is of its group, as in the directory around it. */
const OWNED = 0o2775;
const LONG_NAME: Kind = { flag: "L", mode: 0o664 };
const LONG_TARGET: Kind = { flag: "K", mode: 0o664 };

/** Where a link leads has 100 bytes, and goes before as a long name does where that is not enough. */
function link(encoder: TextEncoder, path: string, target: Uint8Array, owner: number): Uint8Array[] {
    const whole = new Uint8Array([...target, 0]);
    const before = target.length <= 100 ? [] : entry(encoder, "././@LongLink", whole, LONG_TARGET);
    const kind: Kind = { flag: "2", mode: 0o777, owner, target: target.subarray(0, 100) };
    return [...before, ...entry(encoder, path, new Uint8Array(), kind)];
}

/** Headers, contents and what fills the last block. A name that ustar cannot hold goes before, as GNU does it. */
function entry(encoder: TextEncoder, path: string, bytes: Uint8Array, kind: Kind): Uint8Array[] {
    const parts = split(encoder, path);
    const before = parts ? [] : entry(encoder, "././@LongLink", encoder.encode(`${path}\0`), LONG_NAME);
    const [prefix, name] = parts ?? ["", encoder.encode(path).subarray(0, 100)];
    const filling = new Uint8Array(-bytes.length & (BLOCK - 1));
    return [...before, header(encoder, prefix, name, bytes.length, kind), bytes, filling];
}

function header(encoder: TextEncoder, prefix: string, name: string | Uint8Array, size: number, kind: Kind) {
    const block = new Uint8Array(BLOCK);
    const put = (value: string | Uint8Array, at: number) =>
        block.set(typeof value === "string" ? encoder.encode(value) : value, at);
    put(name, 0);
    put(prefix, 345);
    const octal = (value: number) => `${value.toString(8).padStart(7, "0")}\0`;
    put(octal(kind.mode), 100);
    put(octal(kind.owner ?? 0), 108);
    put(octal(kind.owner ?? 0), 116);
    put(`${size.toString(8).padStart(11, "0")}\0`, 124);
    put("00000000000\0", 136);
    put(kind.flag, 156);
    put(kind.target ?? "", 157);
    put("ustar\u000000", 257);
    put(`${checksum(block).toString(8).padStart(6, "0")}\0 `, 148);
    return block;
}

/** The sum of a header's bytes, its own field taken for spaces. */
const checksum = (header: Uint8Array): number =>
    header.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0);

/** ustar holds 100 bytes of a name and 155 of the directories before it; null where that is not enough. */
function split(encoder: TextEncoder, path: string): [prefix: string, name: string] | null {
    const fits = (part: string, length: number) => encoder.encode(part).length <= length;
    if (fits(path, 100)) return ["", path];
    for (let at = path.indexOf("/"); at > 0; at = path.indexOf("/", at + 1))
        if (at + 1 < path.length && fits(path.slice(at + 1), 100) && fits(path.slice(0, at), 155))
            return [path.slice(0, at), path.slice(at + 1)];
    return null;
}

/** GNU's own headers, "ustar" with two spaces after it, have other things where the prefix would be. */
function nameIn(header: Uint8Array): string {
    const isUstar = text(header, 257, 6) === "ustar" && header[262] === 0;
    const prefix = isUstar ? text(header, 345, 155) : "";
    return prefix === "" ? text(header, 0, 100) : `${prefix}/${text(header, 0, 100)}`;
}

/** What a pax header's record of a path has behind its length. */
const PATH = [...new TextEncoder().encode(" path=")];
/** The shortest record is "5 a=" and a line feed. */
const SHORTEST_RECORD = 5;

/**
 * Of a pax header's records, each "LENGTH KEY=VALUE" and a line feed, the path; null when it has none. Only paths are
 * decoded: a header may hold more records than anybody wants to see.
 */
function paxPath(bytes: Uint8Array): string | null {
    let path: string | null = null;
    for (let at = 0; at < bytes.length; ) {
        const start = at;
        const digits = bytes.subarray(at, at + 12).findIndex(byte => byte < 0x30 || byte > 0x39);
        let length = 0;
        for (; at < start + digits; at++) length = length * 10 + (bytes[at] ?? 0) - 0x30;
        if (length < SHORTEST_RECORD) return path;
        const end = start + length - 1;
        const isPath = bytes[end] === 0x0a && PATH.every((byte, index) => bytes[at + index] === byte);
        if (isPath) path = new TextDecoder().decode(bytes.subarray(at + PATH.length, end));
        at = end + 1;
    }
    return path;
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
