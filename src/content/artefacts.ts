/**
 * Artefacts of collections and roles in a directory of the machine, taken before any server is asked: what is there can be
 * had without network.
 */
import * as z from "zod/mini";

import type { Workshop } from "../host/confined.ts";
import { type Host, HostError } from "../host/host.ts";
import { _, format } from "../language.ts";
import { compareVersions, isPinned, isPreRelease, meets } from "./collection-version.ts";
import { sideBySide } from "./side-by-side.ts";

export type Artefact = {
    /** "acme.tools" */
    name: string;
    version: string;
    /** Of the file. */
    file: string;
    /** Differs when another file took its place. */
    stamp: string;
};

export type Artefacts = { directory: string; collections: Artefact[]; roles: Artefact[] };

/** Where an administrator puts them. */
export const artefactsDirectory = (state: string): string => `${state}/artefacts`;

/** Where a box sees them, below /workshop. */
export const SHOWN = "artefacts";

const COLLECTION = /^([a-z_][a-z0-9_]*)-([a-z_][a-z0-9_]*)-(\d[0-9A-Za-z.+-]*)\.tar\.gz$/;
const ROLE = /^([A-Za-z0-9_-]+\.[A-Za-z0-9_-]*[A-Za-z0-9_])-(v?\d[0-9A-Za-z.+-]*)\.tar\.gz$/;

/** NAMESPACE-NAME-VERSION.tar.gz as ansible-galaxy writes it, for roles OWNER.NAME-VERSION.tar.gz; the newest first. */
export async function listArtefacts(host: Host, state: string): Promise<Artefacts> {
    const directory = artefactsDirectory(state);
    const which = ["-mindepth", "1", "-maxdepth", "1", "-type", "f", "-name", "*.tar.gz"];
    const output = await host.run(["find", `${directory}/`, ...which, "-printf", "%f\\t%i %s %C@\\0"]);
    const lines = new TextDecoder().decode(output).split("\0").filter(Boolean);
    const found = lines.map(line => line.split("\t")).map(([file = "", stamp = ""]) => ({ file, stamp }));
    const read = (pattern: RegExp, name: (match: RegExpExecArray) => [string, string]): Artefact[] =>
        found
            .flatMap(({ file, stamp }) => {
                const match = pattern.exec(file);
                if (!match) return [];
                const [own, version] = name(match);
                return [{ name: own, version, file, stamp }];
            })
            .sort((one, other) => compareVersions(other.version, one.version) ?? (one.file < other.file ? 1 : -1));
    return {
        directory,
        collections: read(COLLECTION, ([, namespace, name, version]) => [`${namespace}.${name}`, version ?? ""]),
        roles: read(ROLE, ([, name, version]) => [name ?? "", (version ?? "").replace(/^v/, "")]),
    };
}

/** An address of a repository in that directory, as the box sees it; any other as it is. */
export const shownAddress = (address: string, { directory }: Artefacts): string =>
    address.replace(/^((?:git\+)?file:\/\/)(\/.*)$/s, (whole, scheme: string, path: string) =>
        path.startsWith(`${directory}/`) ? `${scheme}/workshop/${SHOWN}${path.slice(directory.length)}` : whole,
    );

/** Whether it is in there, for the box. */
export const isShown = (address: string): boolean =>
    new RegExp(`^(?:(?:git\\+)?file://)?/workshop/${SHOWN}/`).test(address);

export type Choice = {
    chosen: Artefact[];
    /** Names of what some of them, or whoever asks, need and is not there. */
    lacking: string[];
};

/** Rounds until a choice has to stand: each takes a condition of a dependency into account that was not known before. */
const MOST_ROUNDS = 50;

/**
 * The newest artefacts that meet what is asked for, with those that they depend on; pure but for `readDependencies`.
 *
 * @param wanted Condition by name.
 */
export async function chooseArtefacts(
    wanted: ReadonlyMap<string, string>,
    artefacts: readonly Artefact[],
    takesPreReleases: boolean,
    readDependencies: (artefact: Artefact) => Promise<ReadonlyMap<string, string>>,
): Promise<Choice> {
    let conditions = new Map([...wanted].map(([name, condition]) => [name, [condition]]));
    for (let round = 0; round < MOST_ROUNDS; round++) {
        const picked = new Map<string, Artefact | null>();
        for (const [name, own] of conditions) picked.set(name, pick(name, own, artefacts, takesPreReleases));
        const next = new Map([...wanted].map(([name, condition]) => [name, [condition]]));
        const taken = [...picked.values()].filter(artefact => artefact !== null);
        for (const dependencies of await sideBySide(taken, readDependencies))
            for (const [name, condition] of dependencies) next.set(name, [...(next.get(name) ?? []), condition]);
        const isSettled = describe(next) === describe(conditions);
        conditions = next;
        if (!isSettled) continue;
        return { chosen: taken, lacking: [...picked].filter(([, artefact]) => !artefact).map(([name]) => name) };
    }
    return { chosen: [], lacking: [...wanted.keys()] };
}

function pick(name: string, conditions: readonly string[], artefacts: readonly Artefact[], takesPreReleases: boolean) {
    const mayBeEarly = takesPreReleases || conditions.some(isPinned);
    const fits = ({ version }: Artefact) => conditions.every(condition => meets(version, condition));
    const own = artefacts.filter(artefact => artefact.name === name && fits(artefact));
    return own.find(({ version }) => mayBeEarly || !isPreRelease(version)) ?? null;
}

const describe = (conditions: ReadonlyMap<string, readonly string[]>): string =>
    JSON.stringify([...conditions].map(([name, own]) => [name, own.toSorted()]).sort());

const manifestSchema = z.object({
    collection_info: z.object({ dependencies: z.nullish(z.record(z.string(), z.string())) }),
});

/** Dependencies by file and stamp: what was read once does not change. */
const known = new Map<string, ReadonlyMap<string, string>>();
const MOST_KNOWN = 1000;

/** What a collection's artefact says that it depends on; `workshop` sees the artefacts. Throws HostError naming it. */
export async function readArtefact(
    workshop: Workshop,
    { directory }: Artefacts,
    { file, stamp }: Artefact,
    signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, string>> {
    const key = `${directory}/${file} ${stamp}`;
    const before = known.get(key);
    if (before) return before;
    const argv = ["tar", "--extract", "--gzip", "--to-stdout", `--file=/workshop/${SHOWN}/${file}`, "MANIFEST.json"];
    try {
        const bytes = await workshop.run(argv, { show: { [SHOWN]: directory }, signal });
        const { dependencies } = manifestSchema.parse(JSON.parse(new TextDecoder().decode(bytes))).collection_info;
        if (known.size >= MOST_KNOWN) known.clear();
        known.set(key, new Map(Object.entries(dependencies ?? {})));
        return known.get(key) ?? new Map();
    } catch (error) {
        if (error instanceof HostError && error.problem !== "failed") throw error;
        throw new HostError("failed", format(_("$0 is not an artefact of a collection."), file));
    }
}
