/** What build steps leave in the result, in the words of those who carry it: blueprint and content RPM. Pure. */
import type { WantedFile } from "../content/download.ts";
import { aboutPath, isPackable } from "../content/path.ts";
import type { ContentFile } from "../content/repository.ts";
import type { Effect } from "../ee/effect.ts";
import type { Requirement } from "../ee/requirement.ts";
import { pythonRequirements } from "../ee/requirements.ts";
import type { Target } from "../ee/target.ts";
import { _, format } from "../language.ts";
import type { Customizations } from "../osbuild/customizations.ts";
import { mayHaveFile, writeMode } from "../osbuild/customizations.ts";
import { environmentFiles, isSayable, type Variable } from "./effect-environment.ts";
import { bringLine, directoryLine, linkLine, type Place, placeInCommit } from "./effect-place.ts";

export type CarriedEffects = {
    /** Packages, and groups of them as "@name"; Python requirements. */
    requirements: Requirement[];
    modules: { name: string; stream: string }[];
    customizations: Customizations;
    files: Map<string, ContentFile>;
    directories: Map<string, number>;
    links: Map<string, string>;
    /** What has to be fetched, and where it goes then. */
    downloads: Download[];
    /** Whose each path is that the content RPM puts where a package may have a file. */
    origins: Map<string, Effect>;
    /** Of effects that nothing carries, why. */
    problems: Map<Effect, string>;
};

export type Download = { effect: Effect; wanted: WantedFile; path: string; mode: number };

export type EffectsContext = {
    /** The package's: "ee-sample". */
    name: string;
    /** Files of the definition that leave its directory. */
    files: ReadonlyMap<string, string>;
    target: Target;
    /** Directories of the content RPM that hold something else. */
    taken: readonly string[];
};

/** In a blueprint everything that stands in it is kept, shown and sent as a whole; larger files go with the content. */
const LARGEST_DATA = 65_536;

/** @param asked In the order in which the steps are run: of two at one path the later counts, as in a container. */
export function carryEffects(
    asked: readonly { effect: Effect; askedBy: string }[],
    context: EffectsContext,
): CarriedEffects {
    const carried = nothing();
    const nodes = new Map<string, Node>();
    const variables = new Map<string, Variable>();
    for (const { effect, askedBy } of asked) {
        const problem =
            "path" in effect ? putNode(effect, nodes, context) : put(effect, askedBy, carried, variables, context);
        if (problem !== null) carried.problems.set(effect, problem);
    }
    const lines = [...nodes].flatMap(([path, node]) => writeNode(path, node, carried, nodes));
    if (lines.length > 0)
        carried.files.set(`/usr/lib/tmpfiles.d/${context.name}.conf`, {
            ...{ mode: 0o644, content: `${lines.join("\n")}\n` },
        });
    for (const [path, { effect }] of nodes)
        if (carried.files.has(path) || carried.links.has(path) || carried.downloads.some(each => each.path === path))
            carried.origins.set(path, effect);
    for (const [path, text] of environmentFiles(context.name, [...variables.values()]))
        carried.files.set(path, { mode: 0o644, content: text });
    return carried;
}

const nothing = (): CarriedEffects => ({
    ...{ requirements: [], modules: [], customizations: {}, downloads: [] },
    ...{ files: new Map(), directories: new Map(), links: new Map(), problems: new Map() },
    origins: new Map(),
});

