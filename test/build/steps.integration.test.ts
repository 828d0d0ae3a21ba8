import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

import { rpmOf } from "../../src/build/lock.ts";
import { isUnsettled } from "../../src/build/plan.ts";
import { planLocked } from "../../src/build/plan-locked.ts";
import { planDefinition, planWhole } from "../../src/build/planning.ts";
import { readLock } from "../../src/build/read-lock.ts";
import { readRpmsNow } from "../../src/build/rpms-now.ts";
import { carryOn } from "../../src/build/run.ts";
import { startBuild } from "../../src/build/start.ts";
import { nodeHost } from "../../src/host/node.ts";
import type { Composer } from "../../src/osbuild/composer.ts";
import { weldrComposer } from "../../src/osbuild/weldr.ts";
import { readPackages } from "../../src/ostree/inventory.ts";
import { resolveRevision } from "../../src/ostree/repo.ts";
import { type RunningComposer, startComposer } from "../support/local-composer.ts";
import { type StaticServer, serveDirectory } from "../support/static-server.ts";
import { packCollection } from "../support/tiny-collections.ts";
import { packRole } from "../support/tiny-roles.ts";
import { makeRepo, type TinyRepository } from "../support/tiny-rpms.ts";
import { makeWheel } from "../support/wheels.ts";

