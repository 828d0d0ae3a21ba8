import { expect, test } from "vitest";

import { changedSince, lockOf } from "../../src/build/author-lock.ts";
import { carriedFiles } from "../../src/ee/carried.ts";
import { checkDefinition } from "../../src/ee/check.ts";
import {
    type LockedPlan,
    lockFile,
    parseLocked,
    readLocked,
    sumOfText,
    withoutLock,
    writeLocked,
} from "../../src/ee/lock-file.ts";
import { redactFiles } from "../../src/ee/redact.ts";

const locked: LockedPlan = {
    ...{ on: "2026-11-27T02:30:00.000Z", by: "ann", definition: "edge", distro: "fedora-37" },
    content: { name: "ee-edge", version: "abc" },
    files: { "execution-environment.yml": sumOfText("version: 3\n") },
    rpms: ["tmux-0:3.2-1.x86_64"],
    lock: { wheels: [], collections: [] },
    plan: { distro: "fedora-37", requirements: [] },
};
const written = writeLocked(locked);
const files = new Map([
    ["execution-environment.yml", "version: 3\n"],
    [lockFile, written],
]);

test("a lock is read as it was written, and nothing else is one", () => {
    expect(parseLocked(written)).toEqual(locked);
    expect(JSON.stringify(parseLocked(written)?.lock)).toBe('{"wheels":[],"collections":[]}');
    const { sha256 } = JSON.parse(written);
    for (const other of [
        "",
        "null",
        "[".repeat(100_000),
        written.replace("3.2-1", "3.3-1"),
        written.replace('"tmux-0:3.2-1.x86_64"', ""),
        written.slice(0, -3),
        JSON.stringify({ ...locked, sha256, more: 1 }),
        JSON.stringify({ ...locked, sha256, __proto__: { rpms: [] }, rpms: Array(30_000).fill("a") }),
        `${written}${" ".repeat(8_000_000)}`,
        writeLocked({ ...locked, lock: { source: "http://ann:hunter2@127.0.0.1/" } }),
    ])
        expect(parseLocked(other)).toBeNull();
});

test("a lock with the right sum and names that lead elsewhere is none either", () => {
    const sane = { ...locked, lock: { wheels: [], collections: [], roles: [], files: [], blueprint: {} } };
    const read = (changes: Partial<LockedPlan>) => {
        const parsed = parseLocked(writeLocked({ ...sane, ...changes }));
        return parsed && lockOf(parsed, new Map());
    };
    expect(read({})).toMatchObject({ checksum: null, on: "2026-11-27", rpms: [{ name: "tmux", epoch: null }] });
    for (const name of ["ee-../../x", "../ee-edge", "ee-other"])
        expect(read({ content: { name, version: "abc" } })).toBeNull();
    expect(read({ content: { name: "ee-edge", version: "../.." } })).toBeNull();
    for (const rpm of ["tmux", "@core-0:1-1.x86_64", "--x-0:1-1.x86_64", "a b-0:1-1.x86_64"])
        expect(read({ rpms: [rpm] })).toBeNull();
    expect(read({ plan: { distro: "centos-9", requirements: [] } })).toBeNull();
});

test("a lock names the commit to build on, or none, and no address that is none of http or holds who asks", () => {
    const checksum = "a".repeat(64);
    const read = (parent: unknown) => parseLocked(writeLocked({ ...locked, parent } as LockedPlan))?.parent;
    const remote = { url: "https://example.com:8080/repo/", ref: "ee/edge/fedora-37/x86_64" };
    for (const parent of [null, { checksum, remote: null }, { checksum, remote }]) expect(read(parent)).toEqual(parent);
    for (const parent of [
        {},
        { checksum: "ee/edge", remote: null },
        { checksum, remote: { ...remote, url: "file:///etc" } },
        { checksum, remote: { ...remote, url: "https://ann:hunter2@example.com/" } },
        { checksum, remote: { ...remote, url: "https://example.com/ --output /etc/passwd" } },
        { checksum, remote: { ...remote, ref: "../../etc" } },
        { checksum, remote: { ...remote, ref: "--output" } },
        { checksum, remote: null, more: 1 },
    ])
        expect(read(parent)).toBeUndefined();
});

test("a lock that is not as it was written is an error of the definition, and none is none", () => {
    const broken = new Map(files).set(lockFile, written.replace("tmux", "screen"));
    expect(readLocked(broken)).toBe("unreadable");
    const told = checkDefinition(broken).findings.filter(({ file }) => file === lockFile);
    expect(told).toMatchObject([{ severity: "error", code: "lock-unreadable", line: 1 }]);
    expect(checkDefinition(files).findings.filter(({ file }) => file === lockFile)).toEqual([]);
    expect(readLocked(withoutLock(files))).toBeNull();
});

test("a lock of no day, or of more than is read, is none, though its sum is right", { tags: ["hostile"] }, () => {
    expect(parseLocked(writeLocked({ ...locked, on: "2026-13-99T99:99:99Z" }))).toBeNull();
    const rpms = Array.from({ length: 19_000 }, (_each, index) => `${"a".repeat(60)}-0:${index}-1.noarch`);
    expect(parseLocked(writeLocked({ ...locked, rpms: rpms.slice(0, 9000) }))).not.toBeNull();
    expect(parseLocked(writeLocked({ ...locked, rpms }))).toBeNull();
});

test("a lock stays as it is in an export, goes into no commit, and what is none of ours is not exported", () => {
    expect(redactFiles(files).get(lockFile)).toBe(written);
    expect(redactFiles(new Map(files).set(lockFile, '{"token": "hunter2"}')).get(lockFile)).toBe("");
    const { definition } = checkDefinition(files);
    expect(definition && [...carriedFiles(files, definition).keys()]).toEqual(["execution-environment.yml"]);
});

test("files that are others, gone or new since they were locked are told", () => {
    const now = (changes: Record<string, string>) => changedSince(locked, new Map(Object.entries(changes)));
    expect(now({ "execution-environment.yml": "version: 3\n" })).toEqual([]);
    expect(now({ "execution-environment.yml": "version: 3\n# more\n", __proto__x: "" })).toEqual([
        "__proto__x",
        "execution-environment.yml",
    ]);
    expect(now({})).toEqual(["execution-environment.yml"]);
    // Of what is no text each byte counts.
    const program = { ...locked, files: { tool: sumOfText("\x7fELF\udc81") } };
    expect(changedSince(program, new Map([["tool", "\x7fELF\udc82"]]))).toEqual(["tool"]);
});
