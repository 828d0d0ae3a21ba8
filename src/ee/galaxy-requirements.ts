/** The requirements.yml that ansible-galaxy is given for a definition: its collections, and nothing that it would fetch beside. */
import type { Definition } from "./definition.ts";
import { definitionFile, type Files } from "./files.ts";
import type { GalaxyEntry } from "./galaxy.ts";
import { listGalaxyEntries } from "./galaxy-entries.ts";
import { readYaml } from "./read-yaml.ts";

/** JSON, which is YAML too; null when no collection is asked for. */
export function galaxyRequirements(files: Files, definition: Definition): string | null {
    const file = definitionFile(files);
    const { document } = readYaml(files.get(file) ?? "", file);
    const entries = document ? listGalaxyEntries(files, file, document, definition) : [];
    const collections = entries.map(({ entry }) => entry).filter(({ kind }) => kind === "collection");
    return collections.length === 0 ? null : JSON.stringify({ collections: collections.map(writeEntry) });
}

const writeEntry = ({ name, wanted, source, type, signatures }: GalaxyEntry) => ({
    name,
    ...(wanted === "" ? {} : { version: wanted }),
    ...(source === null ? {} : { source }),
    ...(type === null ? {} : { type }),
    ...(signatures.length === 0 ? {} : { signatures }),
});
