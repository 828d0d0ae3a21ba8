/** `cockpit-ee check` as a command: whatever a path leads to, there is an answer, and quickly. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

import { readCheckable } from "../../src/cli/checkable.ts";
import { checkDefinition } from "../../src/ee/check.ts";
import { runHere } from "../support/command-here.ts";

const root = mkdtempSync(join(tmpdir(), "check-"));
afterAll(() => rmSync(root, { recursive: true }));

const good =
    "version: 3\nimages: {base_image: {name: 'a:b'}}\ndependencies: {ansible_core: {package_pip: ansible-core}}\n";

/** The same, with its Python requirements in a file. */
const withPython = (path: string) => good.replace("ansible-core}}", `ansible-core}, python: ${path}}`);

/** Write files below the test's own directory; answers the path of the last one. */
function write(files: Record<string, string | Buffer>): string {
    let last = root;
    for (const [name, text] of Object.entries(files)) {
        last = join(root, name);
        mkdirSync(join(last, ".."), { recursive: true });
        writeFileSync(last, text);
    }
    return last;
}

async function check(path: string) {
    const read = await readCheckable(path);
    return "refusal" in read ? read.refusal : checkDefinition(read.files, read.file);
}

const run = (...argv: string[]) => runHere("check", ...argv);

const codes = async (path: string) => (await check(path)).findings.map(({ code }) => code);

test("a directory without a definition, a path to nothing, and a link to nothing are told apart", async () => {
    mkdirSync(join(root, "empty"));
    symlinkSync("nowhere", join(root, "dangling.yml"));
    expect(await check(join(root, "empty"))).toMatchObject({
        accepted: false,
        builderMessage:
            "Default execution environment file not found in current directory.\nUse -f to specify the correct file.",
        findings: [{ code: "no-definition", line: 1, column: 1 }],
    });
    expect(await check(join(root, "gone/x.yml"))).toMatchObject({
        builderMessage: "Could not detect 'x.yml' file in this directory.\nUse -f to specify a different location.",
        findings: [{ code: "no-definition", file: "x.yml" }],
    });
    expect(await codes(join(root, "dangling.yml"))).toEqual(["broken-link"]);
    expect(await codes(join(root, "x".repeat(5000)))).toEqual(["no-definition"]);
});

test("what is no file, no text, or too large has a finding of its own", async () => {
    expect(await codes("/dev/zero")).toEqual(["not-a-file"]);
    const latin = write({ "latin.yml": Buffer.concat([Buffer.from("version: 3\n# caf"), Buffer.from([0xe9, 0x0a])]) });
    expect(await check(latin)).toMatchObject({
        accepted: false,
        builderMessage: expect.stringContaining("can't decode byte 0xe9 in position 16"),
        findings: [{ code: "not-utf-8", line: 2, column: 6 }],
    });
    expect(await codes(write({ "binary.yml": Buffer.from([0, 1, 2, 3, 0x41]) }))).toEqual(["not-text"]);
    expect(await codes(write({ "random.yml": Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0xff, 0xfe]) }))).toEqual([
        "not-utf-8",
    ]);
    expect(await codes(write({ "large.yml": "key: value\n".repeat(500_000) }))).toEqual(["too-large"]);
    expect(await codes(write({ "huge.yml": "é".repeat(3_000_000) }))).toEqual(["too-large"]);
});

test("a file that may not be read is said to be so", async () => {
    const path = write({ "closed.yml": good });
    chmodSync(path, 0);
    const { accepted, findings } = await check(path);
    // Root may read everything.
    if (process.getuid?.() === 0) expect(accepted).toBe(true);
    else expect(findings).toMatchObject([{ code: "not-readable" }]);
});

test("paths in a definition are relative to its own directory, and may lead out of it", async () => {
    const path = write({
        "shared/reqs.txt": "six\n",
        "shared/list/a.txt": "",
        "team/ee/sub/more.txt": "",
        "team/ee/ee.yml": `${withPython("../../shared/reqs.txt")}additional_build_files:\n  - {src: ${root}/shared/list, dest: a}\n  - {src: 'sub/*.txt', dest: b}\n`,
    });
    expect(await check(path)).toMatchObject({ accepted: true, creates: true, findings: [] });
    const directory = write({ "team/ee/other.yml": `${withPython("../../shared/list")}` });
    expect(await check(directory)).toMatchObject({ accepted: true, creates: false });
    const missing = write({ "team/ee/missing.yml": `${withPython("../shared/reqs.txt")}` });
    expect(await check(missing)).toMatchObject({
        accepted: false,
        builderMessage: "Dependency file ../shared/reqs.txt does not exist.",
    });
    symlinkSync("../../shared/reqs.txt", join(root, "team/ee/linked.txt"));
    const linked = write({ "team/ee/links.yml": `${withPython("linked.txt")}` });
    expect(await check(linked)).toMatchObject({ accepted: true, creates: true });
});

test("a definition in a directory of a thousand files is judged like any other", {
    tags: ["hostile"],
    timeout: 60_000,
}, async () => {
    for (let index = 0; index < 10; index++) mkdirSync(join(root, `crowd/d${index}`), { recursive: true });
    for (let index = 0; index < 1000; index++) writeFileSync(join(root, `crowd/d${index % 10}/f${index}`), "");
    const path = write({
        "crowd/reqs.txt": "six\n",
        "crowd/ee.yml": `${withPython("reqs.txt")}`,
    });
    expect(await check(path)).toMatchObject({ accepted: true, findings: [] });
});

test("the command answers for each path in the order given, and says by its status whether all are accepted", async () => {
    const fine = write({ "fine/execution-environment.yaml": good });
    const bad = write({ "bad.yml": "version: 3\noptions: {user: 1}\n" });
    const paths = [bad, join(root, "fine/../fine"), join(root, "nothing")];
    const mixed = await run("--json", ...paths);
    expect({ status: mixed.status, stderr: mixed.stderr }).toEqual({ status: 1, stderr: "" });
    const answers: Record<string, unknown>[] = JSON.parse(mixed.stdout);
    expect(answers.map(({ path, accepted }) => [path, accepted])).toEqual(
        paths.map((path, index) => [path, index === 1]),
    );
    expect(Object.keys(answers[0] ?? {})).toEqual([
        "path",
        "accepted",
        "creates",
        "builderMessage",
        "version",
        "findings",
    ]);
    expect(await run(fine)).toEqual({
        status: 0,
        stdout: `${fine}: ansible-builder accepts this definition\n`,
        stderr: "",
    });
    expect(await run()).toMatchObject({ status: 2, stdout: "" });
}, 60_000);
