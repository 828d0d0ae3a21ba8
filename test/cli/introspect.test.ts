/** `cockpit-ee introspect` as a command: what collections ask for, from a directory or an artefact, whoever made it. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";

import { readGivenCollection } from "../../src/cli/collection.ts";
import { writeTar } from "../../src/host/tar.ts";
import { runHere } from "../support/command-here.ts";

const root = mkdtempSync(join(tmpdir(), "introspect-"));
afterAll(() => rmSync(root, { recursive: true }));

const run = (...argv: string[]) => runHere("introspect", ...argv);

const manifest = (name: string, dependencies: Record<string, string> = {}) =>
    JSON.stringify({ collection_info: { namespace: "a", name, version: "1.2.3", dependencies } });

/** A collection's directory below the test's own. */
function directory(name: string, files: Record<string, string>): string {
    for (const [path, text] of Object.entries(files)) {
        mkdirSync(join(root, name, path, ".."), { recursive: true });
        writeFileSync(join(root, name, path), text);
    }
    return join(root, name);
}

function artefact(name: string, files: Record<string, string>, pack = gzipSync): string {
    writeFileSync(join(root, name), pack(writeTar(new Map(Object.entries(files)))));
    return join(root, name);
}

const collection = {
    "MANIFEST.json": manifest("b", { "c.e": "*", "c.d": ">=1.0.0" }),
    "meta/execution-environment.yml": "dependencies: {python: meta/py.txt, system: ./sys.txt}\n",
    "meta/py.txt": "# why\nsix>=1 # more\npyyaml\n-r more.txt\ngit+https://x.example/y\n",
    "meta/more.txt": "netaddr\n",
    "sys.txt": "git [platform:rpm]\npython [test]\n",
    "requirements.txt": "left out\n",
};
const asked = {
    dependencies: { "c.d": ">=1.0.0", "c.e": "*" },
    python: ["six>=1  # from collection a.b", "netaddr  # from collection a.b", "git+https://x.example/y"],
    system: ["git [platform:rpm]  # from collection a.b"],
};

test("directories and artefacts are answered alike, in the order given, and nothing is run", async () => {
    const paths = [directory("b", collection), artefact("a-b-1.2.3.tar.gz", collection)];
    const { status, stdout, stderr } = await run("--json", ...paths);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(JSON.parse(stdout)).toEqual(paths.map(path => ({ path, name: "a.b", version: "1.2.3", ...asked })));
});

test("it reads well without --json, and says what is none", async () => {
    const empty = directory("empty/x", { "galaxy.yml": "namespace: a\nname: z\nversion: 1.0.0\n" });
    const { status, stdout, stderr } = await run(directory("b", collection), root, empty);
    expect(status).toBe(1);
    expect(stdout).toBe(
        `a.b 1.2.3 (${root}/b)\n  collections\n    c.d >=1.0.0\n    c.e *\n  python\n    six>=1\n    netaddr\n` +
            `    git+https://x.example/y\n  system\n    git [platform:rpm]\na.z 1.0.0 (${empty})\n  asks for nothing\n`,
    );
    expect(stderr).toBe(`${root}: has neither MANIFEST.json nor galaxy.yml\n`);
    expect(await run()).toMatchObject({ status: 2 });
});

test("where a collection is installed names it, as for ansible-builder", async () => {
    const path = directory("ansible_collections/n/m", { "galaxy.yml": "{", "requirements.txt": "six\n" });
    const { stdout } = await run("--json", path);
    expect(JSON.parse(stdout)).toMatchObject([{ name: "n.m", version: null, python: ["six  # from collection n.m"] }]);
});

test("a file that is named and not there is said, and the rest answered", async () => {
    const path = directory("gap", {
        "MANIFEST.json": manifest("gap"),
        "meta/execution-environment.yml": "dependencies: {python: gone.txt, system: ../../etc/passwd}\n",
    });
    const { status, stdout, stderr } = await run("--json", path);
    expect({ status, answers: JSON.parse(stdout) }).toMatchObject({ status: 1, answers: [{ python: [], system: [] }] });
    expect(stderr).toContain("gone.txt");
});

const refusal = async (path: string) => {
    const read = await readGivenCollection(path);
    return "refusal" in read ? read.refusal : null;
};

