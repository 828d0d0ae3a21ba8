import { expect, test } from "vitest";

import { measureContent } from "../../src/build/content-size.ts";
import type { Content } from "../../src/content/repository.ts";
import { textOf } from "../../src/host/bytes.ts";
import { type Host, HostError } from "../../src/host/host.ts";

const content = (more: Partial<Content>): Content => ({
    ...{ name: "ee-sample", version: "0", summary: "", arch: "noarch", collections: [], requires: [], trees: [] },
    ...{ files: new Map(), directories: new Map(), links: new Map(), about: new Map() },
    ...more,
});

/** Finds in each directory a file of 100 bytes, and at most one that is named itself. */
const host = (run: Host["run"]): Host => ({ run }) as Host;
const finding = host(async ([, ...argv]) => {
    const places = argv.slice(0, argv.indexOf("-type"));
    const found = places.flatMap(place => [place, place.endsWith(".bin") ? "" : "file", "100"]);
    return new TextEncoder().encode(found.map(each => `${each}\0`).join(""));
});

test("what goes to two places counts twice, and of two files at one place one", async () => {
    const trees = ["/usr/share/a", "/usr/share/b"].map(to => ({ from: "/cache/x", to }));
    expect(await measureContent(finding, content({ trees }))).toBe(200);
    const over = { mode: 0o644, content: "abc" };
    expect(await measureContent(finding, content({ trees, files: new Map([["/usr/share/a/file", over]]) }))).toBe(103);
    const one = { mode: 0o755, content: { from: "/cache/y.bin" } };
    const files = new Map(["/usr/bin/a", "/usr/bin/b"].map(path => [path, one]));
    expect(await measureContent(finding, content({ files }))).toBe(200);
});

test("bytes are counted, whether they are a text or none", async () => {
    const bytes = textOf(new Uint8Array(1000).fill(0xff));
    const files = new Map([["/usr/share/a", { mode: 0o644, content: bytes }]]);
    expect(await measureContent(finding, content({ files, about: new Map([["definition/é", "é"]]) }))).toBe(1002);
});

test("what is gone meanwhile, or more than a program can be told, is not known", async () => {
    const trees = [{ from: "/cache/x", to: "/usr/share/a" }];
    const gone = host(async () => {
        throw new HostError("failed", "no such file");
    });
    expect(await measureContent(gone, content({ trees }))).toBeNull();
    const many = Array.from({ length: 20_000 }, (_each, at) => ({ from: `/cache/${at}`, to: `/usr/share/${at}` }));
    expect(await measureContent(finding, content({ trees: many }))).toBeNull();
    const cancelled = host(async () => {
        throw new HostError("cancelled", "stopped");
    });
    await expect(measureContent(cancelled, content({ trees }))).rejects.toThrow("stopped");
});
