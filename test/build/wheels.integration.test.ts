import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { parseLock } from "../../src/build/lock.ts";
import { planWhole } from "../../src/build/planning.ts";
import { nodeHost } from "../../src/host/node.ts";
import type { Composer } from "../../src/osbuild/composer.ts";
import { weldrComposer } from "../../src/osbuild/weldr.ts";
import { type RunningComposer, startComposer } from "../support/local-composer.ts";
import { type PackageIndex, startPackageIndex } from "../support/package-index.ts";
import { makeRepo, type TinyRepository } from "../support/tiny-rpms.ts";
import { makeWheel, type TinyWheel, wheelFile } from "../support/wheels.ts";

const state = mkdtempSync(join(tmpdir(), "wheel-plan-"));
const host = nodeHost({ state });
let repository: TinyRepository;
let server: RunningComposer;
let composer: Composer;
let index: PackageIndex;
/** How often the composer was asked. */
let depsolves = 0;

const python = (name: string, version: string) => ({
    name: `python3-${name}`,
    version,
    provides: [`python3dist(${name}) = ${version}`],
});

beforeAll(async () => {
    repository = await makeRepo({
        packages: [
            { name: "ansible-core", version: "2.14.18", requires: ["python3"] },
            { name: "python3", version: "3.11.2", arch: "x86_64" },
            { name: "python3.12", version: "3.12.5", arch: "x86_64" },
            { name: "wants-core", requires: ["ansible-core"] },
            { name: "has-console", files: { "/usr/bin/ansible-console": "" } },
            python("requests", "2.28.1"),
            python("netaddr", "0.8"),
            { name: "wants-six", requires: ["python3-six"] },
            python("six", "1.16"),
        ],
    });
    index = await startPackageIndex(
        [
            {
                name: "ttp",
                version: "0.9.5",
                requires: ["netaddr>=0.7", "deeper>=1", "only-old; python_version < '3'", "spare; extra == 'full'"],
            },
            { name: "deeper", version: "1.5", requires: ["deepest", "ttp"] },
            { name: "deepest", version: "3.0" },
            { name: "spare", version: "7.0" },
            { name: "native", tags: "cp311-cp311-manylinux2014_x86_64" },
            { name: "six", version: "2.0" },
            { name: "narrow", version: "1.0", requires: ["wide<2"] },
            { name: "wide", version: "1.0" },
            { name: "wide", version: "2.0" },
            { name: "strict", version: "1.0", requires: ["requests>=3"] },
            {
                ...{ name: "ansible-core", version: "2.16.3", requires: ["netaddr>=0.7", "deepest"] },
                commands: ["ansible", "ansible-console"],
            },
            { name: "ansible-core", version: "2.19.0", requiresPython: ">=3.12", commands: ["ansible"] },
            { name: "ansible-runner", version: "2.4.0", commands: ["ansible-runner"] },
        ],
        { password: "hunter2" },
    );
    server = await startComposer({ repos: { tiny: repository.url } });
    const real = weldrComposer(host, server.socket);
    composer = {
        ...real,
        depsolve: (...given) => {
            if (given[0].length > 0) depsolves += 1;
            return real.depsolve(...given);
        },
    };
});
afterAll(async () => {
    await server.stop();
    await index.close();
    await repository.remove();
    rmSync(state, { recursive: true });
});

const plan = (lines: readonly string[], more = "") => {
    depsolves = 0;
    const list = [`--index-url ${index.secretUrl}`, ...lines];
    const text = `version: 3\ndependencies:\n  python:\n${list.map(line => `    - ${JSON.stringify(line)}\n`).join("")}${more}`;
    return planWhole(host, composer, state, {
        name: "sample",
        files: new Map([["execution-environment.yml", text]]),
        distro: "centos-9",
    });
};
const planCore = (dependencies: object, choices: object = {}, more: object = {}) =>
    planWhole(host, composer, state, {
        name: "sample",
        files: new Map([
            [
                "execution-environment.yml",
                JSON.stringify({
                    version: 3,
                    dependencies: { python: [`--index-url ${index.secretUrl}`], ...dependencies },
                    ...more,
                }),
            ],
            ["cockpit-ee.json", JSON.stringify(choices)],
        ]),
        distro: "centos-9",
    });
