/**
 * A program that answers questions: a line of JSON in, a line of JSON out. It stays from the first question on, since
 * starting it takes ten times as long as most answers.
 */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";

import { collect, environmentOf, killGroup, ToolError } from "./tool.ts";

/**
 * Resolves with the line that was answered. Throws ToolError when the program ends before, or is ended: after so many
 * milliseconds, or when it tells too much. One question at a time; the next one finds another program then.
 */
export type Worker = (question: unknown, patience: number) => Promise<string>;

/** Bytes of the longest answer. */
const LONGEST = 64 * 1024 * 1024;

/** @param state The server's state directory. */
export function createWorker(argv: readonly [string, ...string[]], state: string): Worker {
    const [program, ...rest] = argv;
    let running: ChildProcessWithoutNullStreams | null = null;
    const start = () => {
        const child = spawn(program, rest, { detached: true, env: environmentOf({ state }) });
        child.once("close", () => {
            if (running === child) running = null;
        });
        // A program that ends before it has read everything says why on its own.
        child.stdin.on("error", () => undefined);
        return child;
    };
    return (question, patience) =>
        new Promise((resolve, reject) => {
            running ??= start();
            const child = running;
            const kill = () => child.pid !== undefined && killGroup(child.pid);
            const [answer, errors] = [collect(), collect()];
            const deadline = setTimeout(kill, patience);
            const read = (chunk: Buffer) => {
                if (answer.add(chunk) > LONGEST) kill();
                else if (chunk.at(-1) === NEWLINE) settle(() => resolve(answer.text()));
            };
            const readErrors = (chunk: Buffer) => errors.add(chunk) > LONGEST && kill();
            const fail = (error: Error) => settle(() => reject(error));
            const end = () => fail(new ToolError(errors.text().trim() || `${program} ended`, answer.text()));
            const settle = (how: () => void) => {
                clearTimeout(deadline);
                child.stdout.off("data", read);
                child.stderr.off("data", readErrors);
                child.off("error", fail).off("close", end);
                how();
            };
            child.stdout.on("data", read);
            child.stderr.on("data", readErrors);
            child.once("error", fail).once("close", end);
            child.stdin.write(`${JSON.stringify(question)}\n`);
        });
}

const NEWLINE = 10;
