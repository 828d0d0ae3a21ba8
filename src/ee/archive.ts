/** A tar archive that somebody hands over: read within bounds, never unpacked by a program. */
import { join, readTar } from "../host/tar.ts";
import type { Entry } from "../host/trees.ts";
import { _, format } from "../language.ts";
import type { Complaint, Incoming } from "./incoming.ts";

/** Bytes of an archive when it is unpacked: more than any definition has, see `incoming.ts`. */
const LARGEST = 32 * 1024 * 1024;

/** "kolla.tar.gz" is an archive of "kolla"; null for a name that is none of an archive. */
export const archiveStem = (name: string): string | null => /^(.+)\.(?:tar|tar\.gz|tgz)$/i.exec(name)?.[1] ?? null;

/** The files in a tar archive, compressed by gzip or not; a complaint about what is none, or holds more than files. */
export async function readArchive(name: string, bytes: Uint8Array): Promise<Incoming[] | Complaint> {
    let entries: Entry[];
    try {
        const archive = bytes[0] === 0x1f && bytes[1] === 0x8b ? await gunzip(bytes) : bytes;
        if (!archive) return { complaint: format(_("$0 is larger than $1 MB when it is unpacked."), name, 32) };
        entries = readTar(archive);
    } catch {
        entries = [];
    }
    // Too short to hold one, or damaged from the start.
    if (entries.length === 0) return { complaint: format(_("$0 is damaged, or is no tar archive."), name) };
    const link = entries.find(({ type }) => type === "link");
    if (link) return { complaint: format(_("$0 holds a link, $1. Only files are taken."), name, link.path) };
    const other = entries.find(({ type }) => type === "other");
    if (other) return { complaint: format(_("$0 holds a device, $1. Only files are taken."), name, other.path) };
    return entries
        .filter(({ type }) => type === "file")
        .map(({ path, size, bytes: content }) => ({ path, size, read: () => Promise.resolve(content) }));
}

/** Null when it is more than `LARGEST`; throws when it is no such stream. */
async function gunzip(bytes: Uint8Array): Promise<Uint8Array | null> {
    const stream = new Blob([bytes.slice()]).stream().pipeThrough(new DecompressionStream("gzip"));
    const reader = stream.getReader();
    const chunks: Uint8Array[] = [];
    let length = 0;
    for (;;) {
        const { done, value } = await reader.read();
        if (done) return join(chunks);
        length += value.length;
        if (length > LARGEST) {
            await reader.cancel();
            return null;
        }
        chunks.push(value);
    }
}
