/** What the weldr API answers, in its own spelling; only what this project reads, and what it makes of it. */
import * as z from "zod/mini";

import { blueprintSchema } from "./blueprint.ts";
import type { Compose } from "./compose.ts";
import type { PackageDescription } from "./composer.ts";

const errors = z.array(z.object({ id: z.string(), msg: z._default(z.string(), "") }));

export const anything = z.unknown();

/** A list of errors that is not empty, whatever the status of the answer. */
export const failure = z.object({ errors: errors.check(z.minLength(1)) });

export const status = z.object({ backend: z.string(), build: z._default(z.string(), "") });

export const distros = z.object({ distros: z.array(z.string()) });

export const types = z.object({ types: z.array(z.object({ name: z.string(), enabled: z.boolean() })) });

const dependency = z.object({
    name: z.string(),
    epoch: z.number(),
    version: z.string(),
    release: z.string(),
    arch: z.string(),
});

export const depsolved = z.object({ projects: z.array(dependency) });

export const modules = z.object({ modules: z.array(z.object({ name: z.string() })), total: z.number() });

/** Longest summary that is shown; sources are anybody's. */
const LONGEST_SUMMARY = 300;

/** Near enough to RPM's own order for a list to choose from. */
const byNumbers = new Intl.Collator("en", { numeric: true });

const project = z.pipe(
    z.object({
        name: z.string(),
        summary: z._default(z.string(), ""),
        builds: z.array(
            z.object({
                epoch: z.number(),
                release: z.string(),
                source: z.object({ version: z.string() }),
            }),
        ),
    }),
    z.transform(({ name, summary, builds }): PackageDescription => {
        const versions = builds.map(
            ({ epoch, release, source }) => `${epoch === 0 ? "" : `${epoch}:`}${source.version}-${release}`,
        );
        const newestFirst = [...new Set(versions)].sort((one, other) => byNumbers.compare(other, one));
        return { name, summary: summary.slice(0, LONGEST_SUMMARY), versions: newestFirst };
    }),
);

export const projects = z.object({ projects: z.array(project) });

export const blueprintInfo = z.object({
    blueprints: z.array(blueprintSchema),
    errors: z.pipe(
        z.nullish(errors),
        z.transform(list => list ?? []),
    ),
});

/** Servers before 2024 drop keys, and say nothing of it. */
export const sources = z.object({
    sources: z.record(
        z.string(),
        z.object({
            check_gpg: z._default(z.boolean(), false),
            gpgkeys: z.pipe(
                z.nullish(z.array(z.string())),
                z.transform(list => list ?? []),
            ),
        }),
    ),
});

export const started = z.object({ build_id: z.string() });

/** Seconds to milliseconds. A time that was never set arrives as the year 1754. */
const time = z.pipe(
    z.nullish(z.number()),
    z.transform(seconds => (seconds && seconds > 0 ? Math.round(seconds * 1000) : null)),
);

const compose = z.pipe(
    z.object({
        id: z.string(),
        blueprint: z.string(),
        version: z.string(),
        compose_type: z.string(),
        queue_status: z.enum(["WAITING", "RUNNING", "FINISHED", "FAILED"]),
        job_created: time,
        job_started: time,
        job_finished: time,
    }),
    z.transform(
        (wire): Compose => ({
            id: wire.id,
            blueprint: wire.blueprint,
            version: wire.version,
            imageType: wire.compose_type,
            state: wire.queue_status,
            created: wire.job_created ?? 0,
            started: wire.job_started,
            finished: wire.job_finished,
        }),
    ),
);

export const composes = z.object({ uuids: z.array(compose) });
