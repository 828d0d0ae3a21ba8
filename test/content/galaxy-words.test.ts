import { expect, test } from "vitest";

import { chooseArtefacts } from "../../src/content/artefacts.ts";
import { compareVersions, isPinned, meets } from "../../src/content/collection-version.ts";
import { conceal, GalaxyError } from "../../src/content/galaxy-program.ts";
import {
    explain,
    explainCollections,
    readComplaints,
    readRoleOutput,
    readSent,
} from "../../src/content/galaxy-words.ts";
import { findLinkOut } from "../../src/content/links.ts";
import { HostError } from "../../src/host/host.ts";

const failed = (detail: string, output = "") => new GalaxyError(new HostError("failed", ""), "", detail, output);

test("complaints are read each on one line, and the last one is told, bounded", () => {
    const text = "[WARNING]: one\nof two lines\n [ERROR]: two\nERROR! three\n* four\n";
    expect(readComplaints(text)).toEqual(["one of two lines", "two", "three * four"]);
    expect(explainCollections(failed(text))).toBe("three * four");
    expect(explainCollections(failed("x".repeat(10_000))).length).toBe(500);
    expect(explain("")).toBe("ansible-galaxy ended without a word.");
});

test.each([
    ["HTTP Code: 401, Message: Unauthorized", "The server refuses."],
    ["HTTP Error 403: Forbidden", "The server refuses."],
    ["fatal: could not read Username for 'http://x'", "The server refuses."],
    ["<urlopen error [Errno -3] Temporary failure in name resolution>", "The server cannot be found"],
    ["<urlopen error [Errno 111] Connection refused>", "The server does not answer."],
    ["HTTP Error 502: Bad Gateway", "The server does not answer."],
    ["fatal: transport 'ext' not allowed", "Git fetches from addresses of https"],
    ["Failed to clone a Git repository from `ext::sh -c touch% x`.", "Git fetches from addresses of https"],
    ["Mismatch artifact hash with downloaded file", "What was sent is not what the server"],
    ["error: pathspec 'v9' did not match any file(s) known to git", "No server has such a version."],
])("%s is explained", (words, explanation) => {
    expect(explain(words)).toMatch(new RegExp(`^${explanation}.*ansible-galaxy says: `));
    expect(explain(words)).toContain(words);
});

test("what fails without a name is about what was sent last", () => {
    const output =
        "Fetching a collection tarball for 'a.b:1.0.0' from Ansible Galaxy\nInstalling 'c.d:2.0.0' to '/x'\n";
    expect(explainCollections(failed("ERROR! Mismatch artifact hash\n", output))).toContain("c.d:2.0.0: Mismatch");
    expect(explainCollections(failed("ERROR! c.d:2.0.0 is bad\n", output))).toBe("c.d:2.0.0 is bad");
});

test("artefacts that were sent are read with their digest, without the query of their address", () => {
    const sha256 = "0".repeat(64);
    const output = `Fetching a collection tarball for 'a.b:1.0.0' from Ansible Galaxy\nDownloading https://x/a-b-1.0.0.tar.gz?sig=1 to /t\nValidating downloaded file hash ${sha256} with expected hash ${sha256}\nDownloading https://x/other to /t\n`;
    expect(readSent(output)).toEqual([{ name: "a.b", version: "1.0.0", sha256, source: "https://x/a-b-1.0.0.tar.gz" }]);
});

test("which role asks for another is read", () => {
    const output =
        "- a.web (1.0) was installed successfully\n- adding dependency: a.base (2.0)\n- a.base (2.0) was installed successfully\n- dependency a.web is already installed, skipping.\n";
    expect([...readRoleOutput(output)]).toEqual([
        ["a.base", ["a.web"]],
        ["a.web", ["a.base"]],
    ]);
});

test("secrets are concealed as they are, encoded, in base64, and where lines break in them", () => {
    const secret = "s3cr et/+";
    const base64 = Buffer.from(secret).toString("base64");
    const text = `a ${secret} b ${encodeURIComponent(secret)} c ${base64} d s3cr\net/\n+ e`;
    expect(conceal(text, [secret])).toMatch(/^a <redacted> b <redacted> c <redacted>=* d <redacted> e$/);
    expect(conceal("a.b", ["....", "x"])).toBe("a.b");
    expect(conceal(`${"a".repeat(50)}b`.repeat(2000), ["a".repeat(60), "(a+)+$"])).toContain("b");
});

