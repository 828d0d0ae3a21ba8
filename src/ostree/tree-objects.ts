/**
 * The objects that a commit's tree is made of: directories and their rights, which every kind of repository keeps alike,
 * and the headers of files and links in an archive repository.
 *
 * Authority: libostree, ostree-core.h (OSTREE_TREE_GVARIANT_FORMAT, OSTREE_DIRMETA_GVARIANT_FORMAT), and ostree-core.c for
 * an archive's files. Numbers in them are big-endian.
 */
import { HostError } from "../host/host.ts";
import { _ } from "../language.ts";
import { decoder } from "./gvariant.ts";
import { inert } from "./inert.ts";
import { hex } from "./object.ts";
import type { FileEntry } from "./tree.ts";

/** What lies in a directory; all else of it is named by checksums. */
export type DirectoryObject = {
    files: { name: string; checksum: string }[];
    directories: { name: string; contents: string; rights: string }[];
};

export type RightsObject = Pick<FileEntry, "mode" | "uid" | "gid">;

export type FileHeader = Pick<FileEntry, "type" | "mode" | "uid" | "gid" | "size">;

/** Bytes at the beginning of a file's object that tell all of it but where a link points to. */
export const FILE_HEADER = 32;

const PERMISSIONS = 0o7777;
/** Of a file's mode, the bits that tell what it is. */
const KIND = 0o170000;
const kinds = new Map<number, FileEntry["type"]>([
    [0o100000, "file"],
    [0o120000, "link"],
]);

const decodeDirectory = decoder("(a(say)a(sayay))");
const decodeRights = decoder("(uuua(ayay))");
const decodeHeader = decoder("(tuuuusa(ayay))");

/** Throws HostError "garbled", also for names that would lead elsewhere. */
export const parseDirectoryObject = (bytes: Uint8Array): DirectoryObject =>
    orGarbled(() => {
        // The type string says what comes of it.
        const [files, directories] = decodeDirectory(bytes) as [
            [string, Uint8Array][],
            [string, Uint8Array, Uint8Array][],
        ];
        const names = new Set<string>();
        const checked = (name: string): string => {
            if (/^\.{0,2}$|\//.test(name)) throw new RangeError(`no name: ${name}`);
            if (names.size === names.add(name).size) throw new RangeError(`two of one name: ${name}`);
            return name;
        };
        return {
            files: files.map(([name, sum]) => ({ name: checked(name), checksum: checksumOf(sum) })),
            directories: directories.map(([name, contents, rights]) => ({
                name: checked(name),
                contents: checksumOf(contents),
                rights: checksumOf(rights),
            })),
        };
    });

/** Throws HostError "garbled". */
export const parseRightsObject = (bytes: Uint8Array): RightsObject =>
    orGarbled(() => {
        decodeRights(bytes);
        const view = viewOf(bytes);
        return { uid: view.getUint32(0), gid: view.getUint32(4), mode: view.getUint32(8) & PERMISSIONS };
    });

/**
 * @param bytes The first `FILE_HEADER` bytes of each of many objects, one behind the other.
 * @throws HostError "garbled"
 */
export const parseFileHeaders = (bytes: Uint8Array): FileHeader[] =>
    orGarbled(() => {
        const view = viewOf(bytes);
        return Array.from({ length: bytes.length / FILE_HEADER }, (_, index) => headerAt(view, index * FILE_HEADER));
    });

function headerAt(view: DataView, at: number): FileHeader {
    const mode = view.getUint32(at + 24);
    const type = kinds.get(mode & KIND);
    if (type === undefined) throw new RangeError(`no mode: ${mode}`);
    const size = type === "file" ? Number(view.getBigUint64(at + 8)) : 0;
    return { type, mode: mode & PERMISSIONS, uid: view.getUint32(at + 16), gid: view.getUint32(at + 20), size };
}

/**
 * Where links point to, safe to show.
 *
 * @param bytes Whole objects of links, one behind the other: each is a header, and tells how long it is.
 * @throws HostError "garbled"
 */
export const parseTargets = (bytes: Uint8Array): string[] =>
    orGarbled(() => {
        const view = viewOf(bytes);
        const targets: string[] = [];
        for (let at = 0; at < bytes.length; ) {
            const start = at + 8;
            at = start + view.getUint32(at);
            if (at > bytes.length) throw new RangeError("a header breaks off");
            const [, , , , , target] = decodeHeader(bytes.subarray(start, at)) as unknown[];
            targets.push(inert(String(target), 4096));
        }
        return targets;
    });

function checksumOf(bytes: Uint8Array): string {
    if (bytes.length !== 32) throw new RangeError("no checksum");
    return hex(bytes);
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

/** Both what decodes values and what reads numbers out of bytes throw RangeError for what is not there. */
function orGarbled<T>(read: () => T): T {
    try {
        return read();
    } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        throw new HostError("garbled", _("The files of this commit cannot be read."), inert(error.message));
    }
}
