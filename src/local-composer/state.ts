/**
 * What the server remembers, in memory and below one directory.
 *
 *     blueprints.json  sources.json     what clients pushed
 *     composes/ID.json                  one compose; the whole truth about it
 *     composes/ID/                      its log and, when it finished, commit.tar
 *     work/                             of the compose that runs; emptied at every start
 *     repository/  archive/             the OSTree repositories that all composes share (repositories.ts)
 *     cache/                            dnf's metadata and fetched RPMs
 *
 * Every file appears by rename, and is on the disk before memory or a client knows of it: killed at any point, the server
 * finds at its next start what it last answered.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import * as z from "zod";

import { type StoredBlueprint, storedBlueprintSchema } from "./blueprint.ts";
import { type Compose, composeSchema } from "./compose.ts";
import { type StoredSource, storedSourceSchema, systemSource } from "./source.ts";

export type State = {
    readonly directory: string;
    readonly blueprints: ReadonlyMap<string, StoredBlueprint>;
    /** Registered and given ones, by id. */
    readonly sources: ReadonlyMap<string, StoredSource>;
    readonly composes: ReadonlyMap<string, Compose>;
    putBlueprint(blueprint: StoredBlueprint): void;
    dropBlueprint(name: string): void;
    putSource(source: StoredSource): void;
    dropSource(id: string): void;
    putCompose(compose: Compose): void;
    /** Forget a compose, then delete its directory. */
    dropCompose(id: string): void;
    /** Where the log and the image of a compose are. */
    results(id: string): string;
};

/** @param repositories Name and URL of the RPM repositories that come with the server. */
export function openState(directory: string, repositories: ReadonlyMap<string, string>): State {
    const composesIn = join(directory, "composes");
    for (const path of [directory, composesIn]) mkdirSync(path, { recursive: true, mode: 0o700 });
    rmSync(join(directory, "work"), { recursive: true, force: true, maxRetries: 10 });

    const blueprints = readMap(join(directory, "blueprints.json"), storedBlueprintSchema, ({ name }) => name);
    const sources = readMap(join(directory, "sources.json"), storedSourceSchema, ({ id }) => id);
    for (const [name, url] of repositories) sources.set(name, systemSource(name, url));
    const composes = readComposes(composesIn);

    const save = (name: string, values: Iterable<unknown>) => writeWhole(join(directory, name), [...values]);
    const saveBlueprints = (changed: Map<string, StoredBlueprint>) => save("blueprints.json", changed.values());
    const saveSources = (changed: Map<string, StoredSource>) =>
        save(
            "sources.json",
            [...changed.values()].filter(({ system }) => !system),
        );

    return {
        ...{ directory, blueprints, sources, composes },
        putBlueprint(blueprint) {
            saveBlueprints(new Map(blueprints).set(blueprint.name, blueprint));
            blueprints.set(blueprint.name, blueprint);
        },
        dropBlueprint(name) {
            saveBlueprints(without(blueprints, name));
            blueprints.delete(name);
        },
        putSource(source) {
            saveSources(new Map(sources).set(source.id, source));
            sources.set(source.id, source);
        },
        dropSource(id) {
            saveSources(without(sources, id));
            sources.delete(id);
        },
        putCompose(compose) {
            writeWhole(join(composesIn, `${compose.id}.json`), compose);
            composes.set(compose.id, compose);
        },
        dropCompose(id) {
            rmSync(join(composesIn, `${id}.json`), { force: true });
            composes.delete(id);
            rmSync(join(composesIn, id), { recursive: true, force: true });
        },
        results: id => join(composesIn, id),
    };
}

/** Composes with their files; what is left of deleted ones goes. */
function readComposes(directory: string): Map<string, Compose> {
    const composes = new Map<string, Compose>();
    const names = readdirSync(directory);
    for (const name of names.filter(name => name.endsWith(".json"))) {
        const compose = composeSchema.parse(JSON.parse(readFileSync(join(directory, name), "utf8")));
        composes.set(compose.id, compose);
    }
    for (const name of names) {
        const isKnown = composes.has(name) || (name.endsWith(".json") && composes.has(name.slice(0, -".json".length)));
        if (!isKnown) rmSync(join(directory, name), { recursive: true, force: true });
    }
    return composes;
}

function readMap<Value>(path: string, schema: z.ZodType<Value>, keyOf: (value: Value) => string): Map<string, Value> {
    const values = existsSync(path) ? z.array(schema).parse(JSON.parse(readFileSync(path, "utf8"))) : [];
    return new Map(values.map(value => [keyOf(value), value]));
}

function without<Value>(map: ReadonlyMap<string, Value>, key: string): Map<string, Value> {
    const rest = new Map(map);
    rest.delete(key);
    return rest;
}

function writeWhole(path: string, value: unknown): void {
    writeFileSync(`${path}.new`, JSON.stringify(value), { mode: 0o600 });
    renameSync(`${path}.new`, path);
}
