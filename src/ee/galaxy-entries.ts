/** The collections and roles of a definition, wherever it keeps them. */
import type { Document } from "yaml";

import type { Definition } from "./definition.ts";
import type { Files } from "./files.ts";
import { type GalaxyEntry, readGalaxy } from "./galaxy.ts";
import { offsetOf } from "./node-at.ts";
import { readYaml } from "./read-yaml.ts";
import { requirementText } from "./requirement-text.ts";

/** An entry, the file it is written in, and its offset there. */
export type PlacedEntry = { entry: GalaxyEntry; file: string; offset: number };

/** All entries in the order written; `file` is the definition's name and `document` what is in it. */
export function listGalaxyEntries(
    files: Files,
    file: string,
    document: Document,
    definition: Definition,
): PlacedEntry[] {
    const written = definition.dependencies?.galaxy;
    const path = ["dependencies", "galaxy"];
    // A bare list of names is not what ansible-galaxy reads, but what is meant is plain; check says so.
    if (typeof written === "object")
        return readGalaxy(document, path, "collection").map(entry => ({
            entry,
            file,
            offset: offsetOf(document, entry.path),
        }));
    const list = requirementText(files, file, document, definition, "galaxy");
    const own = list && readYaml(list.text, list.file).document;
    if (!own) return [];
    return readGalaxy(own, []).map(entry => ({ entry, file: list.file, offset: list.at(offsetOf(own, entry.path)) }));
}

/** The same of a definition whose document is not at hand. */
export function readGalaxyEntries(files: Files, file: string, definition: Definition): GalaxyEntry[] {
    const { document } = readYaml(files.get(file) ?? "", file);
    return document ? listGalaxyEntries(files, file, document, definition).map(({ entry }) => entry) : [];
}
