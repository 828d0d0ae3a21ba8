/** `make check`: everything that can be wrong, one after the other; the last line is "N passed, N failed". */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { makeRunDirectory } from "./run-directory.ts";

type Count = { passed: number; failed: number };
type Step = {
    name: string;
    argv: string[];
    environment?: Record<string, string>;
    /** What a test runner wrote about its tests; without one the step counts as one check. */
    count?: () => Count;
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
        count() {
            const { numPassedTests, numTotalTests } = read(file) as { numPassedTests: number; numTotalTests: number };
            return { passed: numPassedTests, failed: numTotalTests - numPassedTests };
        },
    };
}

function browser(version: string, ...rest: string[]): Step {
    const file = join(run.path, `browser-${version}.json`);
    return {
        name: `browser, Cockpit ${version}`,
        argv: [
            ...["playwright", "test", `--project=cockpit-${version}`, "--reporter=list,json"],
            // Of this run alone: Playwright empties the directory before it begins.
            ...[`--output=test-results/${process.pid}-${version}`, ...rest],
        ],
        environment: { PLAYWRIGHT_JSON_OUTPUT_FILE: file },
        count() {
            const { stats } = read(file) as {
                stats: { expected: number; unexpected: number; flaky: number; skipped: number };
            };
            return { passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped };
        },
    };
}

const steps: Step[] = [
    { name: "types", argv: ["tsc", "-p", "."] },
    { name: "lint", argv: ["biome", "check", "--error-on-warnings"] },
    vitest("unit"),
    vitest("integration"),
    browser("287"),
    // The newer Cockpit shows the same page; what depends on Cockpit, and the whole way, have this tag.
    browser("337", "--grep", "@every-cockpit"),
];

/** The process group of the step under way. */
let running: number | null = null;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => {
        if (running !== null) process.kill(-running, "SIGTERM");
        process.exit(1);
    });

/** Run a step to its end. A failure that no test accounts for counts as one, as does a step without any test. */
async function take({ name, argv, environment, count }: Step): Promise<Count> {
    console.log(`\n== ${name}`);
    const started = Date.now();
    const child = spawn("npx", ["--no-install", ...argv], {
        stdio: "inherit",
        env: { ...process.env, ...environment },
        // A process group of its own: it can be ended with all that it has started.
        detached: true,
    });
    running = child.pid ?? null;
    const status = await new Promise<number | null>(resolve => child.once("close", resolve));
    running = null;
    let counted: Count;
    try {
        counted = count ? count() : { passed: Number(status === 0), failed: Number(status !== 0) };
    } catch {
        counted = { passed: 0, failed: 1 };
    }
    if (counted.failed === 0 && (status !== 0 || counted.passed === 0)) counted.failed = 1;
    console.log(
        `== ${name}: ${counted.passed} passed, ${counted.failed} failed, ${Math.round((Date.now() - started) / 1000)} s`,
    );
    return counted;
}

const total = { passed: 0, failed: 0 };
for (const step of steps) {
    const { passed, failed } = await take(step);
    total.passed += passed;
    total.failed += failed;
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
