import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

import { planDefinition } from "../../src/build/planning.ts";
import { nodeHost } from "../../src/host/node.ts";
import type { Composer } from "../../src/osbuild/composer.ts";
import { weldrComposer } from "../../src/osbuild/weldr.ts";
import { type RunningComposer, startComposer } from "../support/local-composer.ts";
import { makeRepo, type TinyRepository } from "../support/tiny-rpms.ts";

const state = mkdtempSync(join(tmpdir(), "planning-"));
const host = nodeHost({ state });
let repository: TinyRepository;
let server: RunningComposer;
let composer: Composer;

beforeAll(async () => {
    repository = await makeRepo({
        packages: [
            { name: "rsync", version: "3.2" },
            { name: "python3-requests", version: "2.28.1", provides: ["python3dist(requests) = 2.28.1"] },
            { name: "ansible-core", version: "2.14.18" },
            {
                ...{ name: "ansible-collection-acme-utils", version: "1.2.0" },
                provides: ["ansible-collection(acme.utils) = 1.2.0"],
            },
        ],
    });
    server = await startComposer({ repos: { tiny: repository.url } });
    composer = weldrComposer(host, server.socket);
});
afterAll(async () => {
    await server.stop();
    await repository.remove();
    rmSync(state, { recursive: true });
});

const plan = (dependencies: string, more: readonly [string, string][] = []) =>
    planDefinition(host, composer, state, {
        name: "sample",
        files: new Map([["execution-environment.yml", `version: 3\n${dependencies}`], ...more]),
        distro: "centos-9",
    });

test("what an RPM satisfies is settled, and the blueprint asks for just that", async () => {
    const text =
        "dependencies:\n  ansible_core: {package_pip: 'ansible-core>=2.14,<2.17'}\n  python: ['requests>=2']\n  system: [rsync]\n";
    const { requirements, blueprint, leftOver, content } = await plan(text);
    expect(requirements).toMatchObject([
        { kind: "ansible-core", satisfiedBy: "ansible-core-2.14.18-1", fidelity: "exact", askedBy: ["line 3"] },
        { kind: "python", satisfiedBy: "python3-requests-2.28.1-1", fidelity: "exact", askedBy: ["line 4"] },
        { kind: "system", satisfiedBy: "rsync-3.2-1", fidelity: "exact", askedBy: ["line 5"] },
    ]);
    expect(leftOver).toEqual([]);
    expect(blueprint.packages).toEqual([
        { name: "(ansible-core >= 2.14 with ansible-core < 2.17)" },
        { name: "python3dist(requests) >= 2" },
        { name: "rsync" },
        content,
    ]);
});

test("an unknown requirement and a version that nobody has are named with who asks, and are not asked for", async () => {
    const { requirements, blueprint, leftOver } = await plan(
        "dependencies:\n  python: ['requests>=9', nothere]\n  system: [rsync]\n",
    );
    expect(requirements).toMatchObject([
        {
            text: "requests>=9",
            fidelity: "conflict",
            askedBy: ["line 3"],
            note: expect.stringMatching(
                /^The sources have python3-requests-2\.28\.1-1\. No wheel either: no index is named\./,
            ),
        },
        { text: "nothere", fidelity: "missing", askedBy: ["line 3"] },
        { text: "rsync", fidelity: "exact" },
    ]);
    expect(leftOver).toEqual(["requests>=9", "nothere"]);
    expect(blueprint.packages[0]).toEqual({ name: "rsync" });
});

test("one line that bindep cannot read leaves its whole list over", async () => {
    const { leftOver } = await plan("dependencies:\n  system: bindep.txt\n", [["bindep.txt", "rsync\ngit >= 2\n"]]);
    expect(leftOver).toEqual(["bindep.txt"]);
});

