/** Saving over what others saved, and what is kept of it, in real directories. */
import {
    chmodSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    statSync,
    symlinkSync,
    utimesSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

import { saveDefinition } from "../../src/ee/save.ts";
import {
    createDefinition,
    deleteDefinition,
    readDefinition,
    renameDefinition,
    restoreDefinition,
} from "../../src/ee/store.ts";
import { changeOf, listVersions, readVersion } from "../../src/ee/versions.ts";
import type { Host } from "../../src/host/host.ts";
import { nodeHost } from "../../src/host/node.ts";

const state = mkdtempSync(join(tmpdir(), "save-"));
const host = nodeHost({ state });
afterAll(() => rmSync(state, { recursive: true }));

type Texts = ReadonlyMap<string, string>;

const MAIN = "execution-environment.yml";
const start: Texts = new Map([
    [MAIN, "version: 3\n"],
    ["bindep.txt", "git\n"],
    ["files/run.sh", "#!/bin/sh\n"],
]);
const without = (files: Texts, path: string): Texts => new Map([...files].filter(([name]) => name !== path));
const make = (name: string, files: Texts = start) => createDefinition(host, state, name, files);
const save = (name: string, files: Texts, base: Texts, by = "jana", on: Host = host) =>
    saveDefinition(on, state, name, { files, base, by, findings: { errors: 0, warnings: 1 } });
const texts = async (name: string) => (await readDefinition(host, state, name))?.files;
const list = (name: string) => listVersions(host, state, name);
const place = (...parts: string[]) => join(state, ...parts);

test("a save writes, adds and deletes files, and leaves nothing aside", async () => {
    await make("whole");
    const files = new Map(without(start, "bindep.txt")).set(MAIN, "version: 3 # new\n").set("a/b/c.txt", "deep\n");
    expect(await save("whole", files, start)).toBeNull();
    expect(await texts("whole")).toEqual(new Map([...files].sort()));
    expect(readdirSync(place("definitions", "whole"), { recursive: true })).not.toContain("bindep.txt");
    expect(readdirSync(place("versions")).filter(name => name.startsWith("."))).toEqual([]);
});

test("of two who save at the same time one wins, and the other is told and overwrites nothing", async () => {
    await make("both");
    const saves = ["jana", "peter"].map(by => save("both", new Map(start).set(MAIN, `# ${by}\n`), start, by));
    const told = await Promise.all(saves);
    const winner = told[0] === null ? "jana" : "peter";
    expect(told.filter(conflict => conflict === null)).toHaveLength(1);
    expect(told.find(conflict => conflict !== null)).toEqual({
        by: winner,
        theirs: new Map(start).set(MAIN, `# ${winner}\n`),
    });
    expect((await texts("both"))?.get(MAIN)).toBe(`# ${winner}\n`);
});

test("a file that somebody else added or deleted is noticed as well as one that was changed", async () => {
    await make("noticed");
    writeFileSync(place("definitions", "noticed", "added.txt"), "new\n");
    const mine = new Map(start).set(MAIN, "# mine\n");
    expect((await save("noticed", mine, start))?.theirs.get("added.txt")).toBe("new\n");
    rmSync(place("definitions", "noticed", "added.txt"));
    rmSync(place("definitions", "noticed", "bindep.txt"));
    expect((await save("noticed", mine, start))?.theirs.has("bindep.txt")).toBe(false);
    expect((await texts("noticed"))?.get(MAIN)).toBe("version: 3\n");
});

test("a definition that has gone is not made again by a save", async () => {
    await make("gone");
    await deleteDefinition(host, state, "gone");
    await expect(save("gone", new Map(start).set("new/file", "x"), start)).rejects.toMatchObject({
        problem: "not-found",
    });
    expect(existsSync(place("definitions", "gone"))).toBe(false);
});

test("a save that breaks off half-way leaves what it replaced among the versions", async () => {
    await make("broken");
    const files = new Map(start).set(MAIN, "# new\n").set("bindep.txt", "rsync\n").set("files/run.sh", "# new\n");
    const failing: Host = {
        ...host,
        run: (argv, options) =>
            argv.some(part => part.endsWith("definitions/broken/files"))
                ? Promise.reject(new Error("the machine is switched off"))
                : host.run(argv, options),
    };
    await expect(save("broken", files, start, "jana", failing)).rejects.toThrow("switched off");
    const [now, before] = await list("broken");
    expect(now?.id).toBeNull();
    const kept = await readVersion(host, state, "broken", before?.files ?? {});
    expect(new TextDecoder().decode(kept.get(MAIN))).toBe("version: 3\n");
});

test("a script stays one, and bytes that are no text stay as they are", async () => {
    await make("kinds");
    const picture = Buffer.from([0x89, 0x50, 0xff, 0xfe]);
    writeFileSync(place("definitions", "kinds", "logo.png"), picture);
    chmodSync(place("definitions", "kinds", "files", "run.sh"), 0o775);
    const base = (await texts("kinds")) ?? new Map();
    await save("kinds", new Map(base).set("files/run.sh", "#!/bin/sh\ntrue\n"), base);
    expect(statSync(place("definitions", "kinds", "files", "run.sh")).mode & 0o111).toBe(0o111);
    expect(readFileSync(place("definitions", "kinds", "logo.png"))).toEqual(picture);
    const [version] = await list("kinds");
    const kept = await readVersion(host, state, "kinds", version?.files ?? {});
    expect(Buffer.from(kept.get("logo.png") ?? [])).toEqual(picture);
});

test("a save leaves the rights of a file as they are", async () => {
    await make("rights");
    const at = (path: string) => place("definitions", "rights", path);
    chmodSync(at(MAIN), 0o600);
    chmodSync(at("bindep.txt"), 0o640);
    chmodSync(at("files/run.sh"), 0o750);
    await save("rights", new Map([...start].map(([path, text]) => [path, `${text}# new\n`])).set("new", ""), start);
    const modes = [MAIN, "bindep.txt", "files/run.sh", "new"].map(path => statSync(at(path)).mode & 0o777);
    expect(modes).toEqual([0o600, 0o640, 0o750, 0o664]);
});

test("what is no text is deleted by a save, and the same again where that is taken back", async () => {
    await make("binary");
    const picture = Buffer.from([0x50, 0xff, 0xfe, 0x00]);
    writeFileSync(place("definitions", "binary", "logo.png"), picture);
    const base = (await texts("binary")) ?? new Map();
    expect(await save("binary", start, base)).toBeNull();
    expect(await texts("binary")).toEqual(start);
    expect(await save("binary", base, start)).toBeNull();
    expect(readFileSync(place("definitions", "binary", "logo.png"))).toEqual(picture);
});

test("what was put together of characters and bytes is not written", async () => {
    await make("mixed");
    await expect(save("mixed", new Map(start).set("notes", "für alle, f\udcfcr alle\n"), start)).rejects.toThrow(
        "notes is no text and cannot be written from here. Nothing was changed.",
    );
    expect(await texts("mixed")).toEqual(start);
});

test.each(["linked", "files"])("nothing is written where %j leads elsewhere", async link => {
    const outside = mkdtempSync(join(tmpdir(), "outside-"));
    await make(`link-${link}`, without(start, "files/run.sh"));
    symlinkSync(outside, place("definitions", `link-${link}`, link));
    const base = (await texts(`link-${link}`)) ?? new Map();
    await expect(save(`link-${link}`, new Map(base).set(`${link}/x`, "x"), base)).rejects.toThrow(
        "Nothing was changed",
    );
    await expect(save(`link-${link}`, new Map(base).set(link, "x"), base)).rejects.toThrow("Nothing was changed");
    expect(readdirSync(outside)).toEqual([]);
    rmSync(outside, { recursive: true });
});

test("a file is not written over a directory, nor a hidden one at all", async () => {
    await make("places");
    await expect(save("places", new Map(start).set("files", "x"), start)).rejects.toThrow("Nothing was changed");
    await expect(save("places", new Map(start).set(".git/config", "x"), start)).rejects.toThrow("begins with a dot");
    expect(await texts("places")).toEqual(start);
});

test("a lock that a closed page left behind is taken over", async () => {
    await make("stale");
    const lock = place("versions", ".stale.lock");
    mkdirSync(lock);
    utimesSync(lock, 0, 0);
    expect(await save("stale", new Map(start).set(MAIN, "# new\n"), start)).toBeNull();
    expect(existsSync(lock)).toBe(false);
});

test("each save is a version, and so is what was there before the first", async () => {
    await make("past");
    const [only] = await list("past");
    expect(only).toMatchObject({ id: null });
    expect(await list("past")).toHaveLength(1);

    const second = new Map(start).set(MAIN, "# second\n");
    const third = without(second, "bindep.txt");
    await save("past", second, start, "jana");
    await save("past", third, second, "peter");
    const versions = await list("past");
    expect(versions.map(({ id, by }) => [id, by])).toEqual([
        ["000003", "peter"],
        ["000002", "jana"],
        ["000001", only?.by],
    ]);
    expect(versions[0]?.findings).toEqual({ errors: 0, warnings: 1 });
    expect(changeOf(versions[0]?.files ?? {}, versions[1]?.files ?? {})).toEqual({
        added: [],
        changed: [],
        deleted: ["bindep.txt"],
    });
    const first = await readVersion(host, state, "past", versions[2]?.files ?? {});
    expect(new Map([...first].map(([path, bytes]) => [path, new TextDecoder().decode(bytes)]))).toEqual(start);

    writeFileSync(place("definitions", "past", MAIN), "# by hand\n");
    expect((await list("past")).map(({ id }) => id)).toEqual([null, "000003", "000002", "000001"]);
});

test("a save that changes nothing tells who made what is there", async () => {
    await make("made");
    expect(await save("made", start, start, "peter")).toBeNull();
    expect((await list("made")).map(({ id, by }) => [id, by])).toEqual([["000001", "peter"]]);
    await save("made", new Map(start).set(MAIN, "version: 3 # new\n"), start);
    expect((await list("made")).map(({ by }) => by)).toEqual(["jana", "peter"]);
});

test("versions go along with a new name, into the trash, and back", async () => {
    await make("moving");
    await save("moving", new Map(start).set(MAIN, "# new\n"), start);
    expect(await renameDefinition(host, state, "moving", "moved")).toBe(true);
    expect((await list("moved")).map(({ id }) => id)).toEqual(["000002", "000001"]);
    expect(await list("moving")).toEqual([]);
    const id = await deleteDefinition(host, state, "moved");
    expect(await list("moved")).toEqual([]);
    expect(await restoreDefinition(host, state, id, "moved")).toBe(true);
    expect(await list("moved")).toHaveLength(2);
});

test("what is no version of ours is not listed, and what was damaged is not given out", async () => {
    await make("damaged");
    await save("damaged", new Map(start).set(MAIN, "# new\n"), start);
    const directory = place("versions", "damaged");
    const plant = (file: string, text: string) => writeFileSync(join(directory, file), text);
    plant("000009.json", "{");
    plant("000010.json", JSON.stringify({ by: "x", findings: null, files: { "../../x": "0".repeat(64) } }));
    plant("000011.json", JSON.stringify({ by: "x", findings: null, files: { x: "../../../etc/passwd" } }));
    symlinkSync("/etc/passwd", join(directory, "000012.json"));
    const versions = await list("damaged");
    expect(versions.map(({ id }) => id)).toEqual(["000002", "000001"]);
    const digest = versions[0]?.files[MAIN] ?? "";
    plant(digest, "other");
    await expect(readVersion(host, state, "damaged", versions[0]?.files ?? {})).rejects.toMatchObject({
        problem: "garbled",
    });
});

test("old versions are let go of, and contents that nobody needs go with them", async () => {
    await make("thin");
    await save("thin", new Map(start).set(MAIN, "# 2\n"), start);
    const directory = place("versions", "thin");
    const old = JSON.parse(readFileSync(join(directory, "000002.json"), "utf8"));
    for (let number = 3; number < 60; number++)
        writeFileSync(join(directory, `${String(number).padStart(6, "0")}.json`), JSON.stringify(old));
    const orphan = "a".repeat(64);
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, orphan), "x");
    await save("thin", new Map(start).set(MAIN, "# 60\n"), new Map(start).set(MAIN, "# 2\n"));
    const names = readdirSync(directory);
    expect(names.filter(name => name.endsWith(".json"))).toHaveLength(50);
    expect(names).not.toContain(orphan);
});

test("more records than can be read at once keep nobody from saving: the oldest are let go of", async () => {
    await make("heavy");
    await save("heavy", new Map(start).set(MAIN, "# 2\n"), start);
    const directory = place("versions", "heavy");
    const record = JSON.parse(readFileSync(join(directory, "000002.json"), "utf8"));
    const heavy = JSON.stringify({ ...record, by: "x".repeat(1024 * 1024) });
    for (let number = 3; number < 30; number++)
        writeFileSync(join(directory, `${String(number).padStart(6, "0")}.json`), heavy);
    expect(await list("heavy")).toHaveLength(15);
    expect(await save("heavy", new Map(start).set(MAIN, "# 30\n"), new Map(start).set(MAIN, "# 2\n"))).toBeNull();
    const left = readdirSync(directory).filter(name => name.endsWith(".json"));
    expect([left[0], left.at(-1)]).toEqual(["000015.json", "000030.json"]);
    expect(await list("heavy")).toHaveLength(16);
});
