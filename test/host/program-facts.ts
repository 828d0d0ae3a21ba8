import type { Host, HostError, RunOptions } from "../../src/host/host.ts";
import type { Fact } from "./contract.ts";

const PYTHON = "/usr/bin/python3";
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const running =
    (argv: string[], options: RunOptions = {}) =>
    async (host: Host) =>
        text(await host.run(argv, { as: "self", ...options }));

/** Every byte there is, and more of them than one frame holds. */
const everyByte = Uint8Array.from({ length: 300_000 }, (_, index) => index % 256);

export const programFacts: readonly Fact[] = [
    {
        fact: "what was aborted before is not begun",
        does: running(["cat"], { signal: AbortSignal.abort() }),
        expected: { problem: "cancelled" },
    },
    {
        fact: "a program's output comes as it is, as does its input",
        does: async host => {
            const output = await host.run(["cat"], { as: "self", input: everyByte });
            return output.length === everyByte.length && output.every((byte, index) => byte === everyByte[index]);
        },
        expected: true,
    },
    {
        fact: "arguments reach a program as they are",
        does: running([PYTHON, "-c", "import sys; print(sys.argv[1:])", "$HOME; `id`", "", '"', "ü", "-x"]),
        expected: "['$HOME; `id`', '', '\"', 'ü', '-x']\n",
    },
    {
        fact: "a failing program tells its status and what it said",
        does: running([PYTHON, "-c", "import sys; print('out'); print('first', file=sys.stderr); sys.exit('last')"]),
        expected: { problem: "failed", status: 1, message: "last", detail: "first\nlast" },
    },
    {
        fact: "a program that fails in silence has a message all the same",
        does: running(["test", "-e", "/nowhere"]),
        expected: { problem: "failed", status: 1, message: "test ended with 1", detail: "" },
    },
    {
        fact: "a program that is not there is not found",
        does: running(["tar"], { environment: { PATH: "/nowhere" } }),
        expected: { problem: "not-found" },
    },
    {
        fact: "a program that is not in the table is not run",
        does: running(["ls"]),
        expected: { problem: null, message: "ls is not in the table of programs" },
    },
    {
        fact: "a program runs where it is told to, in plain English, and with what else is set",
        does: (host, { directory }) =>
            running(
                [
                    PYTHON,
                    "-c",
                    "import os; print(os.path.realpath('.') == os.path.realpath(os.environ['WHERE']), os.environ['LC_ALL'])",
                ],
                {
                    directory,
                    environment: { WHERE: directory },
                },
            )(host),
        expected: "True C.UTF-8\n",
    },
    {
        fact: "a program that does not read what it is given tells its status and what it said all the same",
        does: async host => {
            const said = new Set<string>();
            for (let time = 0; time < 20; time++)
                await host.run(["cat", "/nowhere"], { as: "self", input: everyByte }).catch((error: HostError) => {
                    said.add(`${error.problem} ${error.status} ${error.detail.trim()}`);
                });
            return [...said];
        },
        expected: ["failed 1 cat: /nowhere: No such file or directory"],
    },
    {
        fact: "a program that closes its input goes on",
        does: running([PYTHON, "-c", "import os, sys, time; os.close(0); time.sleep(0.2); print('done')"], {
            input: everyByte,
        }),
        expected: "done\n",
    },
    {
        fact: "a program that a signal ends has no status, whether it was given something to read or not, and says what it said",
        does: async host => {
            const said: string[] = [];
            for (const input of ["", "read"])
                for (const word of ["", "last word"]) {
                    const ends = `import os, sys; print(${JSON.stringify(word)}, end="", file=sys.stderr, flush=True); os.kill(os.getpid(), 9)`;
                    await host.run([PYTHON, "-c", ends], { as: "self", input }).catch((error: HostError) => {
                        const message = error.message.replace(/(?<=ended with ).*/, value =>
                            /^\d/.test(value) ? value : "…",
                        );
                        said.push(`${error.problem} ${error.status} ${message}: ${error.detail}`);
                    });
                }
            return said;
        },
        expected: [1, 2].flatMap(() => [`failed null ${PYTHON} ended with …: `, "failed null last word: last word"]),
    },
    {
        fact: "a program that ends with a high status tells that, whether it was given something to read or not",
        does: async host => {
            const said: string[] = [];
            for (const input of ["", "read"])
                for (const status of [128, 193, 255])
                    await host
                        .run([PYTHON, "-c", `import sys; sys.exit(${status})`], { as: "self", input })
                        .catch((error: HostError) => said.push(String(error.status)));
            return said;
        },
        expected: ["128", "193", "255", "128", "193", "255"],
    },
    {
        fact: "output is told as it comes",
        does: async host => {
            let told = 0;
            await host.run(["cat"], { as: "self", input: everyByte, onOutput: chunk => (told += chunk.length) });
            return told;
        },
        expected: 300_000,
    },
    {
        fact: "a program that says more than allowed is ended",
        does: running(["cat", "/dev/zero"], { maxBytes: 1_000_000 }),
        expected: { problem: "too-large" },
    },
    {
        fact: "a program that takes longer than allowed is ended",
        does: host => endsBy(host, { timeout: 300 }),
        expected: ["timeout", "gone"],
    },
    {
        fact: "a program can be aborted, and is gone then",
        does: host => endsBy(host, { signal: AbortSignal.timeout(300) }),
        expected: ["cancelled", "gone"],
    },
    {
        // Newer bridges end nothing before all of it was taken.
        fact: "so can one that was given something to read",
        does: host => endsBy(host, { signal: AbortSignal.timeout(300), input: "all of it fits" }),
        expected: ["cancelled", "gone"],
    },
    {
        fact: "so can one that is only being begun, whatever it was given",
        does: async host => {
            const ends: unknown[] = [];
            for (let milliseconds = 0; milliseconds < 30; milliseconds++)
                ends.push(await endsBy(host, { signal: AbortSignal.timeout(milliseconds), input: "all of it fits" }));
            return ends.filter(end => JSON.stringify(end) !== '["cancelled","gone"]');
        },
        expected: [],
    },
    {
        fact: "what a program makes belongs to the whole group",
        does: async (host, { directory }) => {
            const made = `${directory}/made-${crypto.randomUUID()}`;
            await host.run(["mkdir", made]);
            return text(await host.run(["find", made, "-printf", "%m"]));
        },
        // The directory is setgid, so what is made in it is too.
        expected: "2775",
    },
    {
        fact: "a program that is started goes on by itself",
        does: async (host, { directory }) => {
            const place = `${directory}/started-${crypto.randomUUID()}`;
            const [made, word] = [`${place}-made`, `${place}-word`];
            const waits =
                "import os, sys, time\nwhile not os.path.exists(sys.argv[2]): time.sleep(0.01)\nos.mkdir(sys.argv[1])";
            await host.start([PYTHON, "-c", waits, made, word]);
            const before = await succeeds(host, ["test", "-e", made]);
            await host.run(["mkdir", word]);
            while (!(await succeeds(host, ["test", "-e", made])));
            return before;
        },
        expected: false,
    },
];

const succeeds = (host: Host, argv: string[]) =>
    host.run(argv, { as: "self" }).then(
        () => true,
        () => false,
    );

/** Run a program that would take a minute; why it ended, and whether it is gone. */
async function endsBy(host: Host, options: RunOptions): Promise<unknown[]> {
    const mark = `cockpit-ee-contract-${crypto.randomUUID()}`;
    const problem = await running(
        [PYTHON, "-c", "import time; time.sleep(60)", mark],
        options,
    )(host).catch((error: { problem?: string }) => error.problem);
    // Its end takes a moment after ours; what does not end hangs this test.
    while (await succeeds(host, ["pkill", "-0", "-f", `60.*${mark}`]));
    return [problem, "gone"];
}
