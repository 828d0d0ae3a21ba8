import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { readImport } from "../../src/ee/import.ts";
import type { Incoming } from "../../src/ee/incoming.ts";
import { checkName, suggestName } from "../../src/ee/name.ts";
import { writeTar } from "../../src/host/tar.ts";

const encoder = new TextEncoder();
const binary = Uint8Array.from({ length: 3000 }, (_byte, index) => index * 31);

const incoming = (files: Record<string, string | Uint8Array>): Incoming[] =>
    Object.entries(files).map(([path, content]) => {
        const bytes = typeof content === "string" ? encoder.encode(content) : content;
        return { path, size: bytes.length, read: () => Promise.resolve(bytes) };
    });

async function found(files: Record<string, string | Uint8Array>) {
    const read = await readImport(incoming(files));
    if ("complaint" in read) throw new Error(read.complaint);
    return read;
}

async function complaint(files: Record<string, string | Uint8Array>): Promise<string> {
    const read = await readImport(incoming(files));
    return "complaint" in read ? read.complaint : "";
}

const MAIN = "execution-environment.yml";
const text = "version: 3\ndependencies:\n  galaxy: requirements.yml\n";

test("a directory becomes a definition of its name, byte for byte, without what is hidden", async () => {
    const { found: all, hidden } = await found({
        [`Kolla Ops/${MAIN}`]: text,
        "Kolla Ops/requirements.yml": "collections: []\n",
        "Kolla Ops/files/logo.png": binary,
        "Kolla Ops/.git/config": "[core]",
        "Kolla Ops/.git/HEAD": "ref",
        "Kolla Ops/files/.secret": "x",
    });
    expect(all).toHaveLength(1);
    expect(all[0]).toMatchObject({ name: "kolla-ops", renamed: null, path: MAIN });
    expect(all[0]?.files.get("files/logo.png")).toEqual(binary);
    expect([...(all[0]?.files.keys() ?? [])].sort()).toEqual([MAIN, "files/logo.png", "requirements.yml"]);
    expect(hidden).toEqual([".git", "files/.secret"]);
});

test.each([
    ["kolla.tar", (archive: Uint8Array) => archive],
    ["kolla.tar.gz", gzipSync],
    ["kolla.tgz", gzipSync],
])("an archive %s becomes a definition", async (name, pack) => {
    const archive = writeTar(
        new Map<string, string | Uint8Array>([
            [`kolla/${MAIN}`, text],
            ["kolla/files/logo.png", binary],
        ]),
    );
    const { found: all } = await found({ [name]: new Uint8Array(pack(archive)) });
    expect(all.map(each => each.name)).toEqual(["kolla"]);
    expect(all[0]?.files.get("files/logo.png")).toEqual(binary);
});

test("an archive without a directory is named by its file", async () => {
    const { found: all } = await found({ "net.tar": writeTar(new Map([[MAIN, text]])) });
    expect(all[0]).toMatchObject({ name: "net", path: MAIN });
});

test("files alone have no name to suggest", async () => {
    const { found: all } = await found({ [MAIN]: text, "bindep.txt": "git\n" });
    expect(all[0]?.name).toBe("");
    expect(all[0]?.files.size).toBe(2);
});

test("of a directory of directories each definition can be taken, with its own files", async () => {
    const { found: all } = await found({
        [`ees/network/${MAIN}`]: text,
        "ees/network/bindep.txt": "git\n",
        "ees/cloud/execution-environment.yaml": text,
        "ees/README.md": "read me",
    });
    expect(all.map(({ name, path, files }) => [name, path, files.size])).toEqual([
        ["cloud", "cloud/execution-environment.yaml", 1],
        ["network", `network/${MAIN}`, 2],
    ]);
});

test("a file with another name that reads like a definition becomes execution-environment.yml", async () => {
    const { found: all } = await found({
        "ees/ee-net.yml": text,
        "ees/ee-cloud.yaml": "version: 3\nimages:\n  base_image: {name: x}\n",
        "ees/requirements.yml": "collections: []\n",
        "ees/galaxy.yml": "namespace: a\ndependencies:\n  a.b: '*'\n",
    });
    expect(all.map(({ name, renamed }) => [name, renamed])).toEqual([
        ["ee-cloud", "ee-cloud.yaml"],
        ["ee-net", "ee-net.yml"],
    ]);
    expect([...(all[1]?.files.keys() ?? [])]).toEqual([MAIN, "ee-cloud.yaml", "requirements.yml", "galaxy.yml"]);
});

test("one text alone is taken for a definition, whatever it is called", async () => {
    const { found: all } = await found({ "draft.txt": "version: [" });
    expect(all[0]).toMatchObject({ name: "draft", renamed: "draft.txt" });
});

