/** What carries each path of build steps: the blueprint's customizations, or the content RPM. Pure. */
import type { ContentFile } from "../content/repository.ts";
import type { Effect, Owner } from "../ee/effect.ts";
import type { Requirement } from "../ee/requirement.ts";
import { type Customizations, writeMode } from "../osbuild/customizations.ts";
import { isBlueprints, isWithin, type Layer, type Node } from "./effect-nodes.ts";
import { bringLine, directoryLine, isOfEverySystem, linkLine } from "./effect-place.ts";

export type CarriedEffects = {
    /** Packages, and groups of them as "@name"; Python requirements. */
    requirements: Requirement[];
    modules: { name: string; stream: string }[];
    /** Names of packages in whose place the content RPM stands, with versions. */
    standIns: Map<string, string>;
    customizations: Customizations;
    files: Map<string, ContentFile>;
    directories: Map<string, number>;
    links: Map<string, string>;
    /** What has to be fetched, and where it goes then. */
    downloads: Download[];
    /** Whose each path is that the content RPM puts where a package may have a file, but for downloads. */
    origins: Map<string, Effect>;
    /** Paths of directories that steps make, whatever carries them. */
    made: Set<string>;
    /** Whose each file is that the blueprint writes, over whatever the content RPM puts there. */
    written: Map<string, Effect>;
    /** The same of what is only right where no package has a file. */
    additions: Map<string, Effect>;
    /** Of effects that nothing carries, why. */
    problems: Map<Effect, string>;
};

export type Download = Layer & { path: string };

export const nothing = (): CarriedEffects => ({
    ...{ requirements: [], modules: [], customizations: {}, downloads: [] },
    ...{ files: new Map(), directories: new Map(), links: new Map(), problems: new Map() },
    origins: new Map(),
    made: new Set(),
    written: new Map(),
    additions: new Map(),
    standIns: new Map(),
});

/** Give a node to its carrier; answers the lines that make it be where the author put it when the system starts. */
export function writeNode(
    path: string,
    { effect, place, inside }: Node,
    carried: CarriedEffects,
    nodes: ReadonlyMap<string, Node>,
): string[] {
    const { customizations, files, directories, links, downloads } = carried;
    // In an archive that is brought as a whole it is where the archive is.
    const runs = isBrought(path, nodes) ? null : place.runs;
    const owner = "owner" in effect ? effect.owner : undefined;
    switch (inside.kind) {
        case "link":
            if (runs !== null) return [linkLine(runs, inside.target)];
            links.set(path, inside.target);
            return [];
        case "directory": {
            const { mode } = inside;
            if (runs !== null) return [directoryLine(runs, mode, owner)];
            if (isBlueprints(path, inside)) addDirectory(customizations, path, mode, owner);
            else if (mode !== null || !isThere(path, nodes)) directories.set(path, mode ?? 0o755);
            return [];
        }
        case "text": {
            const { text, mode } = inside;
            const written = writeMode(mode);
            if (written !== null && isBlueprints(path, inside)) {
                // The composer makes no directory for a file by itself, and takes one that is there if nothing is asked of it.
                const above = path.slice(0, path.lastIndexOf("/"));
                if (above !== "/etc" && !customizations.directories?.some(each => each.path === above))
                    addDirectory(customizations, above, null, undefined);
                // The server leaves out what is empty, and what is read back has to be what was pushed.
                const file = { path, mode: written, ...ownedBy(owner), ...(text === "" ? {} : { data: text }) };
                customizations.files = [...(customizations.files ?? []), file];
            } else files.set(path, { mode, content: text });
            break;
        }
        case "fetched":
            downloads.push({ effect, wanted: inside.wanted, path, mode: inside.mode });
            break;
        case "unpacked":
            downloads.push(...inside.layers.map(layer => ({ ...layer, path })));
    }
    return runs === null ? [] : [bringLine({ path, runs }, owner)];
}

/** A directory that every system has, or that is there for what lies in it. */
const isThere = (path: string, nodes: ReadonlyMap<string, Node>): boolean =>
    isOfEverySystem(path) || [...nodes.keys()].some(other => other !== path && isWithin(other, path));

/** Part of an archive that is brought as a whole to where the author put it. */
const isBrought = (path: string, nodes: ReadonlyMap<string, Node>): boolean =>
    [...nodes].some(
        ([other, { inside, place }]) =>
            other !== path && isWithin(path, other) && inside.kind === "unpacked" && place.runs !== null,
    );

/** Numbers are written as such. */
function ownedBy(owner: Owner | undefined): { user?: string | number; group?: string | number } {
    const write = (name: string) => (/^\d+$/.test(name) ? Number(name) : name);
    return {
        ...(owner?.user ? { user: write(owner.user) } : {}),
        ...(owner?.group ? { group: write(owner.group) } : {}),
    };
}

function addDirectory(
    customizations: Customizations,
    path: string,
    mode: number | null,
    owner: Owner | undefined,
): void {
    const others = (customizations.directories ?? []).filter(each => each.path !== path);
    const written = mode === null || mode === 0o755 ? null : writeMode(mode);
    customizations.directories = [
        ...others,
        { path, ensure_parents: true, ...ownedBy(owner), ...(written === null ? {} : { mode: written }) },
    ];
}
