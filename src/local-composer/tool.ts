/** Running the programs that do the work, each in a process group of its own so that it can be ended with all it started. */
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Environment variable by which the processes of one state directory are found again after this server was killed. */
const mark = "LOCAL_COMPOSER_STATE";

export type ToolOptions = {
    /** The server's state directory. */
    state: string;
    /** Written to standard input as JSON. */
    input?: unknown;
    directory?: string;
    environment?: Record<string, string>;
    /** Aborting it kills the process group. */
    signal?: AbortSignal | undefined;
    /** Largest standard output taken, in bytes; the program is killed when it writes more. */
    maxBytes?: number;
};

/** A program that exited with another code than 0, or was killed. */
export class ToolError extends Error {
    override name = "ToolError";
    /** What it wrote. */
    readonly stdout: string;

    constructor(message: string, stdout: string) {
        super(message);
        this.stdout = stdout;
    }
}

/** Run a program to its end; resolves with what it wrote. */
export function runTool(
    argv: readonly [string, ...string[]],
    options: ToolOptions,
): Promise<{ stdout: string; stderr: string }> {
    const [program, ...rest] = argv;
    const { signal, maxBytes = 64 * 1024 * 1024 } = options;
    return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(new ToolError(`${program}: cancelled`, ""));
        const child = spawn(program, rest, {
            ...{ cwd: options.directory, detached: true, stdio: ["pipe", "pipe", "pipe"] },
            env: environmentOf(options),
        });
        const kill = () => child.pid !== undefined && killGroup(child.pid);
        const outputs = { stdout: collect(), stderr: collect() };
        child.stdout.on("data", (chunk: Buffer) => outputs.stdout.add(chunk) > maxBytes && kill());
        child.stderr.on("data", (chunk: Buffer) => outputs.stderr.add(chunk) > maxBytes && kill());
        signal?.addEventListener("abort", kill, { once: true });
        child.on("error", reject);
        child.on("close", code => {
            signal?.removeEventListener("abort", kill);
            const [stdout, stderr] = [outputs.stdout.text(), outputs.stderr.text()];
            if (code === 0) return resolve({ stdout, stderr });
            reject(
                new ToolError(
                    stderr.trim() || `${program} ended with ${code === null ? "a signal" : `code ${code}`}`,
                    stdout,
                ),
            );
        });
        // A program that ends before it has read everything says why on its own.
        child.stdin.on("error", () => undefined);
        child.stdin.end(options.input === undefined ? "" : JSON.stringify(options.input));
    });
}

/** What every program finds around it. */
export const environmentOf = ({ state, environment }: Pick<ToolOptions, "state" | "environment">) => ({
    PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
    LC_ALL: "C.UTF-8",
    HOME: "/nonexistent",
    [mark]: state,
    ...environment,
});

export function collect() {
    const chunks: Buffer[] = [];
    let size = 0;
    return {
        add(chunk: Buffer): number {
            chunks.push(chunk);
            size += chunk.length;
            return size;
        },
        text: () => Buffer.concat(chunks).toString("utf8"),
    };
}

/** argv of one of the Python workers, which stand beside this file, or beside the bundle in a directory of its name. */
export function workerCommand(
    name: "depsolve" | "install" | "customize" | "embed" | "postprocess" | "commit",
): [string, ...string[]] {
    const places = [`./local-composer/${name}.py`, `./${name}.py`].map(path =>
        fileURLToPath(new URL(path, import.meta.url)),
    );
    // Not the first python3 of the PATH: the bindings of dnf, rpm and libostree belong to the system's.
    return ["/usr/bin/python3", "-I", places.find(path => existsSync(path)) ?? `${name}.py`];
}

export function killGroup(pid: number): void {
    try {
        process.kill(-pid, "SIGKILL");
    } catch {
        // It ended by itself.
    }
}

/**
 * End what an earlier server on this state directory left running when it was killed. They are known by their environment,
 * which also their children have: a recorded process id could belong to somebody else by now.
 */
export function killLeftovers(state: string): void {
    const wanted = `${mark}=${state}`;
    const find = () =>
        readdirSync("/proc").filter(name => /^\d+$/.test(name) && readEnvironment(name).includes(wanted));
    // Again, until nothing is left: one of them may just have started another.
    for (let left = find(); left.length > 0; left = find()) {
        for (const pid of left) killProcess(Number(pid));
    }
}

function readEnvironment(pid: string): string[] {
    try {
        return readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
    } catch {
        return [];
    }
}

function killProcess(pid: number): void {
    try {
        process.kill(pid, "SIGKILL");
    } catch {
        // It ended in between.
    }
}
