/** Build records on the host: `builds/ID.json`, and beside it what a build leaves: its log, and a request to cancel. */
import { createText, listFiles, readText, remove, writeText } from "../host/files.ts";
import type { Host } from "../host/host.ts";
import { readTree } from "../host/trees.ts";
import { type BuildRecord, recordSchema } from "./record.ts";

const recordName = /^([0-9a-f]{16})\.json$/;
const recordPath = (state: string, id: string) => `${state}/builds/${id}.json`;
const cancelPath = (state: string, id: string) => `${state}/builds/${id}.cancel`;
const logPath = (state: string, id: string) => `${state}/builds/logs/${id}`;

/** What a build works with until it ends: the definition as it was, the plan, the artefact. */
export const buildDirectory = (state: string, id: string): string => `${state}/cache/builds/${id}`;

/** All builds, newest first, in one call. A record that cannot be read is left out: it is not ours to guess. */
export async function listBuilds(host: Host, state: string): Promise<BuildRecord[]> {
    const names = await listFiles(host, `${state}/builds`);
    const cancelled = new Set(names);
    const only = names.filter(name => recordName.test(name));
    const entries = only.length === 0 ? [] : ((await readTree(host, `${state}/builds`, { only })) ?? []);
    return entries
        .flatMap(({ path, bytes }) => {
            const id = recordName.exec(path)?.[1];
            const record =
                id === undefined ? null : parseRecord(new TextDecoder().decode(bytes), cancelled.has(`${id}.cancel`));
            return record?.id === id && record ? [record] : [];
        })
        .sort((a, b) => b.started - a.started || (a.id < b.id ? -1 : 1));
}

export async function readBuild(host: Host, state: string, id: string): Promise<BuildRecord | null> {
    if (!recordName.test(`${id}.json`)) return null;
    // By one program: a build reads its record before each of its steps.
    const entries = await readTree(host, `${state}/builds`, { only: [`${id}.json`, `${id}.cancel`] });
    const record = entries?.find(({ path }) => path === `${id}.json`);
    const isCancelled = entries?.some(({ path }) => path === `${id}.cancel`) ?? false;
    // One that is there and may not be read is no build that is gone: it is asked for by itself, and that says why.
    const text = record ? new TextDecoder().decode(record.bytes) : await readText(host, recordPath(state, id));
    return text === null ? null : parseRecord(text, isCancelled);
}

export async function writeBuild(host: Host, state: string, record: BuildRecord): Promise<void> {
    await writeText(host, recordPath(state, record.id), `${JSON.stringify(record, null, 4)}\n`);
}

/** A file of its own, so that whoever asks and whoever drives the build never write the same one. */
export async function requestCancel(host: Host, state: string, id: string): Promise<void> {
    await createText(host, cancelPath(state, id), "");
}

export async function writeBuildLog(host: Host, state: string, id: string, log: string): Promise<void> {
    await writeText(host, logPath(state, id), log);
}

/** The log kept with an ended build; null when there is none. */
export const readKeptLog = (host: Host, state: string, id: string): Promise<string | null> =>
    readText(host, logPath(state, id), { maxBytes: 128 * 1024 * 1024 });

/** Forget a build: its record and log, not its commit. */
export async function removeBuild(host: Host, state: string, id: string): Promise<void> {
    await remove(
        host,
        [buildDirectory, logPath, cancelPath, recordPath].map(path => path(state, id)),
    );
}

function parseRecord(text: string, cancelRequested: boolean): BuildRecord | null {
    try {
        return recordSchema.parse({ ...JSON.parse(text), cancelRequested });
    } catch {
        return null;
    }
}
