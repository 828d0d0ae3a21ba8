/** The machine this process runs on: for the command line and the tests. */
import { spawn } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import { request as httpRequest } from "node:http";

import { type Host, HostError, type HttpRequest, type Problem, type RunOptions } from "./host.ts";
import { actAs, keeperId, keeperUser } from "./keeper.ts";
import { assertProgram } from "./programs.ts";
import { join } from "./tar.ts";

const MEBIBYTE = 1024 * 1024;
const problems: Record<string, Problem> = {
    ENOENT: "not-found",
    ENOTDIR: "not-found",
    EACCES: "access-denied",
    EPERM: "access-denied",
    ECONNREFUSED: "refused",
};

/** @param state The state directory; decides who writes (`keeper.ts`). */
export function nodeHost({ state }: { state: string }): Host {
    return {
        request,
        keeperIsRoot: async () => process.getuid?.() === 0 && (await prefix(state)).length === 0,
        async run(argv, options = {}) {
            assertProgram(argv[0]);
            return run([...(await prefix(state, options.as)), ...argv], options);
        },
        async start(argv, options = {}) {
            assertProgram(argv[0]);
            const [program = "", ...rest] = [...(await prefix(state, options.as)), ...argv];
            const child = spawn(program, rest, { ...surroundings(options), detached: true, stdio: "ignore" });
            await new Promise<void>((resolve, reject) => {
                child.once("spawn", resolve);
                child.once("error", error => reject(asHostError(error, program)));
            });
            child.unref();
        },
    };
}

/** Root acts as the keeper where others can write, and as himself where only he can. */
async function prefix(state: string, as: RunOptions["as"] = "keeper"): Promise<string[]> {
    if (as !== "keeper" || process.getuid?.() !== 0) return [];
    const found = await stat(state).catch(() => null);
    if (found === null || !othersWrite(found)) return [];
    return actAs(found.uid === 0 ? await keeper() : found.uid, found.gid);
}

/** The account where the machine has it, else the number that stands for it. */
async function keeper(): Promise<string | number> {
    const accounts = await readFile("/etc/passwd", "utf8").catch(() => "");
    return accounts.split("\n").some(line => line.startsWith(`${keeperUser}:`)) ? keeperUser : keeperId;
}

const othersWrite = ({ uid, gid, mode }: { uid: number; gid: number; mode: number }): boolean =>
    uid !== 0 || (mode & 0o002) !== 0 || ((mode & 0o020) !== 0 && gid !== 0);

const surroundings = ({ directory, environment }: RunOptions) => ({
    ...(directory === undefined ? {} : { cwd: directory }),
    env: { ...process.env, LC_ALL: "C.UTF-8", ...environment },
});

function run(argv: readonly string[], options: RunOptions): Promise<Uint8Array> {
    const { input = "", timeout = 60_000, maxBytes = 32 * MEBIBYTE, accept = [], signal, onOutput } = options;
    const [program = "", ...rest] = argv;
    return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(new HostError("cancelled", `${program} was not run`));
        // A group of its own, so that what the program started ends with it.
        const child = spawn(program, rest, { ...surroundings(options), detached: true });
        const output: Uint8Array[] = [];
        let errors = "";
        let length = 0;
        const end = (error: HostError) => {
            reject(error);
            try {
                if (child.pid) process.kill(-child.pid, "SIGKILL");
            } catch {
                // It ended by itself in this moment.
            }
        };
        const abort = () => end(new HostError("cancelled", `${program} was stopped`));
        const deadline = setTimeout(
            () => end(new HostError("timeout", `${program} took longer than ${timeout / 1000} s`)),
            timeout,
        );
        signal?.addEventListener("abort", abort);
        child.stdin.on("error", () => undefined);
        child.stdin.end(input);
        child.stderr.on("data", (chunk: Buffer) => {
            errors = (errors + chunk.toString()).slice(-64 * 1024);
        });
        child.stdout.on("data", (chunk: Buffer) => {
            onOutput?.(chunk);
            length += chunk.length;
            if (length > maxBytes) end(new HostError("too-large", `${program} wrote more than ${maxBytes} bytes`));
            else output.push(chunk);
        });
        child.once("error", error => {
            clearTimeout(deadline);
            reject(asHostError(error, program));
        });
        child.once("close", (code, killedBy) => {
            clearTimeout(deadline);
            signal?.removeEventListener("abort", abort);
            if (code === 0 || (code !== null && accept.includes(code))) resolve(join(output));
            else
                reject(
                    new HostError(
                        "failed",
                        lastLine(errors) || `${program} ended with ${code ?? killedBy}`,
                        errors,
                        code,
                    ),
                );
        });
    });
}

function request({ socket, method, path, body, timeout = 30_000, maxBytes = 32 * MEBIBYTE, signal }: HttpRequest) {
    return new Promise<{ status: number; body: string }>((resolve, reject) => {
        const text = body === undefined ? "" : JSON.stringify(body);
        const headers = {
            Host: "localhost",
            "Content-Length": Buffer.byteLength(text),
            ...(text && { "Content-Type": "application/json" }),
        };
        const sent = httpRequest({ socketPath: socket, method, path, headers, agent: false }, answer => {
            const chunks: Buffer[] = [];
            let length = 0;
            answer.on("data", (chunk: Buffer) => {
                length += chunk.length;
                if (length > maxBytes)
                    sent.destroy(new HostError("too-large", `the answer has more than ${maxBytes} bytes`));
                else chunks.push(chunk);
            });
            answer.once("end", () => {
                try {
                    const body = new TextDecoder("utf-8", { fatal: true }).decode(join(chunks));
                    resolve({ status: answer.statusCode ?? 0, body });
                } catch {
                    reject(new HostError("garbled", `${socket} sent something that is not text`));
                }
            });
            answer.once("error", error => reject(asHostError(error, socket)));
        });
        const abort = () => sent.destroy(new HostError("cancelled", "the request was given up"));
        const deadline = setTimeout(
            () => sent.destroy(new HostError("timeout", `no answer within ${timeout / 1000} s`)),
            timeout,
        );
        if (signal?.aborted) abort();
        signal?.addEventListener("abort", abort);
        sent.once("close", () => {
            clearTimeout(deadline);
            signal?.removeEventListener("abort", abort);
        });
        sent.once("error", error => reject(asHostError(error, socket)));
        sent.end(text);
    });
}

function asHostError(error: Error & { code?: string }, what: string): HostError {
    if (error instanceof HostError) return error;
    return new HostError(problems[error.code ?? ""] ?? "garbled", `${what}: ${error.message}`);
}

const lastLine = (text: string): string => text.trimEnd().split("\n").at(-1)?.trim() ?? "";