test.each([
    ["no definition", { "a/README.md": "x", "a/requirements.yml": "collections: []\n" }, "None of these files"],
    ["a binary alone", { "logo.png": binary }, "None of these files"],
    ["nothing", {}, "None of these files"],
    ["a path upwards", { "../x": text }, "../x is no path inside"],
    ["a path from the root", { "/etc/passwd": text }, "is no path inside"],
    ["a path with a NUL", { "a\0b": text }, "is no path inside"],
    ["a path with a line feed", { "a\nb": text }, "is no path inside"],
    ["a path with a backslash", { "..\\..\\x": text }, "is no path inside"],
    ["a name longer than any", { [`${"n".repeat(256)}/x`]: text }, "is no path inside"],
    ["a file that is a directory", { a: text, "a/b": text }, "a is a file and a directory"],
    ["a damaged archive", { "a.tar": "noise".repeat(1000) }, "a.tar is damaged, or is no tar archive."],
    ["a text called an archive", { "a.tar": "noise" }, "a.tar is damaged, or is no tar archive."],
    ["a damaged compressed archive", { "a.tgz": new Uint8Array([0x1f, 0x8b, 1, 2, 3]) }, "a.tgz is damaged"],
    ["an archive with a path upwards", { "a.tar": writeTar(new Map([["../x", text]])) }, "is no path inside"],
])("of %s nothing is taken", async (_what, files, sentence) => {
    expect(await complaint(files)).toContain(sentence);
});

test.each([
    [
        "an archive that unpacks to far more",
        { "a.tar.gz": new Uint8Array(gzipSync(new Uint8Array(34_000_000), { level: 1 })) },
        "a.tar.gz is larger than 32 MB when it is unpacked.",
    ],
    ["a large file", { "a/x.bin": new Uint8Array(10_000_001), [`a/${MAIN}`]: text }, "a/x.bin is larger than 10 MB."],
    [
        "much in all",
        { "a/1": new Uint8Array(9e6), "a/2": new Uint8Array(9e6), "a/3": new Uint8Array(9e6) },
        "Together these files are larger than 20 MB.",
    ],
    [
        "many files",
        Object.fromEntries(Array.from({ length: 1001 }, (_file, index) => [`a/${index}`, ""])),
        "These are more than 1000 files.",
    ],
])("of %s nothing is taken", { tags: ["hostile"] }, async (_what, files, sentence) => {
    expect(await complaint(files)).toContain(sentence);
});

test.each([
    ["2", "holds a link, a"],
    ["1", "holds a link, a"],
    ["3", "holds a device, a"],
    ["6", "holds a device, a"],
])("an archive with an entry of the type %s is refused", async (type, sentence) => {
    const archive = writeTar(new Map([["a", ""]]));
    const before = archive[156] ?? 0;
    archive[156] = type.charCodeAt(0);
    // The checksum's last digits, in octal.
    const sum = Number.parseInt(new TextDecoder().decode(archive.subarray(148, 154)), 8) + type.charCodeAt(0) - before;
    archive.set(encoder.encode(sum.toString(8).padStart(6, "0")), 148);
    expect(await complaint({ "a.tar": archive })).toContain(sentence);
});

test("a hostile text is looked at in time", { tags: ["hostile"] }, async () => {
    const hostile = {
        "a.yml": `dependencies:${"\n   # x".repeat(140_000)}`,
        "b.yml": "dependencies:\n".repeat(70_000),
    };
    expect(await complaint(hostile)).toContain("None of these files");
});

test.each([
    ["Kolla Ops", "kolla-ops"],
    ["..Ü.__x", "x"],
    ["EE_Network.v2", "ee_network.v2"],
    ["???", ""],
    ["x".repeat(1000), "x".repeat(100)],
])("for %j the name %j is suggested", (called, name) => {
    expect(suggestName(called)).toBe(name);
    if (name !== "") expect(checkName(name, [])).toBeNull();
});

const corpus = join(import.meta.dirname, "../../../shared/corpus");

if (existsSync(join(corpus, "truth.json"))) {
    test("of every public definition's directory its definition is found", async () => {
        const truth: Record<string, { definition: string }> = JSON.parse(
            readFileSync(join(corpus, "truth.json"), "utf8"),
        );
        for (const [name, { definition }] of Object.entries(truth)) {
            const paths = readdirSync(join(corpus, name), { recursive: true, encoding: "utf8" });
            const files = paths.filter(path => statSync(join(corpus, name, path)).isFile());
            const bytes = files.map(path => [
                `${name}/${path}`,
                new Uint8Array(readFileSync(join(corpus, name, path))),
            ]);
            const { found: all } = await found(Object.fromEntries(bytes));
            expect([name, all.length > 0]).toEqual([name, true]);
            if (/^execution-environment\.ya?ml$/.test(definition)) expect(all[0]?.path).toBe(definition);
        }
    });
}
