import { expect, it } from "vitest";

import { browserTally, testTally } from "./tally.ts";

it("counts tests that passed, and names the others with their reason", () => {
    const assertionResults = [
        { status: "passed", fullName: "adds" },
        {
            status: "failed",
            fullName: "subtracts",
            failureMessages: ["\u001b[31mexpected 1\u001b[39m\n    to be 2", "another"],
        },
        { status: "skipped", fullName: "divides", failureMessages: [] },
    ];
    expect(
        testTally({ testResults: [{ name: "sums.test.ts", status: "failed", message: "", assertionResults }] }),
    ).toEqual({ passed: 1, failed: ["subtracts: failed: expected 1 to be 2", "divides: skipped"] });
});

it("counts a file that could not be loaded", () => {
    const file = { name: "sums.test.ts", status: "failed", message: "no such module", assertionResults: [] };
    expect(testTally({ testResults: [file] })).toEqual({ passed: 0, failed: ["sums.test.ts: failed: no such module"] });
});

it("finds browser tests in nested suites, and takes one that passed on another try for failed", () => {
    const spec = (title: string, status: string, message?: string) => ({
        title,
        file: "form.e2e.ts",
        tests: [{ projectName: "cockpit-287", status, results: [message === undefined ? {} : { error: { message } }] }],
    });
    const report = {
        errors: [],
        suites: [
            {
                specs: [spec("opens", "expected")],
                suites: [{ specs: [spec("closes", "unexpected", "Timeout\n60 s")] }],
            },
            { specs: [spec("saves", "flaky"), spec("waits", "skipped")] },
        ],
    };
    expect(browserTally(report)).toEqual({
        passed: 1,
        failed: [
            "cockpit-287: form.e2e.ts: closes: unexpected: Timeout 60 s",
            "cockpit-287: form.e2e.ts: saves: flaky",
            "cockpit-287: form.e2e.ts: waits: skipped",
        ],
    });
});

it("keeps one line to one line, however much is said", () => {
    const errors = [{ message: "no browser\n".repeat(10_000) }];
    const [failure] = browserTally({ suites: [], errors }).failed;
    expect(failure).toMatch(/^the run: failed: no browser no browser/);
    expect(failure?.length).toBeLessThan(1000);
});
