/** A blueprint as osbuild-composer's weldr API stores it; fields this project sets, in wire spelling. */
import * as z from "zod";

const packageSchema = z.object({ name: z.string(), version: z.string().optional() });

export const blueprintSchema = z.object({
    name: z.string(),
    description: z.string().default(""),
    version: z.string(),
    packages: z
        .array(packageSchema)
        .nullish()
        .transform(list => list ?? []),
    modules: z
        .array(packageSchema)
        .nullish()
        .transform(list => list ?? []),
    groups: z
        .array(z.object({ name: z.string() }))
        .nullish()
        .transform(list => list ?? []),
    distro: z.string().default(""),
});

export type Blueprint = z.infer<typeof blueprintSchema>;