const directory = mkdtempSync(join(tmpdir(), "steps-"));
const state = `${directory}/state`;
const host = nodeHost({ state });
const tool = "#!/bin/sh\necho tool\n";
const sumOf = (bytes: string | Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const sum = sumOf(tool);
let repository: TinyRepository;
let downloads: StaticServer;
let server: RunningComposer;
let composer: Composer;

beforeAll(async () => {
    mkdirSync(state);
    const served = `${directory}/served`;
    mkdirSync(served);
    writeFileSync(`${served}/tool`, tool);
    mkdirSync(`${served}/pack/bin`, { recursive: true });
    writeFileSync(`${served}/pack/bin/packed`, "packed\n");
    execFileSync("tar", ["--create", "--gzip", `--file=${served}/pack.tar.gz`, `--directory=${served}/pack`, "bin"]);
    execFileSync("ln", ["-s", "packed", `${served}/pack/bin/alias`]);
    const programs = ["--create", "--gzip", `--file=${served}/programs.tar.gz`, `--directory=${served}/pack/bin`];
    execFileSync("tar", [...programs, "packed", "alias"]);
    for (const path of ["bin/prefixed", "share/prefixed/data"]) {
        mkdirSync(dirname(`${served}/prefix/v1/${path}`), { recursive: true });
        writeFileSync(`${served}/prefix/v1/${path}`, `${basename(path)}\n`);
    }
    mkdirSync(`${served}/prefix/v1/lib/empty`, { recursive: true });
    mkdirSync(`${served}/linking`);
    execFileSync("ln", ["-s", "lib", `${served}/linking/lib64`]);
    execFileSync("tar", [
        "--create",
        "--gzip",
        `--file=${served}/linking.tar.gz`,
        `--directory=${served}/linking`,
        "lib64",
    ]);
    execFileSync("tar", ["--create", "--gzip", `--file=${served}/prefix.tar.gz`, `--directory=${served}/prefix`, "v1"]);
    mkdirSync(`${served}/odd`);
    for (const name of ["quick", "other", 'a"b']) writeFileSync(`${served}/odd/${name}`, name);
    const odd = ["--create", "--gzip", `--directory=${served}/odd`];
    execFileSync("tar", [...odd, `--file=${served}/owned.tar.gz`, "quick", "other"]);
    execFileSync("tar", [...odd, `--file=${served}/odd.tar.gz`, "."]);
    downloads = await serveDirectory(served);
    repository = await makeRepo({
        packages: [
            {
                name: "filesystem",
                files: { "/usr/bin/": "", "/usr/lib/": "", "/etc/motd": "of a package\n", "/var/": "" },
            },
            { name: "quick", files: { "/usr/bin/quick": "quick\n" } },
            { name: "grouped", files: { "/usr/bin/grouped": "grouped\n" } },
            { name: "python3", version: "3.9.18" },
        ],
        comps: `<?xml version="1.0"?><comps><group><id>tools</id><name>Tools</name><default>true</default>
            <uservisible>true</uservisible><packagelist><packagereq type="mandatory">grouped</packagereq></packagelist>
            </group></comps>`,
    });
    server = await startComposer({ repos: { tiny: repository.url } });
    composer = weldrComposer(host, server.socket);
});
afterAll(async () => {
    await server.stop();
    await downloads.close();
    await repository.remove();
    rmSync(directory, { recursive: true });
});

const define = (...steps: string[]) =>
    new Map([
        [
            "execution-environment.yml",
            [
                "version: 3",
                "additional_build_files:",
                "  - {src: motd, dest: files}",
                "  - {src: data.txt, dest: files}",
                "additional_build_steps:",
                "  append_final: |",
                ...steps.flatMap(step => step.split("\n")).map(line => `    ${line}`),
                "",
            ].join("\n"),
        ],
        ["motd", "of the author\n"],
        ["data.txt", "data\n"],
        ["unused.txt", "work in progress\n"],
    ]);

const rowOf = async (step: string) => (await plan(step)).requirements.find(({ kind }) => kind === "build-step");

const plan = (...steps: string[]) =>
    planDefinition(host, composer, state, { name: "stepped", files: define(...steps), distro: "centos-9" });

async function build(files: ReadonlyMap<string, string>) {
    const { id } = await startBuild(host, state, {
        ...{ definition: { name: "stepped", files }, distro: "centos-9", type: "edge-commit", ref: "ee/stepped" },
        ...{ top: { kind: "nothing" }, startedBy: "tester" },
    });
    const record = await carryOn(host, composer, state, id);
    expect(record).toMatchObject({ error: null, state: "done" });
    const ostree = (...argv: string[]) =>
        execFileSync("ostree", [`--repo=${state}/repo`, ...argv], { encoding: "utf8" });
    return {
        record,
        read: (path: string) => ostree("cat", "ee/stepped", path),
        list: (path: string) => ostree("ls", "ee/stepped", path).trim().replace(/ +/g, " "),
        all: () => ostree("ls", "-R", "ee/stepped"),
    };
}

test("the commit holds what each step leaves", async () => {
    const { record, read, list, all } = await build(
        define(
            "COPY _build/files/motd /etc/motd",
            "COPY _build/files/data.txt /usr/share/acme/data.txt",
            `RUN curl -fsSL -o /usr/local/bin/tool ${downloads.url}/tool && echo "${sum}  /usr/local/bin/tool" | sha256sum -c - && chmod 0755 /usr/local/bin/tool`,
            `RUN curl -fsSL ${downloads.url}/pack.tar.gz | tar -xz -C /opt/acme`,
            `RUN curl -fsSL ${downloads.url}/programs.tar.gz | tar -xz -C /usr/local/bin`,
            `RUN curl -fsSL ${downloads.url}/prefix.tar.gz | tar -xz --strip-components=1 -C /usr/local`,
            "RUN ln -s /usr/local/bin/tool /usr/bin/linked",
            "RUN useradd -u 1234 -m runner && groupadd -g 1300 operators",
            "ENV ACME_HOME=/opt/acme",
            "RUN dnf install -y quick @tools",
            "RUN mkdir -p /var/lib/acme /usr/share/acme/empty",
            "COPY <<EOF /etc/acme/acme.conf",
            "home = /opt/acme",
            "EOF",
        ),
    );
    expect(read("/usr/etc/motd")).toBe("of the author\n");
    expect(read("/usr/share/acme/data.txt")).toBe("data\n");
    expect(read("/usr/bin/tool")).toBe(tool);
    expect(list("/usr/bin/tool")).toMatch(/^-00755 0 0 /);
    expect(read("/usr/share/factory/opt/acme/bin/packed")).toBe("packed\n");
    expect(read("/usr/bin/packed")).toBe("packed\n");
    expect(read("/usr/bin/prefixed")).toBe("prefixed\n");
    expect(read("/usr/share/prefixed/data")).toBe("data\n");
    // Of directories that are packages' it has what is in them.
    const packed = `${state}/content/ee-stepped/${record?.content?.version}`;
    const rpm = readdirSync(packed).find(file => file.endsWith(".rpm"));
    const own = execFileSync("rpm", ["-qlp", `${packed}/${rpm}`], { encoding: "utf8" })
        .trim()
        .split("\n");
    expect(own).toEqual(expect.arrayContaining(["/usr/bin/prefixed", "/usr/share/prefixed", "/usr/lib/empty"]));
    expect(own.filter(path => /^\/usr(?:\/(?:bin|lib|share))?$/.test(path))).toEqual([]);
    expect(list("/usr/bin/alias")).toContain("/usr/bin/alias -> packed");
    expect(list("/usr/bin/linked")).toMatch(/^l00777 0 0 0 \/usr\/bin\/linked -> \/usr\/bin\/tool$/);
    expect(read("/usr/etc/passwd")).toContain("runner:x:1234:");
    expect(read("/usr/etc/group")).toContain("operators:x:1300:");
    expect(read("/usr/etc/profile.d/ee-stepped.sh")).toBe("export ACME_HOME='/opt/acme'\n");
    expect(list("/usr/bin/quick")).toContain("/usr/bin/quick");
    expect(list("/usr/bin/grouped")).toContain("/usr/bin/grouped");
    expect(list("/usr/share/acme/empty")).toMatch(/^d00755 0 0 /);
    expect(read("/usr/lib/tmpfiles.d/ee-stepped.conf")).toBe(
        'L "/var/opt/acme" - - - - /usr/share/factory/opt/acme\nd "/var/lib/acme" - - - - -\n',
    );
    expect(read("/usr/etc/acme/acme.conf")).toBe("home = /opt/acme\n");
    expect(all()).not.toContain("unused.txt");
    const lock = JSON.parse(read("/usr/share/ee/stepped/lock.json"));
    expect(lock.files).toContainEqual({
        path: "/usr/bin/tool",
        url: `${downloads.url}/tool`,
        member: null,
        sha256: sum,
    });
});

test("the same steps make the same content RPM, another file makes another", async () => {
    const steps = ["COPY _build/files/data.txt /usr/share/acme/data.txt"];
    const first = await plan(...steps);
    expect((await plan(...steps)).content).toEqual(first.content);
    const changed = define(...steps).set("data.txt", "changed\n");
    const other = await planDefinition(host, composer, state, { name: "stepped", files: changed, distro: "centos-9" });
    expect(other.content?.version).not.toBe(first.content?.version);
});

test("a download that nothing vouches for is equivalent, one with another checksum is left over with both", async () => {
    expect(await rowOf(`ADD ${downloads.url}/tool /usr/share/tool`)).toMatchObject({
        ...{ fidelity: "equivalent", satisfiedBy: `sha256 ${sum.slice(0, 12)}` },
        note: expect.stringContaining(`Nothing vouches for ${downloads.url}/tool`),
    });
    const wrong = "0".repeat(64);
    const row = await rowOf(`ADD --checksum=sha256:${wrong} ${downloads.url}/tool /usr/share/tool`);
    expect(row).toMatchObject({ carrier: null, fidelity: "left-over" });
    expect(row?.note).toContain(sum);
    expect(row?.note).toContain(wrong);
});

test("an archive puts nothing in the place of a directory that every system has", async () => {
    expect(await rowOf(`RUN curl -fsSL ${downloads.url}/linking.tar.gz | tar -xz -C /usr/local`)).toMatchObject({
        ...{ carrier: null, fidelity: "left-over" },
        note: "/usr/lib64 is a directory of every system.",
    });
});

test("a file that a package of the plan has is a conflict; one that only another package has is none", async () => {
    const link = "RUN ln -sf /usr/share/tool /usr/bin/quick";
    expect(await rowOf(`${link} && dnf install -y quick`)).toMatchObject({
        ...{ carrier: null, fidelity: "conflict" },
        note: "An RPM of the plan has /usr/bin/quick already, and two packages cannot.",
    });
    expect(await rowOf(link)).toMatchObject({ carrier: "content", fidelity: "exact" });
});

test("what an archive brings is told where a package has it, and of a step that is acknowledged nothing is packed", async () => {
    const owned = `RUN curl -fsSL ${downloads.url}/owned.tar.gz | tar -xz -C /usr/local/bin`;
    const odd = `RUN curl -fsSL ${downloads.url}/odd.tar.gz | tar -xz -C /usr/local/sbin`;
    const files = define(owned, odd, "RUN dnf install -y quick", "COPY _build/files/motd /usr/share/motd");
    const choices = [owned, odd].map(text => ({
        ...{ kind: "build-step", text, reason: "By hand", by: "ann", on: "2026-11-26" },
    }));
    files.set("cockpit-ee.json", JSON.stringify({ acknowledged: choices }));
    const whole = await planWhole(host, composer, state, { name: "stepped", files, distro: "centos-9" });
    const rows = whole.plan.requirements.filter(({ name }) => name === "append_final");
    expect(rows).toMatchObject([
        {
            fidelity: "acknowledged",
            note: expect.stringContaining("An RPM of the plan has /usr/bin/quick already, and two packages cannot."),
        },
        { fidelity: "acknowledged", note: expect.stringContaining('A commit has no place for /usr/sbin/a"b.') },
        { fidelity: "exact" },
        { fidelity: "exact" },
    ]);
    expect(whole.plan.leftOver).toEqual([]);
    expect([...(whole.content?.files.keys() ?? [])]).toEqual(["/usr/share/motd"]);
    expect(whole.content?.trees).toEqual([]);
    expect(JSON.parse(whole.content?.about.get("lock.json") ?? "{}").files).toEqual([]);
});

test("a file goes with its step: what the step cannot put in its place is not carried", async () => {
    const fileRow = async (...steps: string[]) =>
        (await plan(...steps)).requirements.find(({ kind, name }) => kind === "file" && name === "motd");
    expect(await fileRow("COPY _build/files/motd /etc/motd")).toMatchObject({ fidelity: "exact" });
    expect(await fileRow("COPY _build/files/motd /usr/share/ee/stepped/lock.json")).toMatchObject({
        ...{ carrier: null, fidelity: "left-over" },
        note: "The build step in line 7 was to bring it: /usr/share/ee/stepped holds what the content brings already.",
    });
    const clash = ["COPY _build/files/motd /usr/bin/quick", "RUN dnf install -y quick"];
    expect(await fileRow(...clash)).toMatchObject({ carrier: null, fidelity: "conflict" });
});

test("a text that is too large for a blueprint is said to be in the content, where it is", async () => {
    const files = define("COPY _build/files/motd /etc/motd").set("motd", "x".repeat(70_000));
    const whole = await planWhole(host, composer, state, { name: "stepped", files, distro: "centos-9" });
    expect([...(whole.content?.files.keys() ?? [])]).toEqual(["/etc/motd"]);
    const rows = whole.plan.requirements.filter(({ name }) => name === "append_final" || name === "motd");
    expect(rows.map(({ carrier }) => carrier)).toEqual(["content", "content"]);
});

test("a download that is not there leaves its step over, and says why", async () => {
    expect(await rowOf(`ADD ${downloads.url}/none /usr/share/none`)).toMatchObject({
        fidelity: "left-over",
        note: `${downloads.url}/none cannot be fetched: The requested URL returned error: 404`,
    });
});

test("an address with a secret is left over, and the secret found nowhere", async () => {
    const secret = downloads.url.replace("//", "//someone:hunter2@");
    const row = await rowOf(`RUN curl -o /usr/share/tool ${secret}/tool?token=hunter2`);
    expect(row).toMatchObject({ carrier: null, fidelity: "left-over" });
    expect(JSON.stringify(row)).not.toContain("hunter2");
    for (const entry of readdirSync(state, { recursive: true, withFileTypes: true })) {
        expect(entry.name).not.toContain("hunter2");
        if (entry.isFile()) expect(readFileSync(join(entry.parentPath, entry.name), "utf8")).not.toContain("hunter2");
    }
});

test("a composer that drops what the blueprint says of files fails the build, and is named", async () => {
    const forgetful: Composer = {
        ...composer,
        pushBlueprint: ({ customizations: _dropped, ...blueprint }) => composer.pushBlueprint(blueprint),
    };
    const { id } = await startBuild(host, state, {
        ...{ definition: { name: "dropped", files: define("COPY _build/files/motd /etc/motd") }, distro: "centos-9" },
        ...{ type: "edge-commit", ref: "ee/dropped", top: { kind: "nothing" }, startedBy: "tester" },
    });
    expect(await carryOn(host, forgetful, state, id)).toMatchObject({
        state: "failed",
        error: { message: "This osbuild-composer does not know customizations.files." },
    });
});

const keepWheel = (version: string) => {
    mkdirSync(`${state}/wheels`, { recursive: true });
    writeFileSync(`${state}/wheels/kept-${version}-py3-none-any.whl`, makeWheel({ name: "kept", version }));
};

/** One of each that a lock holds; nobody vouches for the download. Nobody listens where the server is said to be. */
const lockable = () =>
    new Map([
        [
            "execution-environment.yml",
            [
                "version: 3",
                "dependencies:",
                "  galaxy: {collections: [acme.tools], roles: [acme.web]}",
                `  python: [kept, 'served @ ${downloads.url}/served-1.0-py3-none-any.whl']`,
                "  system: [quick]",
                "additional_build_steps:",
                "  append_final:",
                "    - RUN useradd -u 1234 runner",
                `    - RUN curl -o /usr/bin/tool ${downloads.url}/tool`,
                "",
            ].join("\n"),
        ],
        ["ansible.cfg", "[galaxy]\nserver_list = test\n[galaxy_server.test]\nurl = http://127.0.0.1:9/api/\n"],
    ]);

test("what was built is built again exactly, whatever is newer by now, or what is gone is named", async () => {
    const artefacts = `${state}/artefacts`;
    packCollection(artefacts, { name: "acme.tools", dependencies: { "acme.base": "*" } });
    packCollection(artefacts, { name: "acme.base" });
    packRole(`${artefacts}/acme.web-1.0.0.tar.gz`, {});
    keepWheel("1.0");
    writeFileSync(`${directory}/served/served-1.0-py3-none-any.whl`, makeWheel({ name: "served" }));
    const definition = { name: "locked", files: lockable() };
    const run = async (lock: string | null) => {
        const { id } = await startBuild(host, state, {
            ...{ definition, distro: "centos-9", type: "edge-commit", ref: "ee/locked", lock, startedBy: "tester" },
            top: lock === null ? { kind: "nothing" } : { kind: "commit", checksum: lock },
        });
        return carryOn(host, composer, state, id);
    };
    const make = async (lock: string | null) => {
        const record = await run(lock);
        expect(record).toMatchObject({ error: null, state: "done", lock, parent: lock });
        const { checksum, content } = record ?? {};
        const rpm = `${state}/content/ee-locked/${content?.version}/ee-locked-${content?.version}-1.noarch.rpm`;
        const rpms = await readPackages(host, `${state}/repo`, checksum ?? "");
        return { checksum: checksum ?? "", made: { rpms: rpms.map(rpmOf), bytes: sumOf(readFileSync(rpm)) } };
    };
    const { checksum, made } = await make(null);
    const others = ["filesystem-1.0-1.noarch", "python3-3.9.18-1.noarch"];
    expect(made.rpms).toEqual([expect.stringMatching(/^ee-locked-/), ...others, "quick-1.0-1.noarch"]);

    const newer = await makeRepo({ packages: [{ name: "quick", version: "2.0" }] });
    await composer.pushSource({ id: "newer", name: "newer", url: newer.url, key: null });
    for (const name of ["acme.tools", "acme.base"]) packCollection(artefacts, { name, version: "2.0.0" });
    keepWheel("2.0");
    const authored = { ...definition, distro: "centos-9" };
    const fresh = await planDefinition(host, composer, state, authored);
    const found = fresh.requirements.map(({ satisfiedBy }) => satisfiedBy);
    expect(found).toEqual(expect.arrayContaining(["2.0.0", "kept-2.0 (wheel)", "quick-2.0-1"]));
    const lock = await readLock(host, `${state}/repo`, checksum, "locked");
    const now = await readRpmsNow(composer, fresh, lock.rpms);
    expect(now.rpms?.map(rpmOf)).toEqual([...others, "quick-2.0-1.noarch"]);

    // Packed once more, of what is fetched once more.
    const forget = () => {
        for (const kept of ["content/ee-locked", "cache"]) rmSync(`${state}/${kept}`, { recursive: true });
    };
    forget();
    const again = await make(checksum);
    expect(again.made).toEqual(made);

    // What the composer adds by itself is seen in the commit alone.
    const base = await makeRepo({ packages: [{ name: "bash" }] });
    await composer.pushSource({ id: "base", name: "base", url: base.url, key: null });
    expect(await run(checksum)).toMatchObject({
        state: "failed",
        error: {
            message: expect.stringMatching(/^The composer took bash-1\.0-1\.noarch, which the commit \w+ has not\./),
        },
    });
    expect(await resolveRevision(host, `${state}/repo`, "ee/locked")).toBe(again.checksum);

    const obstacles = async (files = definition.files) => {
        const { plan: planned } = await planLocked(host, composer, state, { ...authored, files }, lock);
        return planned.requirements.filter(isUnsettled).map(({ text, fidelity, note }) => [text, fidelity, note]);
    };
    const other = new Map([...definition.files].map(([path, text]) => [path, text.replace("quick", "grouped")]));
    const because = (text: string) => expect.stringContaining(text);
    expect(await obstacles(other)).toEqual([
        ["execution-environment.yml", "conflict", because("It is not what the commit was made from.")],
    ]);
    forget();
    rmSync(`${artefacts}/acme-base-1.0.0.tar.gz`);
    for (const wheel of [`${state}/wheels/kept`, `${directory}/served/served`]) rmSync(`${wheel}-1.0-py3-none-any.whl`);
    packRole(`${artefacts}/acme.web-1.0.0.tar.gz`, { files: { "files/more": "more" } });
    writeFileSync(`${directory}/served/tool`, "another tool");
    await repository.empty();
    expect(await obstacles()).toEqual([
        ...others.map(rpm => [rpm, "missing", "No source has it any more."]),
        ["quick-1.0-1.noarch", "missing", "No source has it any more. The sources have quick-2.0-1."],
        ["acme.base 1.0.0", "missing", because("ansible-galaxy says")],
        ["acme.tools 1.0.0", "missing", because("ansible-galaxy says")],
        ["acme.web 1.0.0", "conflict", because("It is another now: its SHA-256 is ")],
        ["kept 1.0", "missing", because("There is no kept-1.0-py3-none-any.whl any more")],
        ["served 1.0", "missing", because("There is no served-1.0-py3-none-any.whl any more")],
        [`RUN curl -o /usr/bin/tool ${downloads.url}/tool`, "missing", because(`, and ${sum} is asked for.`)],
    ]);
    await newer.remove();
    await base.remove();
});