/** What has no path; answers why nothing carries it. */
function put(
    effect: Exclude<Effect, { path: string }>,
    askedBy: string,
    { requirements, modules, customizations }: CarriedEffects,
    variables: Map<string, Variable>,
    { target }: EffectsContext,
): string | null {
    switch (effect.kind) {
        case "package":
        case "package-group": {
            const name = effect.kind === "package" ? effect.name : `@${effect.name}`;
            requirements.push({ kind: "system", name, wanted: "", text: name, askedBy: [askedBy] });
            return null;
        }
        case "python":
            requirements.push(...pythonRequirements({ text: effect.text, askedBy: () => askedBy }, target));
            return null;
        case "module":
            modules.push({ name: effect.name, stream: effect.stream });
            return null;
        case "environment":
            if (!isSayable(effect)) return format(_("The value of $0 has more than one line."), effect.name);
            variables.set(effect.name, effect);
            return null;
        case "user": {
            const { name, uid, groups, home, shell } = effect;
            if (!isAccount(name)) return format(_("$0 is no name of an account."), name);
            customizations.user = (customizations.user ?? [])
                .filter(user => user.name !== name)
                .concat({
                    ...{ name, ...(uid === null ? {} : { uid }), ...(groups.length === 0 ? {} : { groups }) },
                    ...{ ...(home === null ? {} : { home }), ...(shell === null ? {} : { shell }) },
                });
            return null;
        }
        case "group": {
            const { name, gid } = effect;
            if (!isAccount(name)) return format(_("$0 is no name of an account."), name);
            customizations.group = (customizations.group ?? [])
                .filter(group => group.name !== name)
                .concat({ name, ...(gid === null ? {} : { gid }) });
            return null;
        }
    }
}

const isAccount = (name: string): boolean => /^[A-Za-z0-9_.][A-Za-z0-9_.-]{0,31}$/.test(name);

/** What a path of the commit is, once all steps are run. */
type Node = {
    effect: Effect;
    place: Place;
    inside:
        | { kind: "text"; text: string; mode: number }
        | { kind: "fetched"; wanted: WantedFile; mode: number }
        | { kind: "link"; target: string }
        | { kind: "directory"; mode: number | null };
};

/** Answers why nothing carries it. */
function putNode(
    effect: Extract<Effect, { path: string }>,
    nodes: Map<string, Node>,
    { files, taken, name }: EffectsContext,
): string | null {
    const contents = contentsOf(effect, files);
    if (typeof contents === "string") return contents;
    for (const { below, inside } of contents) {
        const path = `${effect.path}${below}`;
        const place = placeInCommit(path);
        const isStartOnly = inside.kind === "directory" || inside.kind === "link";
        if (!place || !(isPackable(place.path) || (isStartOnly && isPackable(`/usr${place.path}`))))
            return format(_("A commit has no place for $0."), path);
        if (place.path.startsWith("/run/") && !isStartOnly) return format(_("A commit has no place for $0."), path);
        if (place.path.startsWith("/etc/") && inside.kind !== "directory" && !mayHaveFile(place.path))
            return format(_("$0 is made by the system's own tools."), path);
        const other = [...taken, aboutPath(name)].find(
            each => isWithin(place.path, each) || isWithin(each, place.path),
        );
        if (other !== undefined && inside.kind !== "directory")
            return format(_("$0 holds what the content brings already."), other);
        const above = [...nodes].find(
            ([each, node]) => isLeaf(node) && each !== place.path && isWithin(place.path, each),
        );
        if (above) return format(_("$0 is no directory, since an earlier step puts a file there."), above[0]);
        const own = nodes.get(place.path);
        if (inside.kind === "directory" && own && isLeaf(own))
            return format(_("$0 is no directory, since an earlier step puts a file there."), path);
        nodes.delete(place.path);
        nodes.set(place.path, { effect, place, inside });
    }
    return null;
}

/** An archive that is unpacked is a directory of what is in it. */
const isLeaf = ({ inside }: Node): boolean =>
    inside.kind !== "directory" && !(inside.kind === "fetched" && inside.wanted.member === "");

const isWithin = (path: string, directory: string): boolean => `${path}/`.startsWith(`${directory}/`);

