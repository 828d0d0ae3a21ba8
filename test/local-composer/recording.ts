/** Recorded requests and answers of the real composer, and how an answer of ours is compared with them. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import * as z from "zod";

const recordingSchema = z.object({
    request: z.object({
        method: z.string(),
        path: z.string(),
        headers: z.record(z.string(), z.string()),
        body: z.unknown(),
    }),
    response: z.object({ status: z.number(), body: z.unknown() }),
});

export type Recording = z.infer<typeof recordingSchema>;

const root = join(import.meta.dirname, "../..");
const places = [join(root, "../shared/recordings/weldr"), join(root, "test/fixtures/weldr")];

/** All recordings by name: the shared ones, or our copies of those that are played. */
export function readRecordings(): Map<string, Recording> {
    const directory = places.find(place => existsSync(place));
    if (directory === undefined) throw new Error(`No recordings in ${places.join(" or ")}`);
    const names = readdirSync(directory).filter(name => name.endsWith(".json"));
    const read = (name: string) => recordingSchema.safeParse(JSON.parse(readFileSync(join(directory, name), "utf8")));
    return new Map(
        names.flatMap(name => {
            const parsed = read(name);
            return parsed.success ? [[name.slice(0, -".json".length), parsed.data] as const] : [];
        }),
    );
}

/**
 * - "same": the same body.
 * - "shape": the same fields with the same types; for what depends on the machine, its packages and its clock.
 * - "packages": "shape", and the same packages in whatever order.
 * - "ids": the same error ids; for texts of programs that are not in this composer.
 * All want the same status.
 */
export type Likeness = "same" | "shape" | "packages" | "ids";

/** What both have to have, in a form that can be compared and read. */
export function reduceBody(body: unknown, likeness: Likeness): unknown {
    if (likeness === "same") return body;
    if (likeness === "ids") return errorsSchema.parse(body).errors.map(({ id }) => id);
    if (likeness === "packages") return [shapeOf(body), listPackages(body)];
    return shapeOf(body);
}

const errorsSchema = z.object({ errors: z.array(z.object({ id: z.string() })) });

/** Fields that depend on how a machine is set up: signatures are not checked here, and nobody is given an account. */
const ignored = new Set(["check_gpg", "ignore_ssl", "user"]);

function shapeOf(value: unknown): unknown {
    if (Array.isArray(value)) return [...new Set(value.map(item => JSON.stringify(shapeOf(item))))].sort();
    if (value === null || typeof value !== "object") return typeof value;
    const fields = Object.entries(value).filter(([name]) => !ignored.has(name));
    return Object.fromEntries(
        fields.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, field]) => [name, shapeOf(field)]),
    );
}

const packagesSchema = z.object({ projects: z.array(z.record(z.string(), z.unknown())) });

function listPackages(body: unknown): string[] {
    const { projects } = packagesSchema.parse(body);
    return projects
        .map(({ name, version, release, arch }) =>
            [name, version, release, arch].filter(part => part !== undefined).join("-"),
        )
        .sort();
}
