/** What an author or a server wrote tries to make files on the machine of an administrator who plans and builds. */
import { execFile, execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

import { planDefinition } from "../../src/build/planning.ts";
import { carryOn } from "../../src/build/run.ts";
import { startBuild } from "../../src/build/start.ts";
import { readGiven } from "../../src/cli/definition.ts";
import { checkDefinition } from "../../src/ee/check.ts";
import { checkName } from "../../src/ee/name.ts";
import { keeperId } from "../../src/host/keeper.ts";
import { nodeHost } from "../../src/host/node.ts";
import type { Composer } from "../../src/osbuild/composer.ts";
import { weldrComposer } from "../../src/osbuild/weldr.ts";
import { type GalaxyServer, startGalaxyServer } from "../support/galaxy-server.ts";
import { type RunningComposer, startComposer } from "../support/local-composer.ts";
import { type PackageIndex, startPackageIndex } from "../support/package-index.ts";
import { type StaticServer, serveDirectory } from "../support/static-server.ts";
import { packCollection } from "../support/tiny-collections.ts";
import { commitRole, packRole } from "../support/tiny-roles.ts";
import { makeRepo, type TinyRepository } from "../support/tiny-rpms.ts";

const directory = mkdtempSync(join(tmpdir(), "hostile-"));
const [state, served, artefacts] = [`${directory}/state`, `${directory}/served`, `${directory}/state/artefacts`];
/** Whatever is made by a trap bears this in its name, wherever it is. */
const sign = `mark-${basename(directory)}`;
const marks = `${directory}/marks`;
const mark = `${marks}/${sign}`;
const touch = `touch ${mark}`;
const start = process.cwd();
const host = nodeHost({ state });
let repository: TinyRepository;
let server: RunningComposer;
let composer: Composer;
let galaxy: GalaxyServer;
let index: PackageIndex;
let web: StaticServer;

/** A plain process of somebody without rights, in no box. */
const plainly = (script: string) =>
    promisify(execFile)(
        "setpriv",
        [`--reuid=${keeperId}`, `--regid=${keeperId}`, "--clear-groups", "sh", "-c", script],
        { cwd: directory, env: { PATH: "/usr/bin", HOME: `${directory}/home`, LC_ALL: "C.UTF-8" } },
    );

const config = `[defaults]\n${["log_path", "local_tmp", "home", "collections_path", "roles_path"].map(key => `${key} = ${mark}\n`).join("")}callback_plugins = ./plugins\nstdout_callback = trap\nvault_password_file = ./trap.sh\n`;
const plugins = { "trap.sh": `#!/bin/sh\n${touch}\n`, "plugins/trap.py": `import os\nos.system("${touch}")\n` };
const setup = `import os\nos.system("${touch}")\nopen("${sign}", "w")\nfrom setuptools import setup\nsetup(name="trap", version="1.0")\n`;
const pth = `import os; os.system("${touch}")\n`;

beforeAll(async () => {
    chmodSync(directory, 0o755);
    for (const each of [state, served, artefacts, marks, `${directory}/home`]) mkdirSync(each, { recursive: true });
    for (const each of [marks, `${directory}/home`]) chmodSync(each, 0o1777);
    const source = `${directory}/source/trap-1.0`;
    mkdirSync(source, { recursive: true });
    writeFileSync(`${source}/setup.py`, setup);
    writeFileSync(`${source}/PKG-INFO`, "Metadata-Version: 2.1\nName: trap\nVersion: 1.0\n");
    const sdist = execFileSync("tar", ["--create", "--gzip", `--directory=${directory}/source`, "trap-1.0"]);
    writeFileSync(`${served}/trap-1.0.tar.gz`, sdist);
    index = await startPackageIndex(
        [
            { name: "paths", files: { [`../../../../../../..${mark}`]: "", "paths.py": "" } },
            { name: "roots", files: { [mark]: "", "roots.py": "" } },
            { name: "lines", files: { "lines.pth": pth, "sitecustomize.py": pth, "lines.py": "" } },
            { name: "links", files: { "links/out": marks, "links/out/x": "" }, links: ["links/out"] },
        ],
        { sdists: { "trap-1.0.tar.gz": sdist } },
    );
    for (const [name, path] of [
        ["up", `../../../../../../..${mark}`],
        ["root", mark],
    ] as const) {
        packRole(`${served}/${name}.tar.gz`, { files: { "files/x": "" } }, `s,role-1/files/x,${path},`);
        packCollection(served, { name: `acme.${name}`, files: { x: "" }, names: { x: path } });
    }
    packRole(`${served}/out.tar.gz`, { links: { "files/out": marks } });
    packCollection(served, { name: "acme.out", links: { "files/out": marks } });
    const odd = Object.fromEntries(words.slice(0, 4).map(word => [`files/x${word}`, `${word}\n`]));
    packCollection(served, { name: "acme.odd", files: odd });
    packRole(`${served}/odd.tar.gz`, { files: odd });
    commitRole(`${artefacts}/hooked`, { "1.0": { files: { ".gitattributes": "* filter=trap\n" } } });
    const hook = `${artefacts}/hooked/.git/hooks/post-checkout`;
    for (const name of ["post-checkout", "post-upload-pack", "pre-receive", "reference-transaction"]) {
        writeFileSync(join(dirname(hook), name), `#!/bin/sh\n${touch}\n`);
        chmodSync(join(dirname(hook), name), 0o755);
    }
    const config = `[core]\n\tfsmonitor = ${touch}\n[uploadpack]\n\tpackObjectsHook = ${touch}\n[filter "trap"]\n\tsmudge = ${touch}\n`;
    writeFileSync(`${artefacts}/hooked/.git/config`, config, { flag: "a" });
    execFileSync("cp", ["-r", `${artefacts}/hooked`, `${served}/hooked`]);
    galaxy = await startGalaxyServer({ directory: served });
    web = await serveDirectory(served);
    repository = await makeRepo({
        packages: [
            { name: "filesystem", files: { "/usr/bin/": "", "/usr/lib/": "", "/etc/": "", "/var/": "" } },
            { name: "ansible-core", version: "2.14.18", requires: ["python3"] },
            { name: "python3", version: "3.11.2", arch: "x86_64" },
        ],
    });
    server = await startComposer({ repos: { tiny: repository.url } });
    composer = weldrComposer(host, server.socket);
});
afterAll(async () => {
    process.chdir(start);
    await server.stop();
    await web.close();
    await index.close();
    await galaxy.stop();
    await repository.remove();
    rmSync(directory, { recursive: true });
});

const words = [`%(${touch})`, `%{lua:io.open("${mark}","w")}`, `$(${touch})`, `\`${touch}\``, `x\n${touch}\n`];

/** Plan and build a definition as the command line does it for root, who stands in its directory. Answers what refuses it; nothing when it was built. */
async function attempt(name: string, files: Readonly<Record<string, string>>, builds = true): Promise<string[]> {
    const where = `${directory}/definitions/${name}`;
    mkdirSync(where, { recursive: true });
    for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(where, path)), { recursive: true });
        writeFileSync(join(where, path), text, { mode: 0o755 });
    }
    process.chdir(where);
    const definition = await readGiven(".");
    const complaint = checkName(definition.name, []);
    if (complaint !== null) return [complaint];
    const { accepted, findings } = checkDefinition(definition.files);
    if (!accepted) return findings.filter(({ severity }) => severity === "error").map(({ message }) => message);
    const plan = await planDefinition(host, composer, state, { ...definition, distro: "centos-9" });
    const left = plan.requirements.filter(({ text }) => plan.leftOver.includes(text));
    for (const { askedBy, note } of left)
        expect([askedBy[0], note]).toEqual([expect.stringMatching(/\w/), expect.stringMatching(/\w/)]);
    if (left.length > 0) return left.map(({ text, note }) => `${text}: ${note}`);
    if (!builds) return [];
    const request = { definition, distro: "centos-9", type: "edge-commit", ref: `ee/${name}` };
    const { id } = await startBuild(host, state, { ...request, top: { kind: "nothing" }, startedBy: "root" });
    const record = await carryOn(host, composer, state, id);
    return record?.state === "done" ? [] : [`${record?.error?.message}: ${record?.error?.detail}`];
}

