/** The local composer as a program: bundled as in a release, started on a socket and a state directory of its own. */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { request as sendRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { composerProgram } from "./composer-program.ts";

export type Wire = {
    status: number;
    headers: Record<string, string | string[] | undefined>;
    text: string;
    body: unknown;
};

export type RunningComposer = {
    socket: string;
    state: string;
    pid: number;
    /** What it wrote to standard error so far. */
    errors(): string;
    /** Ask the API. A body that is no string is sent as JSON. */
    ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Wire>;
    /** End it as systemd would; resolves when it is gone. Its state stays when it came from outside. */
    stop(): Promise<void>;
    /** kill -9 of the server alone; its state stays. */
    kill(): Promise<void>;
};

export type ComposerOptions = {
    /** Name to URL. */
    repos: Readonly<Record<string, string>>;
    /** A state directory to go on with; a fresh one, deleted by stop(), unless told. */
    state?: string;
    environment?: Record<string, string>;
};

/** Resolves when it accepts connections. */
export async function startComposer({
    repos,
    state: given,
    environment = {},
}: ComposerOptions): Promise<RunningComposer> {
    const directory = await mkdtemp(join(tmpdir(), "composer-"));
    const program = await composerProgram(directory);
    const state = given ?? join(directory, "state");
    const socket = join(directory, "api.socket");
    const options = Object.entries(repos).flatMap(([name, url]) => ["--repo", `${name}=${url}`]);
    const child = spawn(process.execPath, [program, "--socket", socket, "--state", state, ...options], {
        env: { ...process.env, ...environment },
        stdio: ["ignore", "pipe", "pipe"],
    });
    let errors = "";
    child.stderr.on("data", (chunk: Buffer) => {
        errors += chunk.toString();
    });
    await waitUntilReady(child, socket, () => errors).catch(async (error: unknown) => {
        await remove(directory);
        throw error;
    });
    const end = async (signal: NodeJS.Signals) => {
        const isOver = new Promise(resolve =>
            child.exitCode === null && child.signalCode === null ? child.once("exit", resolve) : resolve(null),
        );
        child.kill(signal);
        await isOver;
        if (signal === "SIGTERM" || given !== undefined) await remove(directory);
    };
    return {
        ...{ socket, state, pid: child.pid ?? 0, errors: () => errors },
        ask: (method, path, body, headers) => ask(socket, method, path, body, headers),
        stop: () => end("SIGTERM"),
        kill: () => end("SIGKILL"),
    };
}

/** By the program: of the repositories of real commits, Node's own takes ten times as long. */
const remove = (directory: string) => promisify(execFile)("rm", ["--recursive", "--force", directory]);

function waitUntilReady(child: ChildProcess, socket: string, errors: () => string): Promise<void> {
    return new Promise((resolve, reject) => {
        let text = "";
        child.stdout?.on("data", (chunk: Buffer) => {
            text += chunk.toString();
            if (text.includes(`ready ${socket}\n`)) resolve();
        });
        child.once("exit", code => reject(new Error(`the composer ended with ${code}: ${errors()}`)));
    });
}

function ask(
    socketPath: string,
    method: string,
    path: string,
    body?: unknown,
    given: Record<string, string> = {},
): Promise<Wire> {
    const sent = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
    const headers = { ...(sent === undefined ? {} : { "Content-Length": String(Buffer.byteLength(sent)) }), ...given };
    return new Promise((resolve, reject) => {
        const request = sendRequest({ socketPath, method, path, headers }, response => {
            const chunks: Buffer[] = [];
            response.on("data", (chunk: Buffer) => chunks.push(chunk));
            response.on("error", reject);
            response.on("end", () => {
                const text = Buffer.concat(chunks).toString("utf8");
                resolve({ status: response.statusCode ?? 0, headers: response.headers, text, body: parseJson(text) });
            });
        });
        request.on("error", reject);
        request.end(sent);
    });
}

function parseJson(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return null;
    }
}
