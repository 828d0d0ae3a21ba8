/** What lies at each path once all build steps are run: of two at one path the later, as in a container. Pure. */
import type { WantedClone } from "../content/clone.ts";
import type { WantedFile } from "../content/download.ts";
import type { GivenArchive } from "../content/given-archive.ts";
import { aboutPath, isPackable } from "../content/path.ts";
import { type Effect, isSpread } from "../ee/effect.ts";
import { LARGEST_DATA } from "../ee/step-meaning.ts";
import type { Target } from "../ee/target.ts";
import { isText } from "../host/bytes.ts";
import { _, format } from "../language.ts";
import { mayHaveFile, writeMode } from "../osbuild/customizations.ts";
import { environmentPaths } from "./effect-environment.ts";
import { inUsr, type Place, placeInCommit, tmpfilesPath } from "./effect-place.ts";

export type EffectsContext = {
    /** The package's: "ee-sample". */
    name: string;
    /** Files of the definition that leave its directory. */
    files: ReadonlyMap<string, string>;
    target: Target;
    /** Directories of the content RPM that hold something else. */
    taken: readonly string[];
};

/** Of an archive or a clone, what is brought of it: several things below the path, or what only it tells. */
export type Layer = { effect: Effect; wanted: WantedFile | WantedClone | GivenArchive; mode: number | null };

/** What a path of the commit is, once all steps are run. */
export type Node = {
    effect: Effect;
    place: Place;
    inside:
        | { kind: "text"; text: string; mode: number }
        | { kind: "fetched"; wanted: WantedFile | GivenArchive; mode: number | null }
        /** In the order in which they come there: of two that are in several of them the later counts. */
        | { kind: "unpacked"; layers: Layer[] }
        | { kind: "link"; target: string }
        | { kind: "directory"; mode: number | null };
};

/** Answers why nothing carries it. */
export function putNode(
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
        // What is made when the system starts may be elsewhere.
        const isPlaced = (at: string) =>
            isPackable(at) || (isStartOnly && !at.startsWith("/usr/") && isPackable(`/usr${at}`));
        // Into /usr itself goes what is in an archive, each entry for itself.
        if (!place || (place.path === "/usr" ? inside.kind !== "unpacked" : !isPlaced(place.path)))
            return format(_("A commit has no place for $0."), path);
        if (place.path.startsWith("/run/") && !isStartOnly) return format(_("A commit has no place for $0."), path);
        if (place.path.startsWith("/etc/") && inside.kind !== "directory" && !mayHaveFile(place.path))
            return format(_("$0 is made by the system's own tools."), path);
        if ("owner" in effect && effect.owner && place.runs === null && !isBlueprints(place.path, inside))
            return format(_("$0 can only be root's."), path);
        const other = takenBy(name, taken).find(
            // What an archive has below, it tells when it is unpacked.
            each => isWithin(place.path, each) || (inside.kind !== "unpacked" && isWithin(each, place.path)),
        );
        if (other !== undefined && inside.kind !== "directory")
            return format(_("$0 holds what the content brings already."), other);
        const above = [...nodes].find(
            ([each, node]) => isLeaf(node) && each !== place.path && isWithin(place.path, each),
        );
        if (above) return format(_("$0 is no directory, since an earlier step puts a file there."), above[0]);
        const isFile = isLeaf({ inside });
        if (isFile && [...nodes.keys()].some(each => each !== place.path && isWithin(each, place.path)))
            return format(_("$0 is a directory, since an earlier step puts a file into it."), path);
        const own = nodes.get(place.path);
        if (inside.kind === "directory" && own && isLeaf(own))
            return format(_("$0 is no directory, since an earlier step puts a file there."), path);
        nodes.delete(place.path);
        nodes.set(place.path, { effect, place, inside: over(own?.inside, inside) });
    }
    return null;
}

/** Whether the blueprint writes it, which has a word for owners; the content RPM has none. */
export const isBlueprints = (path: string, inside: Node["inside"]): boolean => {
    if (!path.startsWith("/etc/")) return false;
    if (inside.kind === "directory") return inside.mode === null || writeMode(inside.mode) !== null;
    return (
        inside.kind === "text" &&
        writeMode(inside.mode) !== null &&
        inside.text.length <= LARGEST_DATA &&
        isText(inside.text)
    );
};

/** Paths of what the content RPM holds besides. */
export const takenBy = (name: string, taken: readonly string[]): string[] => [
    ...[...taken, aboutPath(name), tmpfilesPath(name), ...environmentPaths(name)],
];

/** What is unpacked comes to what was unpacked there; else one takes the place of the other. */
function over(before: Node["inside"] | undefined, inside: Node["inside"]): Node["inside"] {
    const isMore = before?.kind === "unpacked" && inside.kind === "unpacked";
    return isMore ? { ...inside, layers: [...before.layers, ...inside.layers] } : inside;
}

/** An archive that is unpacked is a directory of what is in it. */
const isLeaf = ({ inside }: Pick<Node, "inside">): boolean => inside.kind !== "directory" && inside.kind !== "unpacked";

export const isWithin = (path: string, directory: string): boolean => `${path}/`.startsWith(`${directory}/`);

/** What is at the effect's path and below it; or why that cannot be carried. */
function contentsOf(
    effect: Extract<Effect, { path: string }>,
    files: ReadonlyMap<string, string>,
): { below: string; inside: Node["inside"] }[] | string {
    if (effect.kind === "directory") return [{ below: "", inside: { kind: "directory", mode: effect.mode } }];
    if (effect.kind === "link") {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
        if (effect.target === "" || /[\x00-\x1f]/.test(effect.target)) return _("It is a link to nowhere.");
        return [{ below: "", inside: { kind: "link", target: inUsr(effect.target) } }];
    }
    const { from, mode } = effect;
    if ("git" in from || ("url" in from && isSpread(from.member)))
        return [{ below: "", inside: { kind: "unpacked", layers: [{ effect, wanted: from, mode }] } }];
    if ("url" in from) return [{ below: "", inside: { kind: "fetched", wanted: from, mode } }];
    if ("definition" in from && "member" in from) {
        const { definition: name, member } = from;
        const text = files.get(name);
        if (text === undefined) return format(_("$0 is not in the definition's directory."), name);
        const wanted = { name, text, member };
        return isSpread(member)
            ? [{ below: "", inside: { kind: "unpacked", layers: [{ effect, wanted, mode }] } }]
            : [{ below: "", inside: { kind: "fetched", wanted, mode } }];
    }
    if ("text" in from) return [{ below: "", inside: textInside(from.text, mode) }];
    const own = files.get(from.definition);
    const found: [string, string][] =
        own === undefined
            ? [...files].filter(([path]) => path.startsWith(`${from.definition}/`))
            : [[from.definition, own]];
    if (found.length === 0) return format(_("$0 is not in the definition's directory."), from.definition);
    return found.map(([path, text]) => ({ below: path.slice(from.definition.length), inside: textInside(text, mode) }));
}

/** A definition's directory has no modes that count; a script or program that is put somewhere is there to be run. */
const textInside = (text: string, mode: number | null): Node["inside"] => ({
    ...{ kind: "text", text, mode: mode ?? (/^(?:#!|\x7fELF)/.test(text) ? 0o755 : 0o644) },
});
