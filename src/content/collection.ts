/** An Ansible collection as it lies on disk, and what of it a plan has to know. */
import * as z from "zod/mini";

import { HostError } from "../host/host.ts";
import { digest } from "./digest.ts";

/** A collection that was fetched: its metadata files, and nothing else of it. */
export type FetchedCollection = {
    /** "namespace.name" */
    name: string;
    version: string;
    /**
     * SHA-256 of its manifest, which has the checksum of its list of files and so of each, and of which files are
     * programs: the same content, the same digest.
     */
    digest: string;
    /** Relative to the collection's directory: requirements, bindep and execution environment metadata. */
    files: ReadonlyMap<string, string>;
};

/** MANIFEST.json of a collection artefact; ansible-galaxy writes it when it builds one. */
const manifestSchema = z.object({
    collection_info: z.object({
        namespace: z.string().check(z.regex(/^[a-z_][a-z0-9_]*$/)),
        name: z.string().check(z.regex(/^[a-z_][a-z0-9_]*$/)),
        version: z.string().check(z.regex(/^[0-9A-Za-z.+-]{1,100}$/)),
    }),
    file_manifest_file: z.object({ chksum_sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)) }),
});

/** Where collections are looked for below a collections path: "namespace/name/…" under this directory. */
export const collectionsDirectory = "ansible_collections";

/**
 * Sort the metadata files of many collections by collection.
 *
 * @param files Relative to `ansible_collections`: "community/general/MANIFEST.json" and so on.
 * @param programs Paths of executable files, likewise; the manifest does not tell of modes.
 * @returns Sorted by name. Throws HostError "failed" naming the collection whose manifest cannot be read.
 */
export function readCollections(files: ReadonlyMap<string, string>, programs: readonly string[]): FetchedCollection[] {
    const found = new Map<string, Map<string, string>>();
    for (const [path, text] of files) {
        const [namespace, name, ...rest] = path.split("/");
        const key = `${namespace}.${name}`;
        if (!found.has(key)) found.set(key, new Map());
        found.get(key)?.set(rest.join("/"), text);
    }
    return [...found]
        .filter(([, own]) => own.has("MANIFEST.json"))
        .map(([key, own]) => readCollection(key, own, programsOf(key, programs)))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
}

const programsOf = (key: string, programs: readonly string[]): string[] =>
    programs.filter(path => path.startsWith(`${key.replace(".", "/")}/`)).sort();

function readCollection(
    key: string,
    files: ReadonlyMap<string, string>,
    programs: readonly string[],
): FetchedCollection {
    const text = files.get("MANIFEST.json") ?? "";
    let json: unknown;
    try {
        json = JSON.parse(text);
    } catch {
        throw new HostError("failed", `MANIFEST.json of ${key} is not JSON`);
    }
    const { success, data } = manifestSchema.safeParse(json);
    if (!success) throw new HostError("failed", `MANIFEST.json of ${key} is not a collection's manifest`);
    const { namespace, name, version } = data.collection_info;
    if (`${namespace}.${name}` !== key)
        throw new HostError("failed", `MANIFEST.json of ${key} is that of ${namespace}.${name}`);
    return { name: key, version, digest: digest([text, programs]), files };
}
