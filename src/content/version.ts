/** How a content RPM is told from all others of its name. */
import { bytesOf, isText } from "../host/bytes.ts";
import { digest } from "./digest.ts";
import type { Content } from "./repository.ts";

/** Raised with every change of what is packed from the same content: the spec's text, where things lie, or how RPM packs it. */
export const LAYOUT = 2;

/** The version of what is packed: whatever differs has another, and no time nor counter is in it. */
export function versionOf(content: Omit<Content, "version">): string {
    const {
        name,
        summary,
        arch,
        collections,
        requires,
        provides = [],
        trees,
        files,
        directories,
        links,
        about,
    } = content;
    // Where the host keeps a fetched file is no part of it; what is in it is told by the lock.
    const kept = [...files].map(([path, { mode, content: inside }]): [string, unknown] => [
        path,
        [mode, typeof inside === "object" && "from" in inside ? null : counted(inside)],
    ]);
    const told = [...about].map(([path, text]): [string, unknown] => [path, counted(text)]);
    const maps = [new Map(kept), directories, links, new Map(told)].map(map =>
        [...map].sort(([one], [other]) => (one < other ? -1 : 1)),
    );
    const places = trees.map(({ to }) => to);
    return `0.${digest([LAYOUT, name, summary, arch, collections, requires, ...provides, places, ...maps]).slice(0, 12)}`;
}

/** Of what is no text its bytes count: as JSON it would be six times as long. */
const counted = (inside: string | Uint8Array): string | Uint8Array =>
    typeof inside === "string" && !isText(inside) ? bytesOf(inside) : inside;
