/**
 * Random sequences of commands, run by a real shell in a root of its own and judged by us: what is carried of them has to
 * be what the shell has left, whatever the image had before. What is left over is not run at all.
 */
import { execFileSync } from "node:child_process";
import {
    existsSync,
    lstatSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    readlinkSync,
    rmSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { stringify } from "yaml";

import { tmpfilesPath } from "../../src/build/effect-place.ts";
import { carryEffects } from "../../src/build/effects.ts";
import { findClashes } from "../../src/build/step-clashes.ts";
import { isAll } from "../../src/content/archive-member.ts";
import { findPart, type Listed } from "../../src/content/parts.ts";
import { checkDefinition } from "../../src/ee/check.ts";
import { listSteps, readSteps } from "../../src/ee/steps.ts";
import { readTarget } from "../../src/ee/target.ts";
import { makeRandom, type Random, runsOf, seedOfRun } from "../ee/random.ts";

const FILE = "execution-environment.yml";
const NAME = "ee-random";

/** Whatever the image has: of these some are there before, each with a file. What lies below them is told in notes. */
const MAYBE_THERE = ["/usr/share/x", "/usr/share/y", "/opt/x", "/etc/x"];
const DIRECTORIES = [
    "/tmp/p",
    "/tmp/p/d",
    "/tmp/r",
    "/tmp/q",
    "/srv/a",
    "/srv/a/d",
    "/usr/share/x",
    "/usr/share/y",
    "/opt/x",
    "/etc/x",
];
const NAMES = ["f", "d", "g.txt", "roles"];
/** What an archive and a clone hold: path -> text. */
const HELD: Record<string, string> = { f: "held f", "d/f": "held d/f", "d/g.txt": "held g", "roles/d/f": "held deep" };

const oneOf = (random: Random): string => {
    const directory = random.one(DIRECTORIES);
    return random.chance(0.4) ? directory : `${directory}/${random.one(NAMES)}`;
};

function commandOf(random: Random, at: number): string {
    const [one, other] = [oneOf(random), oneOf(random)];
    const slash = random.chance(0.25) ? "/" : "";
    const recursive = random.one(["-r ", "-r ", "-a ", "-rT ", ""]);
    switch (random.below(14)) {
        case 0:
        case 1:
            return `mkdir ${random.chance(0.7) ? "-p " : ""}${one}`;
        case 2:
        case 3:
            return `echo text ${at} ${random.chance(0.8) ? ">" : ">>"} ${one}`;
        case 4:
            return random.chance(0.3)
                ? `curl -L https://a.example/b.tgz | tar xz --strip-components=1 -C ${one}`
                : `curl -L https://a.example/a.tgz | tar xz -C ${random.one([one, "/tmp/p", "/tmp/r"])}`;
        case 5:
            return `git clone https://git.example/a ${random.one([one, "/tmp/p/d", "/tmp/r/d", "/tmp/q"])}`;
        case 6:
        case 7:
        case 8:
            return `cp ${recursive}${one}${random.one(["", "", "/.", "/*"])} ${other}${slash}`;
        case 9:
            return `mv ${one} ${other}${slash}`;
        case 10:
            return `ln -s${random.chance(0.3) ? "f" : ""} ${random.one(["f", "d", one])} ${other}${slash}`;
        case 11:
            return `chmod ${random.chance(0.2) ? "-R " : ""}${random.one(["700", "755", "+x", "a+rX", "u=rwx,go=rx"])} ${one}`;
        case 12:
            return `install -m ${random.one(["755", "600"])} ${one} ${other}${slash}`;
        default:
            return `rm -rf ${one}${random.chance(0.3) ? "/*" : ""}`;
    }
}

function read(commands: readonly string[]) {
    const text = stringify({
        version: 3,
        additional_build_steps: { append_final: commands.map(line => `RUN ${line}`) },
    });
    const files = new Map([[FILE, text]]);
    const { definition } = checkDefinition(files, FILE);
    if (!definition) throw new Error("the definition of this test is none");
    return { files, definition };
}

const stepsOf = (commands: readonly string[]) => {
    const { files, definition } = read(commands);
    return listSteps(files, FILE, definition);
};
const isLeftOver = (commands: readonly string[]): boolean =>
    stepsOf(commands).some(({ fidelity }) => fidelity === "left-over");

/** What the plan says would be another thing if an image had it. */
const takenForNew = (commands: readonly string[]): string[] =>
    stepsOf(commands).flatMap(({ note }) =>
        [...(note ?? "").matchAll(/(\S+) is taken for new/g)].map(([, path = ""]) => path),
    );

function sequenceOf(random: Random): string[] {
    const commands = random.some(DIRECTORIES, 0.5).map(path => `mkdir -p ${path}`);
    for (let at = 0; at < 25 && commands.length < 12; at++) {
        const command = commandOf(random, at);
        if (!isLeftOver([...commands, command])) commands.push(command);
    }
    return commands;
}

/** "d 755", "f 644 text", "l target", by path. */
type Tree = Map<string, string>;

const LISTED: Listed[] = [...new Set(Object.keys(HELD).flatMap(path => [...above(path), path]))].map(path => ({
    ...{ path, type: path in HELD ? "f" : "d", mode: path in HELD ? 0o644 : 0o755, size: 1, target: "" },
}));

function above(path: string): string[] {
    const parts = path.split("/");
    return parts.slice(1).map((_part, index) => parts.slice(0, index + 1).join("/"));
}

/** What is carried; null where the plan tells that something is not. */
function carriedOf(commands: readonly string[]): Tree | null {
    const { files, definition } = read(commands);
    const effects = readSteps(files, FILE, definition).effects.flatMap(each => each.effects);
    const context = { name: NAME, files, target: readTarget("centos-9"), taken: [] };
    const carried = carryEffects(
        effects.map(effect => ({ effect, askedBy: "" })),
        context,
    );
    if (carried.problems.size > 0) return null;
    const found = new Map<string, string>();
    const parts = carried.downloads.map(download => {
        const { wanted } = download;
        const member = "member" in wanted ? (wanted.member ?? "") : "";
        return { ...download, part: findPart(LISTED, isAll(member) ? "" : member, "a") };
    });
    // That a directory has no mode of a step's is told when it is laid out.
    if (parts.some(({ part, mode }) => mode !== null && !("file" in part))) return null;
    const laid = parts.map(({ effect, path, mode, part }) => {
        const all = "file" in part ? [part.file] : part.listed;
        const start = "file" in part ? part.file.path.length : part.directory === "" ? 0 : part.directory.length + 1;
        const own = all.map(each => ({
            ...each,
            to: "file" in part ? path : `${path}/${each.path.slice(start)}`,
        }));
        for (const each of own)
            if (each.type === "f") found.set(each.to, `f ${(mode ?? each.mode).toString(8)} ${HELD[each.path]}`);
            else found.set(each.to, "d 755");
        const isTree = !("file" in part) && part.isWhole;
        const leaves = own.filter(({ type }) => type === "f").map(({ to }) => to);
        return {
            ...{
                effect,
                leaves,
                directories: own.filter(({ type }) => type === "d").map(({ to }) => to),
                links: new Map(),
            },
            ...{ trees: isTree ? [{ to: path }] : [], files: new Map(isTree ? [] : leaves.map(leaf => [leaf, null])) },
        };
    });
    const origins = new Map([...carried.origins, ...carried.written]);
    const order = new Map(effects.map((effect, index) => [effect, index]));
    if (findClashes(origins, laid, order, [], carried.made).size > 0) return null;
    const say = (mode: number | string | undefined) =>
        typeof mode === "number" ? mode.toString(8) : (mode ?? "644").replace(/^0/, "");
    for (const { path, mode } of carried.customizations.directories ?? [])
        if (path !== "/etc" && !found.has(path)) found.set(path, `d ${say(mode ?? "755")}`);
    for (const { path, mode, data } of carried.customizations.files ?? [])
        found.set(path, `f ${say(mode)} ${data?.trimEnd() ?? ""}`);
    for (const [path, mode] of carried.directories) found.set(path, `d ${say(mode)}`);
    for (const [path, { mode, content }] of carried.files)
        if (path === tmpfilesPath(NAME))
            for (const [, kind, at = "", octal, target = ""] of String(content).matchAll(
                /^(\w) "\/var\/(\S+)" (\S+) .* (\S+)$/gm,
            )) {
                // Of a directory without a mode of a step's the one that is there counts, which a shell leaves too.
                if (kind === "d") found.set(`/${at}`, `d ${octal === "-" ? "755" : octal?.replace(/^0/, "")}`);
                if (kind === "L" && !target.startsWith("/usr/share/factory/")) found.set(`/${at}`, `l ${target}`);
            }
        else found.set(path, `f ${say(mode)} ${String(content).trimEnd()}`);
    for (const [path, target] of carried.links) found.set(path, `l ${target}`);
    const tree: Tree = new Map();
    for (const [path, what] of found) tree.set(path.replace(/^\/usr\/share\/factory/, ""), what);
    for (const path of [...tree.keys()])
        for (const each of above(path.slice(1))) if (!tree.has(`/${each}`)) tree.set(`/${each}`, "d 755");
    return tree;
}

const TOPS = ["srv", "opt", "etc", "usr/share"];

function treeBelow(directory: string, top: string, tree: Tree): void {
    for (const name of readdirSync(join(directory, top))) {
        const path = `${top}/${name}`;
        const stat = lstatSync(join(directory, path));
        const mode = (stat.mode & 0o7777).toString(8);
        if (stat.isSymbolicLink()) tree.set(`/${path}`, `l ${readlinkSync(join(directory, path))}`);
        else if (stat.isDirectory()) {
            tree.set(`/${path}`, `d ${mode}`);
            treeBelow(directory, path, tree);
        } else tree.set(`/${path}`, `f ${mode} ${readFileSync(join(directory, path), "utf8").trimEnd()}`);
    }
}

const SHELL = `umask 022
curl() { cat "/given/\${2##*/}"; }
git() { mkdir -p "$3" && rmdir "$3" && cp -r /given/held "$3"; }
attempt() {
    rm -rf /tmp/* /srv/* /opt/* /etc/* /usr/share/*
    "image_$1"
    done=
    for step in $2; do
        ( set -e; "step_$1_$step" ) >/dev/null 2>&1 && done="$done $step"
    done
}
look() {
    attempt $1 "$2"
    # What fails leaves a part of what it does, and ends a build: again, without.
    again=$done
    [ "$again" = " $2" ] || attempt $1 "$again"
    [ "$again" = "$done" ] || done=
    mkdir -p /out/$1/usr
    cp -a /srv /opt /etc /out/$1/
    cp -a /usr/share /out/$1/usr/
    echo $done > /out/$1/done
}
`;

function runAll(all: readonly { commands: string[]; there: string[] }[]): { done: number[]; tree: Tree }[] {
    const directory = mkdtempSync(join(tmpdir(), "step-shell-"));
    try {
        for (const [path, text] of Object.entries(HELD)) {
            mkdirSync(join(directory, "held", path, ".."), { recursive: true });
            writeFileSync(join(directory, "held", path), text);
        }
        mkdirSync(`${directory}/out`);
        // The second has all of it in one directory.
        for (const [name, above] of [
            ["a.tgz", ""],
            ["b.tgz", "top/"],
        ])
            execFileSync("tar", [
                "--create",
                "--gzip",
                `--file=${directory}/${name}`,
                `--directory=${directory}/held`,
                `--transform=s,^,${above},`,
                ...["f", "d", "roles"],
            ]);
        const script = all.flatMap(({ commands, there }, index) => [
            `image_${index}() { :; ${there.map(path => `mkdir -p ${path} && echo own > ${path}/own;`).join(" ")} }`,
            ...commands.map((command, step) => `step_${index}_${step}() { ${command}; }`),
            `look ${index} "${[...commands.keys()].join(" ")}"`,
        ]);
        writeFileSync(`${directory}/script`, `${SHELL}${script.join("\n")}\n`);
        const empty = ["/tmp", "/srv", "/opt", "/etc", "/usr/share"].flatMap(path => ["--tmpfs", path]);
        const links = ["bin", "lib", "lib64"]
            .filter(name => existsSync(`/${name}`))
            .flatMap(name => ["--symlink", `usr/${name}`, `/${name}`]);
        execFileSync("bwrap", [
            ...[
                "--unshare-all",
                "--die-with-parent",
                "--cap-add",
                "ALL",
                "--ro-bind",
                "/usr",
                "/usr",
                ...links,
                ...empty,
                "--dev",
                "/dev",
            ],
            ...["--ro-bind", directory, "/given", "--bind", `${directory}/out`, "/out", "sh", "/given/script"],
        ]);
        return all.map((_each, index) => {
            const tree: Tree = new Map();
            for (const top of TOPS) treeBelow(`${directory}/out/${index}`, top, tree);
            const done = readFileSync(`${directory}/out/${index}/done`, "utf8")
                .trim()
                .split(" ")
                .filter(step => step !== "")
                .map(Number);
            return { done, tree };
        });
    } finally {
        rmSync(directory, { recursive: true });
    }
}

/** What differs, but for what the image had before. */
function differences(real: Tree, carried: Tree, there: readonly string[]): string[] {
    const before = new Set(
        there.flatMap(path => [...above(path.slice(1)).map(each => `/${each}`), path, `${path}/own`]),
    );
    for (const top of TOPS) before.add(`/${top}`).add(`/${top.split("/")[0]}`);
    const paths = [...new Set([...real.keys(), ...carried.keys()])].sort();
    return paths.flatMap(path => {
        const [one, other] = [real.get(path), carried.get(path)];
        if (one === other || (before.has(path) && (other === undefined || other === "d 755"))) return [];
        return [`${path} is ${one ?? "not there"}, and carried as ${other ?? "nothing"}`];
    });
}

const seed = seedOfRun();
console.log(`steps in a shell, seed ${seed}`);

test("what is carried of any commands is what a shell leaves of them", () => {
    const random = makeRandom(seed);
    const all = Array.from({ length: runsOf(16) }, () => ({
        commands: sequenceOf(random),
        there: random.some(MAYBE_THERE, 0.4),
    }));
    const wrong = runAll(all).flatMap(({ done, tree }, index) => {
        const { commands = [], there = [] } = all[index] ?? {};
        const run = done.map(step => commands[step] ?? "");
        // Without what fails the rest may be left over.
        const isTold = takenForNew(run).some(path => there.includes(path));
        const carried = isTold || isLeftOver(run) ? null : carriedOf(run);
        const found = carried ? differences(tree, carried, there) : [];
        return found.length > 0 ? [[...run, `# before: ${there.join(" ")}`, ...found].join("\n")] : [];
    });
    expect(wrong.join("\n\n")).toBe("");
});
