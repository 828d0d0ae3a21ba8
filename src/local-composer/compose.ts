/** One compose as the server keeps it, and as it tells it. Pure. */
import * as z from "zod";

import type { ComposeState } from "../osbuild/compose.ts";
import { storedBlueprintSchema } from "./blueprint.ts";
import { imageSchema } from "./containers.ts";

/** A package as dnf resolved it. */
export const packageSchema = z.object({
    name: z.string(),
    epoch: z.number(),
    version: z.string(),
    release: z.string(),
    arch: z.string(),
    /** file: or http(s): address of the RPM. */
    remote_location: z.string(),
    /** "sha256:HEX". */
    checksum: z.string(),
    check_gpg: z.literal(true).optional(),
    ignore_ssl: z.literal(true).optional(),
    /** Seconds since 1970. */
    build_time: z.number(),
    /** With `check_gpg`: those of its source, by one of which it has to be signed. */
    gpgkeys: z.array(z.string()).optional(),
});

export type Package = z.infer<typeof packageSchema>;

const states = ["WAITING", "RUNNING", "FINISHED", "FAILED"] as const satisfies readonly ComposeState[];

export const composeSchema = z.object({
    id: z.uuid(),
    /** As it was when the compose was started. */
    blueprint: storedBlueprintSchema,
    type: z.string(),
    ref: z.string(),
    /** The commit to build on, looked up at `url` when the compose was started; null for a new history. */
    parent: z.object({ checksum: z.string(), url: z.string() }).nullable(),
    /** As asked for; nothing is made of it. */
    size: z.number(),
    packages: z.array(packageSchema),
    images: z.array(imageSchema).default([]),
    state: z.enum(states),
    /** Times are seconds since 1970. */
    created: z.number(),
    started: z.number().nullable(),
    finished: z.number().nullable(),
    cancelled: z.boolean(),
    /** The commit, once there is one. */
    checksum: z.string().nullable(),
    /** Milliseconds that each phase took, for the benchmark. */
    phases: z.record(z.string(), z.number()),
});

export type Compose = z.infer<typeof composeSchema>;

export const isOver = ({ state }: Compose): boolean => state === "FINISHED" || state === "FAILED";

/** What the real one tells for a time that was never set: the year 1, counted in nanoseconds, overflows. */
const never = -6795364578.8713455;

/** The entry of status, queue, finished and failed. */
export function tellCompose(compose: Compose): object {
    const { id, blueprint, type, size, state, created, started, finished } = compose;
    return {
        id,
        blueprint: blueprint.name,
        version: blueprint.version,
        compose_type: type,
        image_size: size,
        queue_status: state,
        job_created: created,
        ...(state === "WAITING" ? {} : { job_started: started ?? never }),
        ...(isOver(compose) ? { job_finished: finished ?? never } : {}),
    };
}

export function tellPackage({ build_time, gpgkeys, ...told }: Package): object {
    return told;
}

/** All about one compose, as /compose/info tells it. */
export const describeCompose = ({ id, blueprint, packages, type, state, size }: Compose): object => ({
    id,
    config: "",
    blueprint,
    commit: "",
    deps: { packages: packages.map(tellPackage) },
    compose_type: type,
    queue_status: state,
    image_size: size,
});