/** Everything that bears the sign where a trap, or who steps into it, could have put it. */
const found = () => [
    ...readdirSync(directory, { recursive: true, encoding: "utf8" }).filter(
        path => basename(path) === sign && !path.endsWith(mark),
    ),
    ...readdirSync(marks),
    ...[tmpdir(), homedir(), start, "/"].flatMap(path => readdirSync(path).filter(name => name === sign)),
];

const python = (...lines: string[]) => ({
    "execution-environment.yml": JSON.stringify({
        ...{ version: 3, dependencies: { python: [`--index-url ${index.url}`, ...lines] } },
    }),
});
const galaxyFiles = (wanted: object, config = "") => ({
    "execution-environment.yml": JSON.stringify({ version: 3, dependencies: { galaxy: "requirements.yml" } }),
    "requirements.yml": JSON.stringify(wanted),
    "ansible.cfg": `${config}[galaxy]\nserver_list = test\n[galaxy_server.test]\nurl = ${galaxy.url}\n`,
});
const steps = (...lines: string[]) => ({
    "execution-environment.yml": JSON.stringify({
        version: 3,
        additional_build_files: [{ src: "data", dest: "files" }],
        additional_build_steps: { append_final: lines },
    }),
    data: "data\n",
});

/** What is tried, and what is said of it; null where it is built. */
const traps: [string, RegExp | null, () => Record<string, string>][] = [
    ["an index that has only a source to build", /only as source/, () => python("trap")],
    ["a list that asks for sources", /only as source/, () => python("--no-binary :all:", "trap")],
    ["the address of a source", /Nothing is built from source/, () => python(`trap @ ${web.url}/trap-1.0.tar.gz`)],
    ["a source beside the definition", /from source/, () => ({ ...python("-e ./trap"), "trap/setup.py": setup })],
    [
        "a step that builds one",
        /not understood/,
        () => ({ ...steps("RUN pip install ./trap"), "trap/setup.py": setup }),
    ],
    ["a wheel with a path out of it", /is not taken/, () => python("paths")],
    ["a wheel with an absolute path", /is not taken/, () => python("roots")],
    ["a wheel with a link out of it", /is not taken/, () => python("links")],
    ["a wheel with a .pth and a sitecustomize", null, () => python("lines")],
    [
        "an ansible.cfg that names files and programs",
        null,
        () => ({ ...galaxyFiles({ collections: ["acme.odd"] }, config), ...plugins }),
    ],
    [
        "a git command",
        /ext::sh/,
        () => galaxyFiles({ collections: [{ name: `git+ext::sh -c touch% ${mark}`, type: "git" }] }),
    ],
    [
        "a git command of a role",
        /not allowed/,
        () => galaxyFiles({ roles: [{ src: `ext::sh -c touch% ${mark}`, scm: "git", name: "a" }] }),
    ],
    [
        "an option of git",
        /begins with a dash/,
        () => galaxyFiles({ collections: [{ name: `--upload-pack=${touch}`, type: "git" }] }),
    ],
    [
        "an option of git in a role",
        /begins with a dash/,
        () => galaxyFiles({ roles: [{ src: `--upload-pack=${touch}`, scm: "git", name: "a" }] }),
    ],
    [
        "an option of ssh",
        /blocked/,
        () =>
            galaxyFiles({
                roles: [{ src: `ssh://-oProxyCommand=${encodeURIComponent(touch)}/x`, scm: "git", name: "a" }],
            }),
    ],
    [
        "a repository with hooks",
        null,
        () => galaxyFiles({ roles: [{ src: `file://${artefacts}/hooked`, scm: "git", name: "a", version: "1.0" }] }),
    ],
    [
        "a repository with hooks on a server",
        null,
        () => galaxyFiles({ roles: [{ src: `${web.url}/hooked/.git`, scm: "git", name: "a" }] }),
    ],
    [
        "a repository elsewhere on the machine",
        /none of them/,
        () => galaxyFiles({ roles: [{ src: `file://${served}/hooked`, scm: "git", name: "a" }] }),
    ],
    ...["up", "out"].flatMap((name): typeof traps => [
        [
            `a role that leads ${name}`,
            /leads out/,
            () => galaxyFiles({ roles: [{ src: `${web.url}/${name}.tar.gz`, name }] }),
        ],
        [`a collection that leads ${name}`, /leads out/, () => galaxyFiles({ collections: [`acme.${name}`] })],
    ]),
    [
        "an archive that leads up",
        /cannot be unpacked/,
        () => steps(`RUN curl ${web.url}/up.tar.gz | tar -xz -C /opt/acme`),
    ],
    ["a collection with an absolute path", /leads out/, () => galaxyFiles({ collections: ["acme.root"] })],
    [
        "roles and archives with absolute paths, links and names like macros",
        null,
        () => ({
            ...galaxyFiles({ roles: ["root", "odd"].map(name => ({ src: `${web.url}/${name}.tar.gz`, name })) }),
            "execution-environment.yml": JSON.stringify({
                ...{ version: 3, dependencies: { galaxy: "requirements.yml" } },
                additional_build_steps: {
                    append_final: ["root", "out", "odd"].map(
                        name => `RUN curl ${web.url}/${name}.tar.gz | tar -xz -C /opt/${name}`,
                    ),
                },
            }),
        }),
    ],
];

