/** A blueprint as osbuild-composer's weldr API stores it; fields this project sets, in wire spelling. */
import * as z from "zod/mini";

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
    distro: z._default(z.string(), ""),
});

export type Blueprint = z.infer<typeof blueprintSchema>;