test("what is no collection is refused in words, whatever it is", async () => {
    writeFileSync(join(root, "noise.tar.gz"), Buffer.from("1f8b0800aaaa", "hex"));
    writeFileSync(join(root, "short.tar"), "short");
    writeFileSync(join(root, "huge.tar.gz"), "");
    truncateSync(join(root, "huge.tar.gz"), 2 ** 40);
    expect(await refusal(join(root, "gone"))).toBe("is not there");
    expect(await refusal("/dev/null")).toBe("is neither a directory nor an artefact");
    expect(await refusal(join(root, "noise.tar.gz"))).toBe("is damaged, or no archive");
    expect(await refusal(join(root, "short.tar"))).toBe("is no archive");
    expect(await refusal(join(root, "huge.tar.gz"))).toBe("is larger than a collection is");
    expect(await refusal(artefact("bare.tar.gz", { "README.md": "x" }))).toBe("has no MANIFEST.json");
    expect(await refusal(artefact("out.tar.gz", { ...collection, "../x": "" }))).toBe(
        "holds a file that would lie outside, ..",
    );
    expect(await refusal(artefact("root.tar.gz", { ...collection, "/etc/x": "" }))).toContain("outside, /etc/x");
});

test("an archive that unpacks without end is given up", async () => {
    // Each part is small for itself.
    writeFileSync(join(root, "bomb.tar.gz"), Buffer.concat(Array(9).fill(gzipSync(Buffer.alloc(2 ** 20)))));
    const read = await readGivenCollection(join(root, "bomb.tar.gz"), 8 * 2 ** 20);
    expect(read).toEqual({ refusal: "is larger than a collection is when it is unpacked" });
});

test("no link is followed out of a collection", async () => {
    const path = directory("links", { "MANIFEST.json": manifest("links"), "own.txt": "six\n" });
    writeFileSync(join(root, "secret.txt"), "secret\n");
    symlinkSync("../secret.txt", join(path, "requirements.txt"));
    symlinkSync("own.txt", join(path, "bindep.txt"));
    const read = await readGivenCollection(path);
    expect("files" in read && [...read.files.keys()]).toEqual(["MANIFEST.json", "bindep.txt"]);

    // The same in an archive, where a link's content is what it leads to: nothing is read of it.
    const bytes = writeTar(new Map(Object.entries(collection)));
    const name = Buffer.from("sys.txt\0");
    const at = Buffer.from(bytes).indexOf(name);
    bytes[at + 156] = 0x32;
    const header = bytes.subarray(at, at + 512);
    header.fill(0x20, 148, 156);
    header.set(
        Buffer.from(
            `${header
                .reduce((sum, byte) => sum + byte, 0)
                .toString(8)
                .padStart(6, "0")}\0 `,
        ),
        148,
    );
    writeFileSync(join(root, "link.tar"), bytes);
    const link = await readGivenCollection(join(root, "link.tar"));
    expect("files" in link && [...link.files.keys()]).not.toContain("sys.txt");
});

test("what a collection says of itself does not steer the terminal", async () => {
    const named = JSON.parse(manifest("b"));
    named.collection_info.version = "1\u001b[2J";
    const path = directory("steering/x", {
        "MANIFEST.json": JSON.stringify(named),
        "requirements.txt": "six\u001b]0;x\u0007\n-r gone\u001b[2J.txt\n",
    });
    const { stdout, stderr } = await run(path);
    expect(stdout).toContain("1\\x1b[2J");
    expect(stdout).toContain("six\\x1b]0;x\\x07");
    expect(stderr).toContain("gone\\x1b[2J.txt");
    expect(`${stdout}${stderr}`).not.toContain("\u001b");
});

test("files that name each other in a long chain are read once each, and not without end", {
    tags: ["hostile"],
}, async () => {
    const files: Record<string, string> = { "MANIFEST.json": manifest("b"), "requirements.txt": "-r f0.txt\n" };
    for (let at = 0; at < 300; at++) files[`f${at}.txt`] = `-r f${at + 1}.txt\n${"x\n".repeat(2000)}`;
    const given = await readGivenCollection(artefact("chain.tar.gz", files));
    if ("refusal" in given) throw new Error(given.refusal);
    expect(given.files.size).toBeGreaterThan(100);
    expect(given.files.size).toBeLessThan(201);
});