/** What is at the effect's path and below it; or why that cannot be carried. */
function contentsOf(
    effect: Extract<Effect, { path: string }>,
    files: ReadonlyMap<string, string>,
): { below: string; inside: Node["inside"] }[] | string {
    if (effect.kind === "directory") return [{ below: "", inside: { kind: "directory", mode: effect.mode } }];
    if (effect.kind === "link") {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
        if (effect.target === "" || /[\x00-\x1f]/.test(effect.target)) return _("It is a link to nowhere.");
        return [{ below: "", inside: { kind: "link", target: targetOf(effect.target) } }];
    }
    const { from, mode } = effect;
    if ("url" in from) return [{ below: "", inside: { kind: "fetched", wanted: from, mode: mode ?? 0o644 } }];
    if ("text" in from) return [{ below: "", inside: textInside(from.text, mode) }];
    const own = files.get(from.definition);
    const found: [string, string][] =
        own === undefined
            ? [...files].filter(([path]) => path.startsWith(`${from.definition}/`))
            : [[from.definition, own]];
    if (found.length === 0) return format(_("$0 is not in the definition's directory."), from.definition);
    // Files of a definition are read as text, in which such a sign stands for bytes that are none.
    const binary = found.find(([, text]) => /[\ufffd\0]/.test(text));
    if (binary)
        return format(_("$0 is not a text, and nothing else is carried from a definition's directory."), binary[0]);
    return found.map(([path, text]) => ({ below: path.slice(from.definition.length), inside: textInside(text, mode) }));
}

/** A definition's directory has no modes that count; a script that is put somewhere is there to be run. */
const textInside = (text: string, mode: number | null): Node["inside"] => ({
    ...{ kind: "text", text, mode: mode ?? (text.startsWith("#!") ? 0o755 : 0o644) },
});

/** What is in /usr/local for the author is in /usr. */
const targetOf = (target: string): string => target.replace(/^\/usr\/local(?=\/)/, "/usr");

/** Give a node to its carrier; answers the lines that make it be where the author put it when the system starts. */
function writeNode(
    path: string,
    { effect, place, inside }: Node,
    carried: CarriedEffects,
    nodes: ReadonlyMap<string, Node>,
): string[] {
    const { customizations, files, directories, links, downloads } = carried;
    const { runs } = place;
    switch (inside.kind) {
        case "link":
            if (runs !== null) return [linkLine(runs, inside.target)];
            links.set(path, inside.target);
            return [];
        case "directory": {
            const { mode } = inside;
            if (runs !== null) return [directoryLine(runs, mode ?? 0o755)];
            if (path.startsWith("/etc/") && (mode === null || writeMode(mode) !== null))
                addDirectory(customizations, path, mode);
            else if (mode !== null || !isThere(path, nodes)) directories.set(path, mode ?? 0o755);
            return [];
        }
        case "text": {
            const { text, mode } = inside;
            const written = writeMode(mode);
            if (path.startsWith("/etc/") && written !== null && text.length <= LARGEST_DATA) {
                // The composer makes no directory for a file by itself, and takes one that is there if nothing is asked of it.
                const above = path.slice(0, path.lastIndexOf("/"));
                if (above !== "/etc" && !customizations.directories?.some(each => each.path === above))
                    addDirectory(customizations, above, null);
                customizations.files = [...(customizations.files ?? []), { path, mode: written, data: text }];
            } else files.set(path, { mode, content: text });
            break;
        }
        case "fetched":
            downloads.push({ effect, wanted: inside.wanted, path, mode: inside.mode });
    }
    return runs === null || isBrought(path, nodes) ? [] : [bringLine({ path, runs })];
}

/** A directory that every system has, or that is there for what lies in it. */
const isThere = (path: string, nodes: ReadonlyMap<string, Node>): boolean =>
    /^\/usr\/[^/]+$/.test(path) || [...nodes.keys()].some(other => other !== path && isWithin(other, path));

/** Part of an archive that is brought as a whole. */
const isBrought = (path: string, nodes: ReadonlyMap<string, Node>): boolean =>
    [...nodes].some(
        ([other, { inside }]) =>
            other !== path && isWithin(path, other) && inside.kind === "fetched" && inside.wanted.member === "",
    );

function addDirectory(customizations: Customizations, path: string, mode: number | null): void {
    const others = (customizations.directories ?? []).filter(each => each.path !== path);
    const written = mode === null || mode === 0o755 ? null : writeMode(mode);
    customizations.directories = [
        ...others,
        { path, ensure_parents: true, ...(written === null ? {} : { mode: written }) },
    ];
}
