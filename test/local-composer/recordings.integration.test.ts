import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { startComposer } from "../support/local-composer.ts";
import { type StaticServer, serveDirectory } from "../support/static-server.ts";
import type { TinyRepository } from "../support/tiny-rpms.ts";
import { leftOut } from "./left-out.ts";
import type { Player } from "./player.ts";
import { readRecordings } from "./recording.ts";
import { scenes } from "./scenes.ts";
import { makeUniverse } from "./universe.ts";

const recordings = readRecordings();
const results: Player["results"] = new Map();

let universe: { fedora: TinyRepository; updates: TinyRepository };
let remote: StaticServer;
let directory: string;

beforeAll(async () => {
    universe = await makeUniverse();
    directory = await mkdtemp(join(tmpdir(), "recordings-"));
    // What the recorded server of commits had, as far as composes look at it before they start.
    const refs = {
        "ostree-parent/refs/heads/test/edge/parent": `${"5".repeat(64)}\n`,
        "fakehtml/refs/heads/index": "<html>",
    };
    for (const [path, text] of Object.entries(refs)) {
        await mkdir(dirname(join(directory, path)), { recursive: true });
        await writeFile(join(directory, path), text);
    }
    remote = await serveDirectory(directory);
});

afterAll(async () => {
    await remote?.close();
    for (const repository of Object.values(universe ?? {})) await repository.remove();
    await rm(directory, { recursive: true, force: true });
    const alike = [...results.values()].filter(problem => problem === null).length;
    const others = [...recordings.keys()].filter(name => !results.has(name));
    const reasons = groupByReason(others);
    const lines = [...reasons].map(
        ([reason, names]) => `  ${names.length} left out, ${reason}: ${names.sort().join(" ")}`,
    );
    console.log([`${alike} of ${recordings.size} recorded requests answered alike`, ...lines.sort()].join("\n"));
});

describe.each(Object.entries(scenes))("recorded requests for %s", (_, scene) => {
    test("are answered as the real composer answered them", async () => {
        const { fedora, updates } = universe;
        const composer = await startComposer({ repos: { fedora: fedora.url, updates: updates.url } });
        const stands = new Map([["http://127.0.0.1:8799", remote.url]]);
        const mine: Player["results"] = new Map();
        try {
            await scene({ composer, recordings, stands, results: mine });
        } finally {
            await composer.stop();
        }
        for (const [name, problem] of mine) results.set(name, problem);
        expect([...mine].flatMap(([name, problem]) => (problem === null ? [] : [`${name} was ${problem}`]))).toEqual(
            [],
        );
    });
});

test("every recorded request is played, or left out for a reason", () => {
    expect([...recordings.keys()].filter(name => !results.has(name) && leftOut(name, recordings) === null)).toEqual([]);
});

function groupByReason(names: readonly string[]): Map<string, string[]> {
    const groups = new Map<string, string[]>();
    for (const name of names) {
        const reason = leftOut(name, recordings) ?? "not accounted for";
        groups.set(reason, [...(groups.get(reason) ?? []), name]);
    }
    return groups;
}
