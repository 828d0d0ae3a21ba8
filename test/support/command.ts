/** The command `cockpit-ee` as it is released: one file, run by Node. */
import { type ChildProcess, spawn } from "node:child_process";

export type Ended = { status: number; stdout: string; stderr: string };

/** Start `dist/cli.js`; `ended` resolves when it is over. */
export function startCommand(
    argv: readonly string[],
    environment: Record<string, string> = {},
): { child: ChildProcess; ended: Promise<Ended> } {
    const child = spawn(process.execPath, ["dist/cli.js", ...argv], { env: { ...process.env, ...environment } });
    const out = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const)
        child[name].on("data", (chunk: Buffer) => {
            out[name] += chunk.toString();
        });
    const ended = new Promise<Ended>(resolve =>
        child.once("close", status => resolve({ status: status ?? -1, ...out })),
    );
    return { child, ended };
}

export const runCommand = (argv: readonly string[], environment?: Record<string, string>): Promise<Ended> =>
    startCommand(argv, environment).ended;
