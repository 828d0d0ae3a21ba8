/** What a collection is called, and which collections it needs. */
import * as z from "zod/mini";

import type { Files } from "./files.ts";
import { isCollectionName } from "./galaxy.ts";
import { readYaml } from "./read-yaml.ts";

export type CollectionMetadata = {
    /** "namespace.name" */
    name: string;
    /** Null where a collection that was not built yet has none. */
    version: string | null;
    /** Names of collections and conditions for their versions, ">=2.5.2" or "*". */
    dependencies: Record<string, string>;
};

const informationSchema = z.object({
    namespace: z.string(),
    name: z.string(),
    version: z.nullish(z.union([z.string(), z.number()])),
    dependencies: z.nullish(z.record(z.string(), z.nullable(z.union([z.string(), z.number()])))),
});

/** From a built collection's MANIFEST.json, else from the galaxy.yml that it is built by; null where neither tells. */
export function readMetadata(files: Files): CollectionMetadata | null {
    const manifest = files.get("MANIFEST.json");
    const written =
        manifest === undefined ? readYaml(files.get("galaxy.yml") ?? "", "galaxy.yml").value : parse(manifest);
    const { success, data } = informationSchema.safeParse(written);
    if (!success || !isCollectionName(`${data.namespace}.${data.name}`)) return null;
    const dependencies = Object.entries(data.dependencies ?? {}).map(([name, wanted]) => [name, String(wanted ?? "*")]);
    return {
        name: `${data.namespace}.${data.name}`,
        version: data.version === null || data.version === undefined ? null : String(data.version),
        dependencies: Object.fromEntries(dependencies.toSorted()),
    };
}

function parse(manifest: string): unknown {
    try {
        const value: unknown = JSON.parse(manifest);
        return typeof value === "object" && value !== null && "collection_info" in value ? value.collection_info : null;
    } catch {
        return null;
    }
}
