/** What an author or a server wrote tries to make files on the machine of an administrator who plans and builds. */
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

import { planDefinition } from "../../src/build/planning.ts";
import { carryOn } from "../../src/build/run.ts";
import { startBuild } from "../../src/build/start.ts";
import { readGiven } from "../../src/cli/definition.ts";
import { checkDefinition } from "../../src/ee/check.ts";
import { checkName } from "../../src/ee/name.ts";
import type { Host } from "../../src/host/host.ts";
import { nodeHost } from "../../src/host/node.ts";
import type { Composer } from "../../src/osbuild/composer.ts";
import { weldrComposer } from "../../src/osbuild/weldr.ts";
import { type RunningComposer, startComposer } from "../support/local-composer.ts";
import { makeRepo, type TinyRepository } from "../support/tiny-rpms.ts";
import { layTraps, type Traps } from "../support/traps.ts";

let traps: Traps;
let repository: TinyRepository;
let server: RunningComposer;
let host: Host;
let composer: Composer;

beforeAll(async () => {
    traps = await layTraps();
    repository = await makeRepo({
        packages: [
            { name: "filesystem", files: { "/usr/bin/": "", "/usr/lib/": "", "/etc/": "", "/var/": "" } },
            { name: "ansible-core", version: "2.14.18", requires: ["python3"] },
            { name: "python3", version: "3.11.2", arch: "x86_64" },
        ],
    });
    server = await startComposer({ repos: { tiny: repository.url } });
    host = nodeHost({ state: traps.state });
    composer = weldrComposer(host, server.socket);
});
afterAll(async () => {
    await server.stop();
    await repository.remove();
    await traps.remove();
});

type Files = Readonly<Record<string, string>>;

/** Plan a definition as the command line does it for root, who stands in its directory. Answers what is left over, and what refuses it: lines "what: why". */
async function plan(name: string, files: Files) {
    const where = `${traps.directory}/definitions/${name}`;
    mkdirSync(where, { recursive: true });
    for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(where, path)), { recursive: true });
        writeFileSync(join(where, path), text, { mode: 0o755 });
    }
    process.chdir(where);
    const definition = await readGiven(".");
    const complaint = checkName(definition.name, []);
    if (complaint !== null) return { definition, left: [], refused: [complaint] };
    const { accepted, findings } = checkDefinition(definition.files);
    if (!accepted) {
        const errors = findings.filter(({ severity }) => severity === "error");
        return { definition, left: [], refused: errors.map(({ message }) => message) };
    }
    const planned = await planDefinition(host, composer, traps.state, { ...definition, distro: "centos-9" });
    const left = planned.requirements.filter(({ text }) => planned.leftOver.includes(text));
    for (const { askedBy, note } of left)
        expect([askedBy[0], note]).toEqual([expect.stringMatching(/\w/), expect.stringMatching(/\w/)]);
    return { definition, left: planned.leftOver, refused: left.map(({ text, note }) => `${text}: ${note}`) };
}

/** The same, and build it; answers what its record says. */
async function build(name: string, files: Files) {
    const { definition, refused } = await plan(name, files);
    expect(refused).toEqual([]);
    const request = { definition, distro: "centos-9", type: "edge-commit", ref: `ee/${name}` };
    const { id } = await startBuild(host, traps.state, { ...request, top: { kind: "nothing" }, startedBy: "root" });
    return carryOn(host, composer, traps.state, id);
}

const define = (rest: object) => ({ "execution-environment.yml": JSON.stringify({ version: 3, ...rest }) });
const python = (...lines: string[]) =>
    define({ dependencies: { python: [`--index-url ${traps.index.url}`, ...lines] } });
const galaxyFiles = (wanted: object, config = "") => ({
    ...define({ dependencies: { galaxy: "requirements.yml" } }),
    "requirements.yml": JSON.stringify(wanted),
    "ansible.cfg": `${config}[galaxy]\nserver_list = test\n[galaxy_server.test]\nurl = ${traps.galaxy.url}\n`,
});
const collection = (name: string) => galaxyFiles({ collections: [name] });
const data = { additional_build_files: [{ src: "data", dest: "files" }] };
const steps = (...lines: string[]) => ({
    ...define({ ...data, additional_build_steps: { append_final: lines } }),
    data: "data\n",
});
const git = (name: string, src: string) => ({ name, src, scm: "git" });