test.each(traps.map(([what, words, files], index) => ({ what, words, files, index })))(
    "$what makes no file outside the box",
    async ({ words, files, index: number }) => {
        const out = await attempt(`trap-${number}`, files());
        if (words === null) expect(out).toEqual([]);
        else expect(out.join("\n")).toMatch(words);
        expect(found()).toEqual([]);
    },
);

const define = (rest: object) => ({ "execution-environment.yml": JSON.stringify({ version: 3, ...rest }) });
const role = { src: "", scm: "git", name: "odd" };

/** Where a word of an author's can stand apart from build steps: it is always refused there. */
const places: [string, (word: string) => Record<string, string>][] = [
    ["a system package", word => define({ dependencies: { system: [word] } })],
    ["a Python distribution", word => python(word)],
    ["a collection", word => galaxyFiles({ collections: [word] })],
    ["a collection's version", word => galaxyFiles({ collections: [{ name: "acme.odd", version: word }] })],
    ["a role", word => galaxyFiles({ roles: [{ src: `${web.url}/odd.tar.gz`, name: word }] })],
    ["a commit", word => galaxyFiles({ roles: [{ ...role, src: `${web.url}/hooked/.git`, version: word }] })],
];
test.each(places)("what looks like a macro or a command is refused as %s", async (what, files) => {
    for (const [index, word] of words.entries())
        expect([
            word,
            await attempt(`${what.replaceAll(/\W/g, "-").toLowerCase()}-${index}`, files(word), false),
        ]).not.toEqual([word, []]);
    expect(found()).toEqual([]);
});

