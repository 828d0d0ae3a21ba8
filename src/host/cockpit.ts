/** The machine Cockpit is logged in to, reached over its bridge: the only transport of the page. */
import type { CloseMessage } from "cockpit";

import { _, format } from "../language.ts";
import { exchange } from "./cockpit-channel.ts";
import { type Actor, actors, succeeds } from "./cockpit-rights.ts";
import { type Host, HostError, type HttpAnswer, type HttpRequest, type Problem, type RunOptions } from "./host.ts";
import { assertProgram } from "./programs.ts";

/**
 * Not program text but the frame around every program that makes files: they belong to the whole group. The program and
 * its arguments come as parameters and are not looked at by the shell.
 */
const SHARING = 'umask 002; exec "$@"';

/**
 * The same for a program that is given something to read. The bridge ends a program that does not read all of it, or
 * forgets what that said: so the rest is read here, after it. What ends the shell ends the program, also while that is
 * only being begun: until it is another program it takes a signal for the shell's, which waits for a moment and sends it
 * once more. The shell itself has nothing to say, else it would tell of a signal that ended the program.
 */
const FEEDING = [
    "umask 002; exec 3<&0 4>&2 2>/dev/null",
    'stop() { kill "$it"; sleep 0.1; kill "$it"; }',
    'trap ended=yes TERM; "$@" <&3 2>&4 3<&- 4>&- & it=$!; trap stop TERM; test "$ended" && stop',
    'wait "$it"; status=$?; trap - TERM; cat >/dev/null; exit $status',
].join("; ");

/**
 * A shell's exit status for a program that was ended by a signal is this, and the signal's number, of which Linux has 64. A
 * program that itself ends with one of these, as hardly any does, cannot be told from that.
 */
const SIGNALLED = 128;
const SIGNALS = 64;

/** Programs that make none, and need no shell before them. */
const makeNothing = ["cat", "chmod", "chown", "find", "head", "mv", "rm", "test"];

/** tar makes none where it packs for us. */
const makesFiles = ([program = "", ...rest]: readonly string[]): boolean =>
    !makeNothing.includes(program) && !(program === "tar" && rest.includes("--create") && rest.includes("--file=-"));

/** The frame for a program that nobody waits for: it holds none of our ends, so that the channel can close. */
const DETACHED = 'umask 002; exec setsid --fork "$@" </dev/null >/dev/null 2>&1';

/** The exit status of a shell, or of what takes another's rights, for a program that is not there. */
const NO_PROGRAM = 127;

const problems: Record<string, Problem> = {
    "not-found": "not-found",
    "access-denied": "access-denied",
    timeout: "timeout",
    cancelled: "cancelled",
    "too-large": "too-large",
};

const encoder = new TextEncoder();

/** @param state The state directory; decides who writes (`cockpit-rights.ts`). */
export function cockpitHost({ state }: { state: string }): Host {
    const actorFor = actors(state);
    return {
        request,
        // `cockpit-rights.ts` finds nobody but the user himself, who is another, or an account without rights.
        keeperIsRoot: async () => false,
        async run(argv, options = {}) {
            assertProgram(argv[0]);
            const isFed = options.input !== undefined && options.input.length > 0;
            const frame = isFed ? FEEDING : makesFiles(argv) ? SHARING : null;
            return run(frame, argv, await actorFor(options.as ?? "keeper"), options);
        },
        async start(argv, options = {}) {
            assertProgram(argv[0]);
            await run(DETACHED, argv, await actorFor(options.as ?? "keeper"), options);
        },
    };
}

async function run(
    frame: string | null,
    argv: readonly string[],
    actor: Actor,
    options: RunOptions,
): Promise<Uint8Array> {
    const { input = "", directory, environment, timeout = 60_000, maxBytes, accept = [], signal, onOutput } = options;
    const program = argv[0] ?? "";
    const isKeeper = actor.prefix.length > 0;
    // The home it would be in, and would read settings from, is another user's.
    const variables = { LC_ALL: "C.UTF-8", ...(isKeeper && { HOME: "/nonexistent" }), ...environment };
    const place = isKeeper ? ["env", `--chdir=${directory ?? "/"}`] : [];
    const { output, close } = await exchange(
        {
            payload: "stream",
            spawn: [...(frame === null ? [] : ["/bin/sh", "-c", frame, "sh"]), ...actor.prefix, ...place, ...argv],
            err: "message",
            environ: Object.entries(variables).map(([name, value]) => `${name}=${value}`),
            ...(isKeeper ? { directory: "/" } : directory !== undefined && { directory }),
            ...(actor.superuser && { superuser: actor.superuser }),
        },
        typeof input === "string" ? encoder.encode(input) : input,
        program,
        { timeout, maxBytes, signal, onOutput },
    );
    const status = close.problem === undefined ? close["exit-status"] : undefined;
    if (status === 0 || (status !== undefined && accept.includes(status))) return output;
    const isSignalled =
        frame === FEEDING && status !== undefined && status > SIGNALLED && status <= SIGNALLED + SIGNALS;
    throw failure(program, isSignalled ? { ...close, "exit-status": -1 } : close);
}

function failure(program: string, { problem, message = "", "exit-status": status = -1 }: CloseMessage): HostError {
    if (problem) return new HostError(problems[problem] ?? "garbled", message || `${program}: ${problem}`);
    const lastLine = message.trimEnd().split("\n").at(-1)?.trim();
    return new HostError(
        status === NO_PROGRAM ? "not-found" : "failed",
        lastLine || format(_("$0 ended with $1"), program, status < 0 ? _("a signal") : status),
        message,
        status < 0 ? null : status,
    );
}

async function request({
    socket,
    method,
    path,
    body,
    timeout = 30_000,
    maxBytes,
    signal,
}: HttpRequest): Promise<HttpAnswer> {
    const { output, response, close } = await exchange(
        {
            payload: "http-stream2",
            unix: socket,
            superuser: "try",
            method,
            path,
            headers: { Host: "localhost", ...(body !== undefined && { "Content-Type": "application/json" }) },
        },
        encoder.encode(body === undefined ? "" : JSON.stringify(body)),
        socket,
        { timeout, maxBytes, signal },
    );
    if (close.problem === "not-found") throw await unreachable(socket);
    if (close.problem)
        throw new HostError(problems[close.problem] ?? "garbled", close.message || `${socket}: ${close.problem}`);
    if (response?.status === undefined) throw new HostError("garbled", format(_("$0 sent no answer"), socket));
    assertWhole(output, response.headers ?? {}, socket);
    try {
        return { status: response.status, body: new TextDecoder("utf-8", { fatal: true }).decode(output) };
    } catch {
        throw new HostError("garbled", format(_("$0 sent something that is not text"), socket));
    }
}

/** The Python bridge takes an answer that broke off for a whole one. */
function assertWhole(output: Uint8Array, headers: Record<string, string>, socket: string): void {
    const [, announced] = Object.entries(headers).find(([name]) => name.toLowerCase() === "content-length") ?? [];
    if (announced !== undefined && Number(announced) !== output.length)
        throw new HostError("garbled", format(_("the answer of $0 broke off"), socket));
}

/** Both bridges call everything about a socket "not-found"; what is it really? */
async function unreachable(socket: string): Promise<HostError> {
    if (!(await succeeds(["test", "-S", socket], "try")))
        return new HostError("not-found", format(_("there is no $0"), socket));
    if (!(await succeeds(["test", "-w", socket], "try")))
        return new HostError("access-denied", format(_("$0 may not be used"), socket));
    return new HostError("refused", format(_("nobody answers at $0"), socket));
}
