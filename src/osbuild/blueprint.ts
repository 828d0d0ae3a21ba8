/** A blueprint as osbuild-composer's weldr API stores it; fields this project sets, in wire spelling. */
import * as z from "zod/mini";

import { customizationsSchema } from "./customizations.ts";

/** An image that the composer's worker pulls; `name` is what it is called then, like its source unless told. */
const containerSchema = z.object({
    source: z.string(),
    name: z.optional(z.string()),
    "tls-verify": z.optional(z.boolean()),
});

const packageSchema = z.object({ name: z.string(), version: z.optional(z.string()) });

/** Go sends null for a list without items, or nothing. */
const list = <Item extends z.ZodMiniType>(item: Item) =>
    z.pipe(
        z.nullish(z.array(item)),
        z.transform(items => items ?? []),
    );

export const blueprintSchema = z.object({
    name: z.string(),
    description: z._default(z.string(), ""),
    version: z.string(),
    packages: list(packageSchema),
    modules: list(packageSchema),
    groups: list(z.object({ name: z.string() })),
    /** Streams of dnf's modules; servers before 2024 do not know them. */
    enabled_modules: z.optional(z.array(z.object({ name: z.string(), stream: z.string() }))),
    containers: z.optional(z.array(containerSchema)),
    customizations: z.optional(customizationsSchema),
    distro: z._default(z.string(), ""),
});

/**
 * Whether an image type can hold embedded images. Authority: osbuild/images, whose other types for OSTree say "embedding
 * containers is not supported for X".
 */
export const embedsContainers = (imageType: string): boolean =>
    /^(?:fedora-)?iot-(?:commit|container)$|^(?:rhel-)?edge-(?:commit|container)$/.test(imageType);

export type Blueprint = z.infer<typeof blueprintSchema>;

/**
 * Names of the fields of which a server kept less than was pushed: it does not know them, and drops what it does not know
 * without a word.
 */
export function droppedFields(stored: Blueprint, pushed: Blueprint): string[] {
    const { customizations: kept = {} } = stored;
    const { customizations: wanted = {} } = pushed;
    const fields = [
        ["enabled_modules", stored.enabled_modules, pushed.enabled_modules],
        ["containers", stored.containers, pushed.containers],
        ...(["user", "group", "directories", "files"] as const).map(
            key => [`customizations.${key}`, kept[key], wanted[key]] as const,
        ),
    ] as const;
    return fields.filter(([, left, right]) => (left ?? []).length < (right ?? []).length).map(([name]) => name);
}
