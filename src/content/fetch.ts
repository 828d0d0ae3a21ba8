/** Collections, fetched by the host's ansible-galaxy: the same program, and so the same choice, as in a container build. */
import * as z from "zod/mini";

import { type Host, HostError } from "../host/host.ts";
import { type Artefacts, isShown, SHOWN } from "./artefacts.ts";
import { collectionsDirectory, type FetchedCollection } from "./collection.ts";
import { digest } from "./digest.ts";
import { type GalaxyAccess, GalaxyError, runGalaxy, withGalaxy } from "./galaxy-program.ts";
import { explainCollections, readSent, type Sent } from "./galaxy-words.ts";
import { readInstalled } from "./installed.ts";
import { describeLocal, type Local, takeLocal, type WantedCollection } from "./local-collections.ts";
import { type Answer, fillShelf, isTold, readShelf } from "./shelf.ts";
import { keyringInputs, listSigned, prepareKeyring } from "./signatures.ts";

/** What was fetched, and where it lies on the host. */
export type Fetched = {
    /** Holds `ansible_collections`. */
    directory: string;
    collections: FetchedCollection[];
    /** What was sent by servers or taken from the machine's own artefacts; a repository and a directory have none. */
    artefacts: Sent[];
    /** Names of those that come with a signature. */
    signed: string[];
    /** Whether signatures were checked: what is there then has good ones, or none. */
    isChecked: boolean;
    /** Milliseconds since 1970. */
    fetched: number;
};

export type Wanted = {
    /** May hold credentials in addresses. */
    collections: readonly WantedCollection[];
    /** The same without secrets: what tells this question from others. */
    shown: unknown;
    access: GalaxyAccess;
    artefacts: Artefacts;
    /** Files of directories that are asked for, by path relative to the definition's. */
    files: ReadonlyMap<string, string>;
};

/**
 * Fetch collections with everything they depend on, or take what was fetched within the last hour.
 *
 * Throws HostError "failed" with what is the matter; what an earlier call fetched stays then.
 */
export async function fetchCollections(
    host: Host,
    cache: string,
    wanted: Wanted,
    signal?: AbortSignal,
): Promise<Fetched> {
    const { shown, access, files } = wanted;
    const local = await takeLocal(host, cache, wanted, signal);
    const chosen = local.chosen.map(({ file, stamp }) => [file, stamp]);
    const key = digest(["collections", shown, access.shown, access.keys, access.options, chosen, [...files]]).slice(
        0,
        32,
    );
    const shelf = `${cache}/collections/${key}`;
    const found = isKept(wanted) ? await readShelf(host, shelf, noteSchema) : null;
    const { directory, fetched, note } = found ?? (await fetch(host, cache, shelf, wanted, local, signal));
    const { sent, signed, isChecked } = note;
    const collections = note.collections.map(({ files, ...known }) => ({ ...known, files: new Map(files) }));
    return { directory, fetched, collections, artefacts: sent, signed, isChecked };
}

const sentSchema = z.object({ name: z.string(), version: z.string(), sha256: z.string(), source: z.string() });
/** What lies on the shelf does not change, so that it is read once. */
const collectionSchema = z.object({
    ...{ name: z.string(), version: z.string(), digest: z.string() },
    files: z.array(z.tuple([z.string(), z.string()])),
});
const noteSchema = z.object({
    ...{ sent: z.array(sentSchema), signed: z.array(z.string()), isChecked: z.boolean() },
    collections: z.array(collectionSchema),
});
type Note = z.infer<typeof noteSchema>;

const isKept = ({ collections }: Pick<Wanted, "collections">): boolean =>
    isTold(collections.flatMap(({ name, source, signatures = [] }) => [name, source, ...signatures]));

/** Into a directory of its own: what is there may be in use by a build. */
async function fetch(
    host: Host,
    cache: string,
    shelf: string,
    wanted: Wanted,
    { collections, chosen, isWhole }: Local,
    signal?: AbortSignal,
): Promise<Answer<Note>> {
    const { access, files, artefacts } = wanted;
    const own = new Map<string, string>([...files].map(([path, content]) => [`definition/${path}`, content]));
    const isLocal = collections.some(({ name }) => isShown(name));
    if (isLocal) own.set(`${SHOWN}/.keep`, "");
    const keyring = keyringInputs(access);
    return await withGalaxy(
        host,
        cache,
        JSON.stringify({ collections }),
        access,
        new Map([...own, ...keyring]),
        async workshop => {
            const argv = ["collection", "install", "--requirements-file=/workshop/requirements.yml", "-vvvv"];
            const offline = isWhole ? ["--offline"] : [];
            const where = [
                "--collections-path=/workshop/result",
                ...(await prepareKeyring(workshop, access)),
                ...offline,
            ];
            const show: Record<string, string> = isLocal ? { [SHOWN]: artefacts.directory } : {};
            const options = { signal, show, network: !isWhole };
            try {
                const output = await runGalaxy(workshop, [...argv, ...where, ...access.options], access, options);
                const sent = [...readSent(output), ...(await describeLocal(workshop, chosen, show))];
                const installed = await readInstalled(host, `${workshop.directory}/result/${collectionsDirectory}`);
                const note: Note = {
                    ...{ sent, signed: listSigned(installed.records, collections), isChecked: access.keys !== null },
                    collections: installed.collections.map(known => ({ ...known, files: [...known.files] })),
                };
                return await fillShelf(host, shelf, workshop, "result", note, isKept(wanted));
            } catch (error) {
                if (!(error instanceof GalaxyError) || !["failed", "timeout"].includes(error.problem)) throw error;
                throw new HostError("failed", explainCollections(error), error.detail, error.status);
            }
        },
    );
}
