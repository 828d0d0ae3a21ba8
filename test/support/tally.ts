/** What the reports of the two test runners say: how many passed, and the others by name and reason. */
export type Tally = { passed: number; failed: string[] };

/** Vitest's JSON report, as far as it is read. */
export type TestReport = {
    testResults: {
        name: string;
        status: string;
        message: string;
        assertionResults: { status: string; fullName: string; failureMessages?: string[] }[];
    }[];
};

type Suite = { specs: Spec[]; suites?: Suite[] };
type Spec = { title: string; file: string; tests: BrowserTest[] };
type BrowserTest = { projectName: string; status: string; results: { error?: { message?: string } }[] };

/** Playwright's JSON report, as far as it is read. */
export type BrowserReport = { suites: Suite[]; errors: { message?: string }[] };

const WIDTH = 300;

/** One line: what it is and how it ended, without the colours of a terminal. */
function line(what: string, how: string, why = ""): string {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape that begins a colour is one.
    const plain = why.replaceAll(/\u001b\[[\d;]*m/g, "").replaceAll(/\s+/g, " ");
    return `${what}: ${how}${plain && `: ${plain}`}`.slice(0, WIDTH);
}

/** What is skipped has not passed; a file that could not be loaded counts as one. */
export function testTally({ testResults }: TestReport): Tally {
    const tally: Tally = { passed: 0, failed: [] };
    for (const { name, status, message, assertionResults } of testResults) {
        const others = assertionResults.filter(test => test.status !== "passed");
        tally.passed += assertionResults.length - others.length;
        for (const test of others) tally.failed.push(line(test.fullName, test.status, test.failureMessages?.[0]));
        if (others.length === 0 && status === "failed") tally.failed.push(line(name, status, message));
    }
    return tally;
}

/** What is skipped has not passed, nor has what did only on another try. */
export function browserTally({ suites, errors }: BrowserReport): Tally {
    const tally: Tally = { passed: 0, failed: errors.map(({ message }) => line("the run", "failed", message)) };
    const visit = (suite: Suite) => {
        for (const { title, file, tests } of suite.specs)
            for (const { projectName, status, results } of tests)
                if (status === "expected") tally.passed++;
                else
                    tally.failed.push(
                        line(`${projectName}: ${file}: ${title}`, status, results.at(-1)?.error?.message),
                    );
        suite.suites?.forEach(visit);
    };
    suites.forEach(visit);
    return tally;
}
