/**
 * Traps: what an author or a server may write, so that whoever fetches, unpacks, builds or runs it makes a file where the
 * machine's own are.
 */
import { execFile, execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";

import { keeperId } from "../../src/host/keeper.ts";
import { startGalaxyServer } from "./galaxy-server.ts";
import { startPackageIndex } from "./package-index.ts";
import { serveDirectory } from "./static-server.ts";
import { packCollection } from "./tiny-collections.ts";
import { commitRole, packRole } from "./tiny-roles.ts";

export type Traps = Awaited<ReturnType<typeof layTraps>>;

/** Lay them out and serve them: an index, a Galaxy server, plain files, and the machine's own artefacts. */
export async function layTraps() {
    const directory = mkdtempSync(join(tmpdir(), "hostile-"));
    const [state, served] = [`${directory}/state`, `${directory}/served`];
    /** Whatever is made by a trap bears this in its name, wherever it is. */
    const sign = `mark-${basename(directory)}`;
    const marks = `${directory}/marks`;
    const mark = `${marks}/${sign}`;
    const touch = `touch ${mark}`;
    const start = process.cwd();
    /** As arguments, names and texts: macros of RPM, commands of a shell. */
    const words = [`%(${touch})`, `%{lua:io.open("${mark}","w")}`, `$(${touch})`, `\`${touch}\``, `x\n${touch}\n`];

    chmodSync(directory, 0o755);
    for (const each of [state, served, marks, `${directory}/home`]) mkdirSync(each, { recursive: true });
    for (const each of [marks, `${directory}/home`]) chmodSync(each, 0o1777);
    const setup = `import os\nos.system("${touch}")\nopen("${sign}", "w")\nfrom setuptools import setup\nsetup(name="trap", version="1.0")\n`;
    const pth = `import os; os.system("${touch}")\n`;
    const sdist = packSource(directory, setup);
    writeFileSync(`${served}/trap-1.0.tar.gz`, sdist);
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
    hookRepository(`${state}/artefacts/hooked`, touch);
    execFileSync("cp", ["-r", `${state}/artefacts/hooked`, `${served}/hooked`]);

    const index = await startPackageIndex(
        [
            { name: "paths", files: { [`../../../../../../..${mark}`]: "", "paths.py": "" } },
            { name: "roots", files: { [mark]: "", "roots.py": "" } },
            { name: "lines", files: { "lines.pth": pth, "sitecustomize.py": pth, "lines.py": "" } },
            { name: "links", files: { "links/out": marks, "links/out/x": "" }, links: ["links/out"] },
        ],
        { sdists: { "trap-1.0.tar.gz": sdist } },
    );
    const galaxy = await startGalaxyServer({ directory: served });
    const web = await serveDirectory(served);
    return {
        ...{ directory, state, served, marks, touch, words, setup, index, galaxy, web },
        /** An ansible.cfg that names files to write and programs to run, and those programs. */
        config: `[defaults]\n${["log_path", "local_tmp", "home", "collections_path", "roles_path"].map(key => `${key} = ${mark}\n`).join("")}callback_plugins = ./plugins\nstdout_callback = trap\nvault_password_file = ./trap.sh\n`,
        plugins: { "trap.sh": `#!/bin/sh\n${touch}\n`, "plugins/trap.py": `import os\nos.system("${touch}")\n` },
        /** Everything that bears the sign where a trap, or who steps into it, could have put it. */
        found: () => [
            ...readdirSync(directory, { recursive: true, encoding: "utf8" }).filter(
                path => basename(path) === sign && !path.endsWith(mark),
            ),
            ...readdirSync(marks),
            ...[tmpdir(), homedir(), start, "/"].flatMap(path => readdirSync(path).filter(name => name === sign)),
        ],
        /** A plain process of somebody without rights, in no box. */
        plainly: (script: string) =>
            promisify(execFile)(
                "setpriv",
                [`--reuid=${keeperId}`, `--regid=${keeperId}`, "--clear-groups", "sh", "-c", script],
                { cwd: directory, env: { PATH: "/usr/bin", HOME: `${directory}/home`, LC_ALL: "C.UTF-8" } },
            ),
        async remove() {
            process.chdir(start);
            await web.close();
            await index.close();
            await galaxy.stop();
            rmSync(directory, { recursive: true });
        },
    };
}

/** A source distribution with this setup.py, as bytes. */
function packSource(directory: string, setup: string): Buffer {
    const source = `${directory}/source/trap-1.0`;
    mkdirSync(source, { recursive: true });
    writeFileSync(`${source}/setup.py`, setup);
    writeFileSync(`${source}/PKG-INFO`, "Metadata-Version: 2.1\nName: trap\nVersion: 1.0\n");
    return execFileSync("tar", ["--create", "--gzip", `--directory=${directory}/source`, "trap-1.0"]);
}

/** A repository of a role that has a command wherever git would run one. */
function hookRepository(repository: string, command: string): void {
    commitRole(repository, { "1.0": { files: { ".gitattributes": "* filter=trap\n" } } });
    const hook = `${repository}/.git/hooks/post-checkout`;
    for (const name of ["post-checkout", "post-upload-pack", "pre-receive", "reference-transaction"]) {
        writeFileSync(join(dirname(hook), name), `#!/bin/sh\n${command}\n`);
        chmodSync(join(dirname(hook), name), 0o755);
    }
    const config = `[core]\n\tfsmonitor = ${command}\n[uploadpack]\n\tpackObjectsHook = ${command}\n[filter "trap"]\n\tsmudge = ${command}\n`;
    writeFileSync(`${repository}/.git/config`, config, { flag: "a" });
}