const keep = (wheel: TinyWheel) => {
    mkdirSync(`${state}/wheels`, { recursive: true });
    writeFileSync(`${state}/wheels/${wheelFile(wheel)}`, makeWheel(wheel));
};
const rows = ({ plan: { requirements } }: Awaited<ReturnType<typeof plan>>) =>
    Object.fromEntries(
        requirements.map(({ text, carrier, satisfiedBy, askedBy }) => [text, [carrier, satisfiedBy, askedBy]]),
    );

test("what no RPM provides comes by a wheel, and what that needs by RPMs first, then by wheels", async () => {
    const whole = await plan(["requests>=2", "ttp>=0.9"], "  system: []\n");
    expect(rows(whole)).toMatchObject({
        "requests>=2": ["blueprint", "python3-requests-2.28.1-1", ["line 5"]],
        "ttp>=0.9": ["content", "ttp-0.9.5 (wheel)", ["line 6", "deeper 1.5"]],
        "netaddr>=0.7": ["blueprint", "python3-netaddr-0.8-1", ["ttp 0.9.5"]],
        "deeper>=1": ["content", "deeper-1.5 (wheel)", ["ttp 0.9.5"]],
        deepest: ["content", "deepest-3.0 (wheel)", ["deeper 1.5"]],
    });
    expect(whole.plan.leftOver).toEqual([]);
    expect(whole.plan.blueprint.packages).toEqual([
        // No ansible-core brings it.
        { name: "python3" },
        { name: "python3dist(netaddr) >= 0.7" },
        { name: "python3dist(requests) >= 2" },
        whole.plan.content,
    ]);
    // Which interpreter, what is there (twice, since something is missing), two levels of wheels, all together.
    expect(depsolves).toBe(6);
    const content = whole.content;
    expect(content?.arch).toBe("noarch");
    expect(content?.files).toEqual(
        new Map([
            [
                "/usr/lib/python3.11/site-packages/ee-sample.pth",
                { mode: 0o644, content: "/usr/lib/ee/sample/site-packages\n" },
            ],
        ]),
    );
    const lock = JSON.parse(content?.about.get("lock.json") ?? "");
    expect(lock.wheels.map(({ name, version }: { name: string; version: string }) => `${name} ${version}`)).toEqual([
        "deeper 1.5",
        "deepest 3.0",
        "ttp 0.9.5",
    ]);
    expect(lock.wheels[0].source).toBe(index.url);
    expect(JSON.stringify([whole.plan, [...(content?.about ?? [])]])).not.toContain("hunter2");
});

test("an extra brings what it needs, and machine code makes the content RPM one for a machine", async () => {
    const whole = await plan(["ttp[full]", "native"]);
    expect(rows(whole)).toMatchObject({ spare: ["content", "spare-7.0 (wheel)", ["ttp 0.9.5"]] });
    expect(whole.content?.arch).toBe("x86_64");
});

test("the directory of wheels comes before an index", async () => {
    keep({ name: "deepest", version: "2.5" });
    expect(rows(await plan(["deepest"]))).toMatchObject({ deepest: ["content", "deepest-2.5 (wheel)", ["line 5"]] });
    rmSync(`${state}/wheels`, { recursive: true });
});

test("a wheel is chosen so that it suits all who want it, and where none can, both are named", async () => {
    expect(rows(await plan(["wide", "narrow"]))).toMatchObject({
        wide: ["content", "wide-1.0 (wheel)", ["line 5", "narrow 1.0"]],
    });
    const { plan: impossible } = await plan(["wide>=2", "narrow"]);
    expect(impossible.requirements[0]).toMatchObject({ text: "wide>=2", fidelity: "missing" });
    expect(impossible.requirements[0]?.note).toContain("line 5 wants wide>=2, narrow 1.0 wants wide<2.");
});

describe("of what cannot be had together, asked for at once, each is named for itself:", () => {
    let planned: Awaited<ReturnType<typeof plan>>["plan"];
    const rowOf = (text: string) => planned.requirements.find(row => row.text === text);
    beforeAll(async () => {
        const lines = ["requests<3", "strict", "six>=2", "nothere>=1"];
        planned = (await plan(lines, "  system: [wants-six]\n")).plan;
        expect(planned.leftOver).toContain("nothere>=1");
    });

    test("an RPM in another version than a wheel wants is a conflict that names who wants what", () => {
        expect(rowOf("requests<3")).toMatchObject({
            carrier: null,
            fidelity: "conflict",
            note: expect.stringContaining("line 5 wants requests<3, strict 1.0 wants requests>=3."),
        });
        expect(planned.blueprint.packages).not.toContainEqual({ name: "python3dist(requests) < 3" });
    });

    test("an RPM that comes along anyway, and would be found first, is a conflict", () => {
        expect(rowOf("six>=2")).toMatchObject({
            fidelity: "conflict",
            note: expect.stringContaining("python3-six-1.16-1 comes with other packages"),
        });
    });

    test("what nobody has is named with the reason and the ways out", () => {
        expect(rowOf("nothere>=1")?.note).toBe(
            `No source has python3dist(nothere). No wheel either: the index has no nothere. Put a wheel of it into ${state}/wheels, or name an index: --index-url in the list, or /etc/pip.conf.`,
        );
    });
});

