/** `make bench`: what this costs, with the machine and the versions it was measured on. Prints one line for each figure. */
import { execFileSync } from "node:child_process";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";

import { chromiumPath } from "../support/browser.ts";
import { makeRunDirectory } from "../support/run-directory.ts";
import { measureCompose } from "./compose.ts";
import { measureContent } from "./content.ts";
import type { KeystrokeTimes } from "./keystroke.ts";
import { measureKeystrokes } from "./keystrokes.ts";
import { measureList } from "./list.ts";
import { measureMany } from "./many.ts";
import { measurePlanning } from "./planning.ts";
import { countLeftOver } from "./steps.ts";

const run = makeRunDirectory();
process.on("exit", run.remove);
process.umask(0o002);

const version = (...argv: [string, ...string[]]) =>
    execFileSync(argv[0], argv.slice(1), { encoding: "utf8" }).split("\n")[0]?.trim() ?? "";
const print = (name: string, value: string) => console.log(`${name.padEnd(28)} ${value}`);

print("machine", `${cpus().length} × ${cpus()[0]?.model ?? "unknown"}, ${Math.round(totalmem() / 2 ** 30)} GiB`);
print("system", version("uname", "-sr"));
print("node", process.version);
print("browser", version(chromiumPath, "--version"));
print("ostree", /Version: .(\S+?).$/m.exec(execFileSync("ostree", ["--version"], { encoding: "utf8" }))?.[1] ?? "");
print("rpm", version("rpm", "--version"));

const corpus = join(import.meta.dirname, "../../../shared/corpus");
const share = await countLeftOver(corpus);
const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(0)} % (${part} of ${whole})`;
if (share) {
    print("definitions left over (5 %)", percent(share.leftOver, share.definitions));
    const { incomplete } = share;
    print("  without incomplete ones", percent(share.leftOver - incomplete, share.definitions - incomplete));
    print("  of their build steps", percent(share.stepsLeftOver, share.steps));
}

const planning = await measurePlanning(corpus);
if (planning)
    print(
        "planning, public ones (20)",
        `${planning.median.toFixed(1)} ms, 95 % within ${planning.p95.toFixed(1)} ms (${planning.definitions} definitions)`,
    );

const keystroke = ({ median, p95, keys }: KeystrokeTimes) =>
    `${median.toFixed(1)} ms, 95 % within ${p95.toFixed(1)} ms (${keys} keys)`;
const keystrokes = await measureKeystrokes(corpus);
print("keystroke, 1,000 lines (16)", keystroke(keystrokes.long));
if (keystrokes.corpus) print("keystroke, public ones (16)", keystroke(keystrokes.corpus));

const list = await measureList(run.path);
const { load } = list;
print("first load, gzip (200 kB)", `${kilobytes(load.total)} in ${load.files.length} files`);
for (const { name, size } of load.files.slice(0, 6)) print(`  ${name}`, kilobytes(size));
print("  then, to read the texts", kilobytes(load.later));
print("  fonts", kilobytes(load.fonts));
print("from address to list", `${list.cold} ms the first time, ${list.warm} ms from then on (median of ${list.runs})`);

const many = await measureMany(run.path);
const rounded = (milliseconds: number) => `${Math.round(milliseconds)} ms`;
print(
    "1,000 definitions, read",
    `${rounded(many.first)}; again ${rounded(many.same)}, one changed ${rounded(many.changed)}`,
);
print("  from address to names", rounded(many.names));
print("  to findings in sight", `${rounded(many.findings)}, to all ${seconds(many.all)}`);
print("  longest block (50 ms)", rounded(many.longest));
print("  a letter in the search", `${rounded(many.letter)} (median), ${rounded(many.slowestLetter)} (slowest)`);

const content = await measureContent();
print("content, unchanged (50 ms)", rounded(content.unchanged));
print("  3 small and 2 wheels (300)", rounded(content.small));
print("  5 real ones (1200 ms)", rounded(content.real));

const compose = await measureCompose();
for (const [phase, milliseconds] of Object.entries(compose.phases)) print(`  ${phase}`, seconds(milliseconds));
print(
    "compose",
    `${seconds(compose.compose)}, its tools ${seconds(compose.tools)}: ${(compose.compose / compose.tools).toFixed(2)} (1.2)`,
);
print("build, from plan to ref", seconds(compose.build));
print("  its commit, shown", `${rounded(compose.show)}; compared with another ${rounded(compose.diff)}`);

function kilobytes(bytes: number): string {
    return `${(bytes / 1000).toFixed(1)} kB`;
}

function seconds(milliseconds: number): string {
    return `${(milliseconds / 1000).toFixed(1)} s`;
}