/** What is tried, and what is said of each thing in it, which stands in a line of its own. */
const refusals: [string, () => Files, readonly RegExp[]][] = [
    [
        "sources and wheels with paths and links out of them",
        () => ({
            ...python("trap", `other @ ${traps.web.url}/trap-1.0.tar.gz`, "-e ./trap", "paths", "roots", "links"),
            "trap/setup.py": traps.setup,
        }),
        [
            /^trap: .*only as source/m,
            /^other.*: .*Nothing is built from source/m,
            /^-e \.\/trap.*from source/m,
            /^paths: .*is not taken/m,
            /^roots: .*is not taken/m,
            /^links: .*is not taken/m,
        ],
    ],
    [
        "a list that asks for sources",
        () => python("--no-binary :all:", "trap"),
        [/no-binary/, /^trap: .*only as source/m],
    ],
    [
        "steps that build a source and unpack an archive that leads up",
        () => ({
            ...steps("RUN pip install ./trap", `RUN curl ${traps.web.url}/up.tar.gz | tar -xz -C /opt/acme`),
            "trap/setup.py": traps.setup,
        }),
        [/^RUN pip.*: .*not understood/m, /^RUN curl.*: .*cannot be unpacked/m],
    ],
    [
        "roles with commands and options of git and ssh, paths and links out of them, and from elsewhere on the machine",
        () =>
            galaxyFiles({
                roles: [
                    git("command", `ext::sh -c touch% ${traps.marks}/x`),
                    git("option", `--upload-pack=${traps.touch}`),
                    git("ssh", `ssh://-oProxyCommand=${encodeURIComponent(traps.touch)}/x`),
                    git("elsewhere", `file://${traps.served}/hooked`),
                    ...["up", "out"].map(name => ({ src: `${traps.web.url}/${name}.tar.gz`, name })),
                ],
            }),
        [
            /^command ext::sh.*not allowed/m,
            /^option --upload-pack.*begins with a dash/m,
            /^ssh .*blocked/m,
            /^elsewhere .*none of them/m,
            /^up .*leads out/m,
            /^out .*leads out/m,
        ],
    ],
    [
        "a git command and an option of git",
        () =>
            galaxyFiles({
                collections: [`git+ext::sh -c touch% ${traps.marks}/x`, `--upload-pack=${traps.touch}`].map(name => ({
                    ...{ name, type: "git" },
                })),
            }),
        [/^git\+ext::sh.*: .*ext::sh/m, /^--upload-pack.*: .*begins with a dash/m],
    ],
    ["a collection that leads up", () => collection("acme.up"), [/leads out/]],
    ["a collection that leads out by a link", () => collection("acme.out"), [/leads out/]],
    ["a collection with an absolute path", () => collection("acme.root"), [/leads out/]],
];

test.each(refusals)("of %s each is refused, and makes no file outside the box", async (what, files, words) => {
    const { refused } = await plan(what.replaceAll(/\W/g, "-").slice(0, 40), files());
    for (const word of words) expect(refused.join("\n")).toMatch(word);
    expect(refused).toHaveLength(words.length);
    expect(traps.found()).toEqual([]);
});

const role = { src: "", scm: "git", name: "odd" };

/** Where a word of an author's can stand apart from build steps: it is always refused there. */
const places: [string, (word: string) => Files][] = [
    ["a system package", word => define({ dependencies: { system: [word] } })],
    ["a Python distribution", word => python(word)],
    ["a collection", word => collection(word)],
    ["a collection's version", word => galaxyFiles({ collections: [{ name: "acme.odd", version: word }] })],
    ["a role", word => galaxyFiles({ roles: [{ src: `${traps.web.url}/odd.tar.gz`, name: word }] })],
    ["a commit", word => galaxyFiles({ roles: [{ ...role, src: `${traps.web.url}/hooked/.git`, version: word }] })],
];
test.each(places)("what looks like a macro or a command is refused as %s", async (what, files) => {
    const [inLine, inLines] = [traps.words.slice(0, 4).join(""), traps.words[4] ?? ""];
    for (const [index, word] of [inLine, inLines].entries()) {
        const { refused } = await plan(`${what.replaceAll(/\W/g, "-").toLowerCase()}-${index}`, files(word));
        expect([word, refused]).not.toEqual([word, []]);
    }
    expect(traps.found()).toEqual([]);
});

