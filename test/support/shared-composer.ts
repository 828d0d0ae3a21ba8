/** The local composer of dist/ as a machine has it: on a socket that the group weldr may use. */
import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { shareWithBuilders } from "./cockpit.ts";

export type SharedComposer = {
    socket: string;
    /** Where it is a process of its own. */
    pid?: number | undefined;
    stop: () => Promise<void>;
};

/**
 * @param directory An existing directory of this run; socket and state go into it.
 * @param repos NAME=URL for each RPM repository.
 */
export async function startSharedComposer(directory: string, repos: readonly string[]): Promise<SharedComposer> {
    const socket = join(directory, "composer.sock");
    const state = join(directory, "composer");
    mkdirSync(state, { recursive: true });
    const argv = [
        "dist/local-composer.js",
        "--socket",
        socket,
        "--state",
        state,
        ...repos.flatMap(repo => ["--repo", repo]),
    ];
    // The kernel ends it with us, however we end.
    const child = spawn("setpriv", ["--pdeathsig", "TERM", process.execPath, ...argv], {
        stdio: ["ignore", "pipe", "inherit"],
    });
    await ready(child);
    shareWithBuilders(socket);
    chmodSync(socket, 0o660);
    return { socket, pid: child.pid, stop: () => stop(child) };
}

/** It prints "ready PATH" when it accepts. */
function ready(child: ChildProcess): Promise<void> {
    return new Promise((resolve, reject) => {
        if (child.stdout)
            createInterface(child.stdout).on("line", line => {
                if (line.startsWith("ready ")) resolve();
            });
        child.once("close", code => reject(new Error(`the local composer ended with ${code} before it was ready`)));
        child.once("error", reject);
    });
}

function stop(child: ChildProcess): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
    return new Promise(resolve => {
        child.once("close", () => resolve());
        child.kill("SIGTERM");
    });
}