test("a line with hashes, and one with a wheel's address, come by exactly that wheel, or not at all", async () => {
    const served: TinyWheel = { name: "requests", version: "2.0", requires: ["deepest"] };
    const open = await startPackageIndex([served, { name: "ansible-core", version: "2.17.0", commands: ["ansible"] }]);
    const address = (file: string) => open.url.replace("/simple/", `/files/${file}`);
    const sum = createHash("sha256")
        .update(makeWheel({ name: "deepest", version: "3.0" }))
        .digest("hex");
    try {
        const whole = await plan(
            [`requests @ ${address(wheelFile(served))}`, `deepest==3.0 --hash=sha256:${sum}`],
            `  ansible_core: {package_pip: "ansible-core @ ${address("ansible_core-2.17.0-py3-none-any.whl")}"}\n`,
        );
        expect(whole.plan.leftOver).toEqual([]);
        expect(rows(whole)).toMatchObject({
            // There is an RPM, which is another file.
            [`requests @ ${address(wheelFile(served))}`]: ["content", "requests-2.0 (wheel)", ["line 5"]],
            "deepest==3.0": ["content", "deepest-3.0 (wheel)", ["line 6", "requests 2.0"]],
        });
        expect(whole.plan.requirements).toContainEqual(
            expect.objectContaining({ kind: "ansible-core", satisfiedBy: "ansible-core-2.17.0 (wheel)" }),
        );
        const { wheels } = JSON.parse(whole.content?.about.get("lock.json") ?? "");
        expect(wheels).toContainEqual(expect.objectContaining({ name: "deepest", sha256: sum, source: index.url }));
        expect(wheels).toContainEqual(
            expect.objectContaining({
                name: "requests",
                source: address(wheelFile(served)),
                sha256: expect.any(String),
            }),
        );
    } finally {
        await open.close();
    }
    const { plan: other } = await plan([
        "deepest==3.0 --hash=sha256:ab",
        `gone @ file:///srv/gone-1.0-py3-none-any.whl`,
        "built @ https://example.com/built-1.0.tar.gz",
        "secret @ https://me:hunter2@example.com/secret-1.0-py3-none-any.whl",
    ]);
    expect(other.requirements.map(({ name, fidelity, note }) => [name, fidelity, note])).toEqual(
        expect.arrayContaining([
            [
                ...["deepest", "missing"],
                `The wheel that is asked for is not to be had: the SHA-256 of deepest-3.0-py3-none-any.whl is ${sum}, and ab is asked for. Put the wheel that has that hash into ${state}/wheels, or name an index that has it, or write the hash of another.`,
            ],
            [
                ...["gone", "missing"],
                `The wheel that is asked for is not to be had: there is no gone-1.0-py3-none-any.whl in the directory of wheels. Put it into ${state}/wheels, or name another.`,
            ],
            ["built", "left-over", expect.stringContaining("Nothing is built from source here")],
            ["secret", "left-over", expect.stringContaining("with a password or a query")],
        ]),
    );
    expect(JSON.stringify(other)).not.toContain("hunter2");
});

