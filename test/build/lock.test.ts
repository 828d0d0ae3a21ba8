import { expect, test } from "vitest";

import { changedFiles, type Lock, parseLock, pinOf, rpmOf, rpmsBeside } from "../../src/build/lock.ts";
import { pinGalaxy } from "../../src/build/lock-galaxy.ts";
import { pinImages } from "../../src/build/lock-images.ts";

const sha256 = "0".repeat(64);
const file = {
    collections: [{ name: "acme.tools", version: "1.0.0", digest: sha256, sha256, source: "https://galaxy.example/" }],
    ...{ roles: [{ name: "acme.web", version: "2.0", digest: sha256, source: "acme.web" }], wheels: [], files: [] },
    blueprint: { enabled_modules: [{ name: "nodejs", stream: "18" }] },
};

test("a lock is read as it was written", () => {
    expect(parseLock(JSON.stringify(file))).toMatchObject({ blueprint: file.blueprint, collections: file.collections });
});

const interpreter = {
    ...{ python: "3.12", release: "3.12.5", dist: "python3.12dist", prefix: "python3.12", arch: "x86_64", glibc: 34 },
    sitePackages: "/usr/lib/python3.12/site-packages",
};

test("a lock tells the interpreter that its wheels are for, where it was kept", () => {
    expect(parseLock(JSON.stringify({ ...file, interpreter }))?.interpreter).toEqual(interpreter);
    expect(parseLock(JSON.stringify(file))?.interpreter).toBeUndefined();
});

test.each([
    ["no JSON", "{"],
    [
        "an interpreter that is none",
        JSON.stringify({ ...file, interpreter: { ...interpreter, sitePackages: "/usr/lib/python3.12/../../etc" } }),
    ],
    [
        "another digest",
        JSON.stringify({ ...file, wheels: [{ name: "a", version: "1", file: "a", sha256: "x", source: "" }] }),
    ],
    ["more than there can be", JSON.stringify({ ...file, roles: Array.from({ length: 20_001 }, () => file.roles[0]) })],
    ["no blueprint", JSON.stringify({ ...file, blueprint: undefined })],
])("what is no lock is none: %s", (_what, text) => {
    expect(parseLock(text)).toBeNull();
});

test("a lock tells commits of what steps cloned; one of before there could be any has none", () => {
    const clone = { path: "/usr/share/a", url: "https://git.example/a", member: "", commit: "a".repeat(40) };
    expect(parseLock(JSON.stringify({ ...file, clones: [clone] }))?.clones).toEqual([clone]);
    expect(parseLock(JSON.stringify(file))?.clones).toEqual([]);
    expect(parseLock(JSON.stringify({ ...file, clones: [{ ...clone, commit: "main" }] }))).toBeNull();
});

const rpm = { name: "tmux", epoch: null, version: "3.2", release: "1.el9", arch: "x86_64" };

test("an RPM is asked for with epoch, release and architecture, so that no other has the name", () => {
    expect(pinOf(rpm)).toBe("0:3.2-1.el9.x86_64");
    expect(pinOf({ ...rpm, epoch: "2" })).toBe("2:3.2-1.el9.x86_64");
});

test("of two lists those are told that the other has not: of another version, release, epoch or architecture", () => {
    const others = [
        { ...rpm, epoch: "1" },
        { ...rpm, release: "2.el9" },
        { ...rpm, arch: "i686" },
    ];
    expect(rpmsBeside([rpm, ...others], [{ ...rpm, epoch: "0" }]).map(rpmOf)).toEqual([
        "tmux-1:3.2-1.el9.x86_64",
        "tmux-3.2-2.el9.x86_64",
        "tmux-3.2-1.el9.i686",
    ]);
});

test("files of a definition are told that are others, gone or new", () => {
    const about = new Map([
        ["lock.json", "{}"],
        ["definition/a", "a"],
        ["definition/b", "b"],
        ["definition/c", "c"],
    ]);
    const now = new Map([
        ["a", "a"],
        ["b", "other"],
        ["d", "d"],
    ]);
    expect(changedFiles({ about }, now)).toEqual(["b", "c", "d"]);
});

const lock = {
    collections: [...file.collections, { ...file.collections[0], name: "acme.base", version: "1.5.0" }],
    roles: file.roles,
} as Pick<Lock, "collections" | "roles">;
const asked = { roles: [], gitCredentials: [], secrets: [], revealing: new Set<string>() };

test("every collection is asked for in its version, those that came with others too", () => {
    const tools = { name: "acme.tools", version: ">=1", source: "https://hub.example/" };
    const web = { name: "acme.web", src: "acme.web", version: "", scm: null };
    const own = { name: "own", src: "https://git.example/own", version: "main", scm: "git" };
    expect(pinGalaxy(lock)({ ...asked, collections: [tools], roles: [web, own] })).toMatchObject({
        collections: [
            { ...tools, version: "1.0.0" },
            { name: "acme.base", version: "1.5.0" },
        ],
        roles: [{ ...web, version: "2.0" }, own],
    });
});

test("beside a collection from an address nothing is asked for by name that was not", () => {
    const collections = [{ name: "https://git.example/tools", type: "git" }, { name: "acme.tools" }];
    expect(pinGalaxy(lock)({ ...asked, collections }).collections).toEqual([
        collections[0],
        { name: "acme.tools", version: "1.0.0" },
    ]);
});

test("a collection that git brings keeps its branch, be it named or not", () => {
    const collections = [{ name: "acme.tools", type: "git", source: "https://git.example/tools", version: "main" }];
    expect(pinGalaxy(lock)({ ...asked, collections }).collections).toEqual(collections);
});

test("an image is pulled by the digest that the commit has of it, by the name of then; one without a digest is told", () => {
    const digest = `sha256:${sha256}`;
    const other = `quay.io/acme/ee@sha256:${"1".repeat(64)}`;
    const containers = [
        { source: "quay.io:443/acme/ee:1", "tls-verify": false },
        { source: "quay.io/acme/ee" },
        { source: other },
    ];
    const images = [
        { names: ["quay.io:443/acme/ee:1"], digest, layer: null },
        { names: ["quay.io/acme/ee:latest"], digest, layer: null },
    ];
    const pin = (found: Lock["images"]) => pinImages({ blueprint: { containers }, images: found, checksum: sha256 });
    expect(pin(images)).toEqual({
        blueprint: {
            containers: [
                { source: `quay.io:443/acme/ee@${digest}`, name: "quay.io:443/acme/ee:1", "tls-verify": false },
                { source: `quay.io/acme/ee@${digest}`, name: "quay.io/acme/ee" },
                { source: other },
            ],
        },
        broken: [],
    });
    const [untold] = pin([{ names: ["quay.io:443/acme/ee:1"], digest: "sha256:../x", layer: null }]).broken;
    expect(untold).toMatchObject({
        kind: "container",
        text: "quay.io:443/acme/ee:1",
        fidelity: "missing",
        carrier: null,
    });
    expect(pin([]).broken.map(({ text }) => text)).toEqual(["quay.io:443/acme/ee:1", "quay.io/acme/ee"]);
    expect(pinImages({ blueprint: {}, images, checksum: sha256 })).toEqual({ blueprint: {}, broken: [] });
});