test.each([
    [{ current: "v2", v2: "../v1" }, "current"],
    [{ "files/a": "../../b" }, "files/a"],
    [{ a: "/etc" }, "a"],
    [{ a: "b", b: "a" }, "a"],
    [{ "x/up": "..", "x/out": "up/../y" }, "x/out"],
    [{ "x/up": "..", "x/in": "up/y", a: "", b: "gone" }, null],
])("of the links %j, %j leads out", (links, out) => {
    expect(findLinkOut(new Map(Object.entries(links)))).toBe(out);
});

test("links without end are looked at in time", { tags: ["hostile"] }, () => {
    const links = new Map(Array.from({ length: 2000 }, (_, index) => [`l${index}`, `l${index + 1}`]));
    expect(findLinkOut(links)).toBe("l0");
    expect(findLinkOut(new Map([["a", "a/".repeat(10_000)]]))).toBe("a");
});

test("versions are ordered as ansible-galaxy orders them", () => {
    const order = [
        "1.0.0-alpha",
        "1.0.0-alpha.1",
        "1.0.0-alpha.b",
        "1.0.0-beta.2",
        "1.0.0-beta.11",
        "1.0.0",
        "1.2",
        "1.10.0",
    ];
    for (const [index, version] of order.entries())
        for (const [at, other] of order.entries())
            expect(Math.sign(compareVersions(version, other) ?? Number.NaN)).toBe(Math.sign(index - at));
    expect(compareVersions("1.0.0+a", "1.0.0+b")).toBe(0);
    expect(compareVersions("one", "1.0.0")).toBeNull();
});

test.each([
    ["1.5.0", ">=1.0.0,<2.0.0", true],
    ["2.0.0", ">=1.0.0,<2.0.0", false],
    ["1.5.0", "1.5", true],
    ["1.5.0", "=1.5.0", true],
    ["1.5.0", "!=1.5.0", false],
    ["1.5.0", "*", true],
    ["1.5.0", "", true],
    ["1.5.0", "~>1", false],
    ["1.5.0", ">=x", false],
])("that %s meets %j is %j", (version, condition, met) => {
    expect(meets(version, condition)).toBe(met);
});

test("one version is pinned, and a range is not", () => {
    expect(["1.0.0", "==1.0.0", " =1.0.0-rc1"].every(isPinned)).toBe(true);
    expect(["*", "", ">=1.0.0", "1.0.0,<2", "!=1.0.0"].some(isPinned)).toBe(false);
});

test("the newest that everybody takes is chosen, also when a dependency is known late", async () => {
    const artefact = (name: string, version: string) => ({ name, version, file: `${name}-${version}`, stamp: "" });
    const artefacts = [
        ...["3.0.0", "2.0.0", "1.0.0"].map(version => artefact("a.base", version)),
        ...["2.0.0", "1.0.0"].map(version => artefact("a.web", version)),
        artefact("a.app", "1.0.0"),
    ];
    const dependencies: Record<string, [string, string][]> = {
        "a.app-1.0.0": [["a.web", "*"]],
        "a.web-2.0.0": [
            ["a.base", "<3"],
            ["a.far", "*"],
        ],
    };
    const choose = (wanted: [string, string][]) =>
        chooseArtefacts(new Map(wanted), artefacts, false, async ({ file }) => new Map(dependencies[file]));
    const names = async (wanted: [string, string][]) => (await choose(wanted)).chosen.map(({ file }) => file);
    expect(await names([["a.base", "*"]])).toEqual(["a.base-3.0.0"]);
    expect(
        await choose([
            ["a.app", "*"],
            ["a.base", "*"],
        ]),
    ).toMatchObject({
        chosen: [{ file: "a.app-1.0.0" }, { file: "a.base-2.0.0" }, { file: "a.web-2.0.0" }],
        lacking: ["a.far"],
    });
    expect(await choose([["a.base", ">3"]])).toMatchObject({ chosen: [], lacking: ["a.base"] });
});