describe("ansible-core that no RPM is, as it is wanted,", () => {
    const core = (wanted: string) => ({ ansible_core: { package_pip: `ansible-core${wanted}` } });
    const names = ({ plan: { blueprint } }: Awaited<ReturnType<typeof plan>>) =>
        blueprint.packages.map(({ name }) => name);

    test("comes by its wheel, with the interpreter, what it needs, and its commands but for those that an RPM has", async () => {
        const runner = { ansible_runner: { package_pip: "ansible-runner" } };
        const whole = await planCore({ ...core(">=2.15,<2.19"), ...runner, system: ["has-console"] });
        expect(whole.plan.leftOver).toEqual([]);
        expect(rows(whole)).toMatchObject({
            "ansible-core>=2.15,<2.19": ["content", "ansible-core-2.16.3 (wheel)", ["line 1"]],
            "ansible-runner": ["content", "ansible-runner-2.4.0 (wheel)", ["line 1"]],
            "netaddr>=0.7": ["blueprint", "python3-netaddr-0.8-1", ["ansible-core 2.16.3"]],
            deepest: ["content", "deepest-3.0 (wheel)", ["ansible-core 2.16.3"]],
            python3: ["blueprint", "python3-3.11.2-1", ["ansible-core 2.16.3"]],
        });
        expect(names(whole)).toEqual(["has-console", "python3", "python3dist(netaddr) >= 0.7", "ee-sample"]);
        expect(whole.plan.requirements.find(({ kind }) => kind === "ansible-core")).toMatchObject({
            fidelity: "equivalent",
            note: "An RPM of the plan has /usr/bin/ansible-console, so that of the wheel is not made.",
        });
        const commands = [...(whole.content?.files.keys() ?? [])].filter(path => path.startsWith("/usr/bin/"));
        expect(commands).toEqual(["/usr/bin/ansible", "/usr/bin/ansible-runner"]);
        const lock = JSON.parse(whole.content?.about.get("lock.json") ?? "");
        expect(lock.wheels[0]).toMatchObject({ name: "ansible-core", commands: ["ansible"] });
    });

    test("has its command where a build step puts one that is acknowledged, and so not carried", async () => {
        const step = "RUN echo a > /usr/bin/ansible && echo b > /usr/bin/ansible-console";
        const more = { additional_build_steps: { append_final: [step] } };
        const asked = { ...core(">=2.15,<2.19"), system: ["has-console"] };
        const { plan: conflicting, content } = await planCore(asked, {}, more);
        expect(conflicting.leftOver).toEqual([step]);
        expect(content?.files.has("/usr/bin/ansible")).toBe(true);
        const acknowledged = [{ kind: "build-step", text: step, by: "ada", on: "2026-11-01", reason: "not needed" }];
        const whole = await planCore(asked, { acknowledged }, more);
        expect(whole.plan.leftOver).toEqual([]);
        expect(whole.content?.files.get("/usr/bin/ansible")?.content).toMatch("#!/usr/bin/python3\n");
        expect(whole.plan.requirements.find(({ kind }) => kind === "ansible-core")?.note).not.toContain("build step");
    });

    test("is an RPM where one is, unless its author wants the wheel", async () => {
        expect(names(await planCore(core(">=2.14")))).toEqual(["ansible-core >= 2.14", "ee-sample"]);
        const choices = { carriers: [{ kind: "python", name: "ansible-core", carrier: "content" }] };
        const whole = await planCore(core(">=2.14,<2.19"), choices);
        expect(rows(whole)).toMatchObject({
            "ansible-core>=2.14,<2.19": ["content", "ansible-core-2.16.3 (wheel)", ["line 1"]],
        });
        expect(names(whole)).not.toContain("ansible-core");
    });

    test("runs on the interpreter that the definition names, and is not taken for another", async () => {
        const named = { python_interpreter: { package_system: "python3.12" } };
        const whole = await planCore({ ...core(">=2.19"), ...named });
        expect(whole.plan.leftOver).toEqual([]);
        expect(whole.content?.files.get("/usr/bin/ansible")?.content).toMatch("#!/usr/bin/python3.12\n");
        expect(names(whole)).toEqual(["python3.12", "ee-sample"]);
        // Which no list of RPMs tells for certain, when it is built again.
        const kept = parseLock(whole.content?.about.get("lock.json") ?? "")?.interpreter;
        expect(kept).toMatchObject({ prefix: "python3.12", sitePackages: "/usr/lib/python3.12/site-packages" });
        const { plan: other } = await planCore(core(">=2.19"));
        expect(other.requirements[0]).toMatchObject({
            fidelity: "conflict",
            note: expect.stringContaining("the index has it in the versions 2.16.3 only."),
        });
    });

    test("is a conflict where another RPM brings one along", async () => {
        const { plan: planned } = await planCore({ ...core("==2.16.*"), system: ["wants-core"] });
        expect(planned.requirements[0]).toMatchObject({
            ...{ kind: "ansible-core", carrier: null, fidelity: "conflict" },
            note: "ansible-core-2.14.18-1 comes with other packages, and Python finds it before ansible-core-2.16.3 (wheel).",
        });
    });
});
