/** Collections given by path, directories or artefacts: nothing of them is run or unpacked, and no link is followed out of them. */
import { lstat, open, readFile, realpath, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";

import { readIntrospected } from "../ee/introspection-reading.ts";
import { readTar } from "../host/tar.ts";

/** Collections with thousands of modules stay below half of these. */
const MOST_PACKED = 128 * 1024 * 1024;
const MOST_UNPACKED = 256 * 1024 * 1024;
const MOST_ENTRIES = 200_000;
/** Of one file that is read as text. */
const MOST_TEXT = 1024 * 1024;

export type GivenCollection = {
    /** The files that tell what it asks for, by path relative to the collection. */
    files: Map<string, string>;
    /** "namespace.name" where the path says so, which counts for ansible-builder. */
    name: string | null;
};

/**
 * Throws nothing that a path may cause: what is no collection is a refusal, in words.
 * @param mostUnpacked Bytes that an artefact may have once it is unpacked.
 */
export async function readGivenCollection(
    path: string,
    mostUnpacked = MOST_UNPACKED,
): Promise<GivenCollection | { refusal: string }> {
    const whole = resolve(path);
    try {
        const found = await stat(whole);
        if (found.isDirectory()) return await readDirectory(await realpath(whole));
        if (!found.isFile()) return { refusal: "is neither a directory nor an artefact" };
        if (found.size > MOST_PACKED) return { refusal: "is larger than a collection is" };
        return await readArtefact(await readFile(whole), mostUnpacked);
    } catch (error) {
        if (!(error instanceof Error) || !("code" in error)) throw error;
        if (error.code === "EACCES") return { refusal: "may not be read" };
        return { refusal: error.code === "ENOENT" || error.code === "ENOTDIR" ? "is not there" : error.message };
    }
}

async function readDirectory(root: string): Promise<GivenCollection | { refusal: string }> {
    const files = await readIntrospected(async path => {
        const file = join(root, path);
        const real = await realpath(file).catch(() => null);
        return real?.startsWith(`${root}/`) ? readText(real) : null;
    });
    const isCollection = await Promise.all(["MANIFEST.json", "galaxy.yml"].map(name => isThere(join(root, name))));
    if (!isCollection.includes(true)) return { refusal: "has neither MANIFEST.json nor galaxy.yml" };
    const isInstalled = basename(dirname(dirname(root))) === "ansible_collections";
    return { files, name: isInstalled ? `${basename(dirname(root))}.${basename(root)}` : null };
}

const isThere = (path: string): Promise<boolean> =>
    lstat(path).then(
        () => true,
        () => false,
    );

/** Null for what is no file, or too large to be a list of requirements. */
async function readText(path: string): Promise<string | null> {
    if (!(await stat(path)).isFile()) return null;
    const handle = await open(path);
    try {
        const { size } = await handle.stat();
        return size > MOST_TEXT ? null : await handle.readFile("utf8");
    } finally {
        await handle.close();
    }
}

async function readArtefact(packed: Buffer, mostUnpacked: number): Promise<GivenCollection | { refusal: string }> {
    const texts = new Map<string, Uint8Array>();
    try {
        const isPacked = packed[0] === 0x1f && packed[1] === 0x8b;
        const archive = isPacked
            ? await promisify(gunzip)(packed, { maxOutputLength: mostUnpacked, chunkSize: 2 ** 20 })
            : packed;
        const entries = readTar(archive);
        if (entries.length === 0) return { refusal: "is no archive" };
        if (entries.length > MOST_ENTRIES) return { refusal: "holds more files than a collection does" };
        const outside = entries.find(({ path }) => path.startsWith("/") || path.split("/").includes(".."));
        if (outside) return { refusal: `holds a file that would lie outside, ${outside.path}` };
        for (const { path, type, bytes } of entries) {
            if (type === "file" && bytes.length <= MOST_TEXT) texts.set(path, bytes);
            else texts.delete(path);
        }
    } catch (error) {
        const isTooLarge = error instanceof RangeError;
        return {
            refusal: isTooLarge ? "is larger than a collection is when it is unpacked" : "is damaged, or no archive",
        };
    }
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    const files = await readIntrospected(path => {
        const bytes = texts.get(path);
        return Promise.resolve(bytes ? decoder.decode(bytes) : null);
    });
    return files.has("MANIFEST.json") ? { files, name: null } : { refusal: "has no MANIFEST.json" };
}