test("no directory with such a name is a definition", async () => {
    for (const word of words.map(each => each.replaceAll("/", "-")))
        expect(await attempt(word, steps())).not.toEqual([]);
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
    (word, own) => `RUN curl -o '/usr/share/${own}/${word}' ${web.url}/odd.tar.gz`,
];
test("steps with such words are named or built as what they are, and shells of the system run none of them", async () => {
    const accepted: string[] = [];
    for (const [at, line] of lines.entries())
        for (const [index, word] of words.entries()) {
            const step = line(word, `own_${at}_${index}`);
            if ((await attempt(`step-${at}-${index}`, steps(step), false)).length === 0) accepted.push(step);
        }
    expect(await attempt("steps", steps(...accepted))).toEqual([]);
    const ostree = (...argv: string[]) => execFileSync("ostree", [`--repo=${state}/repo`, ...argv], { stdio: "pipe" });
    ostree("checkout", "-U", "ee/steps", `${directory}/commit`);
    await plainly("for file in commit/usr/etc/profile.d/*.sh; do . ./$file; done");
    expect(found()).toEqual([]);
});

/** The same in no box. */
const controls: [string, () => string][] = [
    ["the source", () => `pip download --no-deps --no-build-isolation --index-url=${index.url} --dest=home/pip trap`],
    ["the ansible.cfg", () => "cd definitions/trap-9 && ansible-galaxy collection list"],
    ["the hooks", () => "cp -r served/hooked home/hooked && git -C home/hooked checkout 1.0"],
    ["the option of git", () => `git clone '--upload-pack=${touch};' file://${served}/hooked home/option`],
    ["the path up", () => "tar --extract --absolute-names --file=served/up.tar.gz --directory=home"],
    ["the macro of RPM", () => `rpm --eval '${words[0]}'`],
    ["the macro in Lua", () => `rpm --eval '${words[1]}'`],
    ["the shell's own", () => `: "${words[2]}"`],
    ["a second line", () => `: ${words[4]?.trim()}`],
];
test.each(controls)("control: in no box %s makes a file, and somebody without rights can", async (_what, script) => {
    try {
        await plainly(`${script()} || true`);
        expect(readdirSync(marks)).not.toEqual([]);
    } finally {
        for (const name of readdirSync(marks)) rmSync(join(marks, name), { recursive: true });
    }
});