test("no directory with such a name is a definition", async () => {
    for (const word of traps.words.map(each => each.replaceAll("/", "-")))
        expect((await plan(word, steps())).refused).not.toEqual([]);
});

/** Build steps with such a word in them. */
const lines: ((word: string, own: string) => string)[] = [
    word => `ENV ACME=${JSON.stringify(word)}`,
    (word, own) => `ENV ${own} '${word}'`,
    (word, own) => `COPY ${JSON.stringify(["_build/files/data", `/usr/share/${own}/${word}`])}`,
    (word, own) => `RUN ln -s '${word}' /usr/share/${own}`,
    (word, own) => `RUN echo '${word}' > /etc/${own}.conf`,
    (word, own) => `COPY <<'EOF' /etc/${own}.txt\n${word}\nEOF`,
    (word, own) => `RUN useradd -d '/${word}' -c '${word}' ${own}`,
    (word, own) => `RUN curl -o '/usr/share/${own}/${word}' ${traps.web.url}/odd.tar.gz`,
];
test("what is taken is built as what it is, and shells of the system run none of it", async () => {
    const words = lines.flatMap((line, at) => traps.words.map((word, index) => line(word, `own_${at}_${index}`)));
    const { left } = await plan("words", steps(...words));
    // Of a step in several lines the first is left over by itself.
    const taken = words.filter(line => !left.some(text => line.startsWith(text)));
    expect(taken.length).toBeGreaterThan(lines.length);
    const archives = ["root", "out", "odd"].map(
        name => `RUN curl ${traps.web.url}/${name}.tar.gz | tar -xz -C /opt/${name}`,
    );
    const roles = [
        ...["root", "odd"].map(name => ({ src: `${traps.web.url}/${name}.tar.gz`, name })),
        { ...git("hooked", `file://${traps.state}/artefacts/hooked`), version: "1.0" },
        git("served", `${traps.web.url}/hooked/.git`),
    ];
    const record = await build("taken", {
        ...galaxyFiles({ collections: ["acme.odd"], roles }, traps.config),
        ...traps.plugins,
        ...define({
            dependencies: { galaxy: "requirements.yml", python: [`--index-url ${traps.index.url}`, "lines"] },
            ...{ ...data, additional_build_steps: { append_final: [...taken, ...archives] } },
        }),
        data: "data\n",
    });
    expect(record).toMatchObject({ state: "done", error: null });
    const commit = `${traps.directory}/commit`;
    execFileSync("ostree", [`--repo=${traps.state}/repo`, "checkout", "-U", "ee/taken", commit], { stdio: "pipe" });
    await traps.plainly("for file in commit/usr/etc/profile.d/*.sh; do . ./$file; done");
    expect(traps.found()).toEqual([]);
});

/** The same in no box. */
const controls: [string, () => string][] = [
    [
        "the source",
        () => `pip download --no-deps --no-build-isolation --index-url=${traps.index.url} --dest=home/pip trap`,
    ],
    ["the ansible.cfg", () => "cd definitions/taken && ansible-galaxy collection list"],
    ["the hooks", () => "cp -r served/hooked home/hooked && git -C home/hooked checkout 1.0"],
    ["the option of git", () => `git clone '--upload-pack=${traps.touch};' file://${traps.served}/hooked home/option`],
    ["the path up", () => "tar --extract --absolute-names --file=served/up.tar.gz --directory=home"],
    ["the macro of RPM", () => `rpm --eval '${traps.words[0]}'`],
    ["the macro in Lua", () => `rpm --eval '${traps.words[1]}'`],
    ["the shell's own", () => `: "${traps.words[2]}"`],
    ["a second line", () => `: ${traps.words[4]?.trim()}`],
];
test.each(controls)("control: in no box %s makes a file, and somebody without rights can", async (_what, script) => {
    try {
        await traps.plainly(`${script()} || true`);
        expect(readdirSync(traps.marks)).not.toEqual([]);
    } finally {
        for (const name of readdirSync(traps.marks)) rmSync(join(traps.marks, name), { recursive: true });
    }
});
