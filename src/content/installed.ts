/** What ansible-galaxy has installed: collections, with what tells of them, and what their server said; one look at all. */
import type { Host } from "../host/host.ts";
import { readTree } from "../host/trees.ts";
import { type FetchedCollection, readCollections } from "./collection.ts";

export type Installed = {
    collections: FetchedCollection[];
    /** GALAXY.yml, which ansible-galaxy writes of what a server sent, by the collection's name. */
    records: ReadonlyMap<string, string>;
};

/** Directories above a text that tells of a collection, from where the namespaces are; what lies deeper is read when it is named. */
const DEEPEST = 5;

/** @param directory `ansible_collections`, as it was installed. Throws HostError "failed" naming the collection that is none. */
export async function readInstalled(host: Host, directory: string): Promise<Installed> {
    const names = ["MANIFEST.json", "*.txt", "execution-environment.y*ml", "GALAXY.yml"];
    const named = names.flatMap(name => ["-o", "-name", name]).slice(1);
    const texts = ["(", "-size", "-1024k", "(", ...named, ")", "-printf", "t%P\\0", ")"];
    const programs = ["(", "-perm", "/111", "-printf", "x%P\\0", ")"];
    const argv = ["find", directory, "-mindepth", "2", "-type", "f", "(", ...texts, ",", ...programs, ")"];
    const found = new TextDecoder().decode(await host.run(argv)).split("\0");
    const pathsOf = (kind: string) => found.filter(line => line.startsWith(kind)).map(line => line.slice(1));
    const only = pathsOf("t").filter(isTelling);
    const entries = only.length === 0 ? [] : ((await readTree(host, directory, { only })) ?? []);
    const read = new Map(entries.map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)]));
    const records = new Map<string, string>();
    for (const [path, text] of read) {
        const name = RECORD.exec(path)?.[1];
        if (name === undefined) continue;
        records.set(name, text);
        read.delete(path);
    }
    return { collections: readCollections(read, pathsOf("x").filter(isWithin)), records };
}

const RECORD = /^([a-z0-9_]+\.[a-z0-9_]+)-[^/]*\.info\/GALAXY\.yml$/;

/** In a collection, and not beside it. */
const isWithin = (path: string): boolean => path.split("/").length > 2;

/** Lists of exceptions from tests are long, and tell nothing of what is asked for. */
const isTelling = (path: string): boolean =>
    RECORD.test(path) || (isWithin(path) && path.split("/").length <= DEEPEST && !/^[^/]+\/[^/]+\/tests\//.test(path));
