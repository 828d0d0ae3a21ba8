/** Which of the collections that are asked for the machine has itself, and how ansible-galaxy is told to take them. */
import { type Workshop, withWorkshop } from "../host/confined.ts";
import { type Host, HostError } from "../host/host.ts";
import { _, format } from "../language.ts";
import { type Artefact, type Artefacts, chooseArtefacts, readArtefact, SHOWN, shownAddress } from "./artefacts.ts";
import type { GalaxyAccess } from "./galaxy-program.ts";
import type { Sent } from "./galaxy-words.ts";
import { sideBySide } from "./side-by-side.ts";

/** An entry of `collections:` as ansible-galaxy reads it. */
export type WantedCollection = {
    name: string;
    version?: string;
    source?: string;
    type?: string;
    signatures?: readonly string[];
};

export type Local = {
    /** For the requirements file of the box. */
    collections: WantedCollection[];
    chosen: Artefact[];
    /** Whether nobody has to be asked. */
    isWhole: boolean;
};

type Asked = { collections: readonly WantedCollection[]; artefacts: Artefacts; access: Pick<GalaxyAccess, "options"> };

/** Throws HostError "failed", naming a file that is asked for and not there, or is none. */
export async function takeLocal(
    host: Host,
    cache: string,
    asked: Asked,
    signal: AbortSignal | undefined,
): Promise<Local> {
    const { collections, artefacts } = asked;
    const files = collections.filter(({ type }) => type === "file").map(entry => fileOf(entry, artefacts));
    const isThere = new Set(artefacts.collections.map(({ name }) => name));
    if (files.length === 0 && !collections.some(entry => isNamed(entry) && isThere.has(entry.name)))
        return {
            collections: collections.map(entry => ({ ...entry, name: shownAddress(entry.name, artefacts) })),
            chosen: [],
            isWhole: collections.every(isDirectory),
        };
    return withWorkshop(host, `${cache}/work`, new Map([[`${SHOWN}/.keep`, ""]]), workshop =>
        choose(workshop, files, asked, signal),
    );
}

// A source says where from, and an address is none of ours.
const isNamed = ({ type, source }: WantedCollection): boolean =>
    source === undefined && (type === undefined || type === "galaxy");
const isDirectory = ({ type }: WantedCollection): boolean => type === "dir" || type === "subdirs";

async function choose(
    workshop: Workshop,
    files: readonly Artefact[],
    { collections, artefacts, access }: Asked,
    signal: AbortSignal | undefined,
): Promise<Local> {
    const named = collections.filter(isNamed);
    const wanted = new Map(named.map(({ name, version = "*" }) => [name, version]));
    const readDependencies = (artefact: Artefact) => readArtefact(workshop, artefacts, artefact, signal);
    for (const dependencies of await sideBySide(files, readDependencies))
        for (const [name, condition] of dependencies)
            wanted.set(name, [wanted.get(name), condition].filter(Boolean).join(","));
    const takesPreReleases = access.options.includes("--pre");
    const { chosen, lacking } = await chooseArtefacts(
        wanted,
        artefacts.collections,
        takesPreReleases,
        readDependencies,
    );
    const has = new Set(chosen.map(({ name }) => name));
    const others = collections.filter(entry => entry.type !== "file" && !(isNamed(entry) && has.has(entry.name)));
    const all = [...files, ...chosen.filter(({ file }) => !files.some(known => known.file === file))];
    const taken = all.map(({ file, name }) => {
        const signatures = named.find(entry => entry.name === name)?.signatures;
        return { name: `/workshop/${SHOWN}/${file}`, type: "file", ...(signatures ? { signatures } : {}) };
    });
    return {
        collections: [...taken, ...others.map(entry => ({ ...entry, name: shownAddress(entry.name, artefacts) }))],
        chosen: all,
        isWhole: lacking.length === 0 && others.every(isDirectory),
    };
}

/** A file is one of the machine's artefacts, wherever the container image would have it. */
function fileOf({ name }: WantedCollection, { collections, directory }: Artefacts): Artefact {
    const base = name.slice(name.lastIndexOf("/") + 1);
    const found = collections.find(({ file }) => file === base);
    if (found) return found;
    throw new HostError("failed", format(_("$0 is a file. Put it into $1."), name, directory));
}

/** What was taken from the machine, as it would be told of what a server sent. */
export async function describeLocal(
    workshop: Workshop,
    chosen: readonly Artefact[],
    show: Readonly<Record<string, string>>,
): Promise<Sent[]> {
    if (chosen.length === 0) return [];
    const paths = chosen.map(({ file }) => `/workshop/${SHOWN}/${file}`);
    const output = await workshop.run(["sha256sum", "--zero", "--", ...paths], { show });
    const digests = new TextDecoder()
        .decode(output)
        .split("\0")
        .map(line => line.slice(0, 64));
    return chosen.map(({ name, version, file }, index) => ({
        ...{ name, version, sha256: digests[index] ?? "", source: `${SHOWN}/${file}` },
    }));
}
