/**
 * `make check`: everything that can be wrong, one after the other. At the end what failed is named once more, as only
 * the last lines may be read; the last one is "N passed, N failed".
 */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { makeRunDirectory } from "./run-directory.ts";
import { type BrowserReport, browserTally, type Tally, type TestReport, testTally } from "./tally.ts";

type Step = {
    name: string;
    argv: string[];
    environment?: Record<string, string>;
    /** What a test runner wrote about its tests; without one the step counts as one check. */
    count?: () => Tally;
};

const run = makeRunDirectory();
process.on("exit", run.remove);

const read = (file: string) => JSON.parse(readFileSync(file, "utf8"));

function vitest(project: string): Step {
    const file = join(run.path, `${project}.json`);
    return {
        name: project,
        argv: [
            "vitest",
            "run",
            "--project",
            project,
            "--reporter=default",
            "--reporter=json",
            `--outputFile.json=${file}`,
        ],
        // `make unit` leaves out large input and looks at some of what is random or public, for those who wait for it.
        environment: { ALL: "1" },
        count: () => testTally(read(file) as TestReport),
    };
}

/** Several at once, so that no worker waits for the other's last test. */
function browser(...projects: string[]): Step {
    const file = join(run.path, "browser.json");
    return {
        name: "browser",
        argv: [
            ...["playwright", "test", ...projects.map(name => `--project=${name}`), "--reporter=list,json"],
            // Of this run alone: Playwright empties the directory before it begins.
            `--output=test-results/${process.pid}`,
        ],
        environment: { PLAYWRIGHT_JSON_OUTPUT_FILE: file },
        count: () => browserTally(read(file) as BrowserReport),
    };
}

const steps: Step[] = [
    { name: "types", argv: ["tsc", "-p", "."] },
    { name: "lint", argv: ["biome", "check", "--error-on-warnings"] },
    vitest("unit"),
    vitest("integration"),
    browser("cockpit-287", "cockpit-337-apart"),
];

/** The process group of the step under way. */
let running: number | null = null;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => {
        if (running !== null) process.kill(-running, "SIGTERM");
        process.exit(1);
    });

/** Run a step to its end. A failure that no test accounts for counts as one, as does a step without any test. */
async function take({ name, argv, environment, count }: Step): Promise<Tally> {
    console.log(`\n== ${name}`);
    const started = Date.now();
    const [program = "", ...rest] = argv;
    const child = spawn(join("node_modules/.bin", program), rest, {
        stdio: "inherit",
        env: { ...process.env, ...environment },
        // A process group of its own: it can be ended with all that it has started.
        detached: true,
    });
    running = child.pid ?? null;
    const status = await new Promise<number | null>(resolve => child.once("close", resolve));
    running = null;
    const itself = `ended with ${status ?? "a signal"}`;
    let tally: Tally;
    try {
        tally = count?.() ?? { passed: Number(status === 0), failed: status === 0 ? [] : [itself] };
    } catch {
        tally = { passed: 0, failed: [`${itself}, no report`] };
    }
    if (tally.failed.length === 0 && (status !== 0 || tally.passed === 0)) tally.failed.push(itself);
    const seconds = Math.round((Date.now() - started) / 1000);
    console.log(`== ${name}: ${tally.passed} passed, ${tally.failed.length} failed, ${seconds} s`);
    return { passed: tally.passed, failed: tally.failed.map(failure => `${name}: ${failure}`) };
}

let passed = 0;
const failed: string[] = [];
for (const step of steps) {
    const tally = await take(step);
    passed += tally.passed;
    failed.push(...tally.failed);
}
for (const failure of failed) console.log(`not passed: ${failure}`);
console.log(`${passed} passed, ${failed.length} failed`);
process.exitCode = failed.length === 0 ? 0 : 1;