test("a build step stands in the way only where nothing in a commit does what it says", async () => {
    const steps = "additional_build_steps:\n  append_final:\n    - COPY _build/x/a /etc/a\n    - RUN ./setup.sh\n";
    const text = `${steps}additional_build_files: [{src: a, dest: x}]\n`;
    const { requirements, leftOver } = await plan(text, [["a", "text"]]);
    expect(leftOver).toEqual(["RUN ./setup.sh"]);
    expect(requirements).toMatchObject([
        { text: "RUN ./setup.sh", askedBy: ["line 5"], fidelity: "left-over" },
        { kind: "file", carrier: "blueprint", fidelity: "exact" },
        { text: "COPY _build/x/a /etc/a", askedBy: ["line 4"], carrier: "blueprint", fidelity: "exact" },
    ]);
});

test("what is acknowledged beside the definition blocks nothing, and what is not asked for any more is told", async () => {
    const steps =
        "dependencies: {system: [rsync]}\nadditional_build_steps:\n  append_final: [RUN alternatives --set python3 /x]\n";
    const told = { reason: "Not used", by: "ann", on: "2026-11-26" };
    const about = (text: string) => ({ kind: "build-step", stage: "append_final", text, ...told });
    const acknowledged = [about("RUN alternatives --set python3 /x"), about("RUN gone")];
    const beside: [string, string] = ["cockpit-ee.json", JSON.stringify({ acknowledged })];
    const bare = await plan(steps);
    const { requirements, leftOver, stale, content } = await plan(steps, [beside]);
    expect([bare.leftOver, leftOver]).toEqual([["RUN alternatives --set python3 /x"], []]);
    expect(requirements).toContainEqual(
        expect.objectContaining({ fidelity: "acknowledged", note: expect.stringContaining("Not used") }),
    );
    expect(stale).toEqual([acknowledged[1]]);
    expect(content?.version).not.toBe(bare.content?.version);
});

test("its author says what comes by RPM, and what does not", async () => {
    const galaxy = (wanted: string) => `  galaxy: {collections: [{name: acme.utils, version: '${wanted}'}]}\n`;
    const carriers = [
        { kind: "collection", name: "acme.utils", carrier: "blueprint" },
        { kind: "python", name: "Requests", carrier: "content" },
    ];
    const beside: [string, string] = ["cockpit-ee.json", JSON.stringify({ carriers })];
    const chosen = (wanted: string) => plan(`dependencies:\n${galaxy(wanted)}  python: [requests]\n`, [beside]);
    const { requirements, blueprint } = await chosen(">=1.0.0,<2");
    expect(requirements).toMatchObject([
        { kind: "python", text: "requests", carrier: null, note: expect.stringContaining("No wheel") },
        { kind: "collection", carrier: "blueprint", satisfiedBy: "ansible-collection-acme-utils-1.2.0-1" },
    ]);
    expect(blueprint.packages).toContainEqual({
        name: "(ansible-collection(acme.utils) >= 1.0.0 with ansible-collection(acme.utils) < 2)",
    });
    expect(blueprint.packages).not.toContainEqual({ name: expect.stringContaining("requests") });
    expect((await chosen(">=2")).requirements.find(({ kind }) => kind === "collection")).toMatchObject({
        fidelity: "conflict",
        note: "The sources have ansible-collection-acme-utils-1.2.0-1.",
    });
});

test("what is secret is in no plan", async () => {
    const steps =
        "additional_build_steps:\n  prepend_galaxy:\n    - ENV TOKEN=tok123\n  append_final:\n    - RUN curl https://me:tok123@example.com/x?key=tok123\n";
    expect(JSON.stringify(await plan(`dependencies:\n  system: [rsync]\n${steps}`))).not.toContain("tok123");
});

test("the same definition is the same content, and another is another", async () => {
    const [first, again, other] = [
        await plan("dependencies: {system: [rsync]}\n"),
        await plan("dependencies: {system: [rsync]}\n"),
        await plan("dependencies: {python: [requests]}\n"),
    ];
    expect(again.content).toEqual(first.content);
    expect(other.content?.version).not.toBe(first.content?.version);
});
