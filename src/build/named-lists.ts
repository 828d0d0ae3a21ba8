/** Lists of requirements that a fetched collection names itself, wherever they lie in it. */
import { collectionsDirectory, type FetchedCollection } from "../content/collection.ts";
import type { Fetched } from "../content/fetch.ts";
import { metadataFiles, readIntrospected } from "../ee/introspection-reading.ts";
import { readText } from "../host/files.ts";
import type { Host } from "../host/host.ts";

/** The same collections, each with the files that tell what it asks for. */
export const withNamedLists = async (host: Host, fetched: Fetched): Promise<Fetched> => ({
    ...fetched,
    collections: await Promise.all(
        fetched.collections.map(async collection => {
            const directory = `${fetched.directory}/${collectionsDirectory}/${collection.name.replace(".", "/")}`;
            return { ...collection, files: await readLists(host, directory, collection) };
        }),
    ),
});

function readLists(host: Host, directory: string, { files }: FetchedCollection): Promise<Map<string, string>> {
    let plain: Promise<Set<string>> | null = null;
    return readIntrospected(async path => {
        const known = files.get(path);
        if (known !== undefined || metadataFiles.includes(path)) return known ?? null;
        plain ??= listPlain(host, directory);
        return (await plain).has(path) ? readText(host, `${directory}/${path}`) : null;
    });
}

/** Files of at most 1 MiB that are no links, and to which none leads: what a collection names may lie elsewhere on the machine. */
async function listPlain(host: Host, directory: string): Promise<Set<string>> {
    const argv = ["find", directory, "-type", "f", "-size", "-1025k", "-printf", "%P\\0"];
    return new Set(
        new TextDecoder()
            .decode(await host.run(argv))
            .split("\0")
            .filter(Boolean),
    );
}
