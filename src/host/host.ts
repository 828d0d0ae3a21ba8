/**
 * The machine we act on, as the core sees it: one request to a Unix socket, or one program run to its end.
 *
 * Two adapters implement it: `cockpit.ts` in the browser, over Cockpit's bridge, and `node.ts` for the command
 * line and the tests. Files are read and written by programs too (`files.ts`), so that rights are decided in one
 * place for everything that touches the machine.
 */
export type Host = {
    /** Send one request and take the whole answer, whatever its status. */
    request(request: HttpRequest): Promise<HttpAnswer>;
    /** Run a program to its end; resolves with its standard output if it exits with 0, else throws "failed". */
    run(argv: readonly string[], options?: RunOptions): Promise<Uint8Array>;
    /** Whether what runs as keeper is root: only where nobody else may write to the state directory. */
    keeperIsRoot(): Promise<boolean>;
    /** Start a program that goes on when the page is closed. Resolves once it is started; nothing tells of its end. */
    start(argv: readonly string[], options?: Pick<RunOptions, "as" | "directory" | "environment">): Promise<void>;
};

export type HttpRequest = {
    /** Path of the Unix socket. */
    socket: string;
    method: "GET" | "POST" | "DELETE";
    /** Path and query, encoded. */
    path: string;
    /** Sent as JSON. */
    body?: unknown;
    /** Milliseconds until the request is given up; 30 s unless told. */
    timeout?: number;
    /** Largest answer taken, in bytes; 32 MiB unless told. */
    maxBytes?: number;
    signal?: AbortSignal | undefined;
};

export type HttpAnswer = { status: number; body: string };

/**
 * Whose rights a program runs with.
 *
 * - "self": the user who is logged in.
 * - "keeper": whoever keeps the state directory: the user himself where he may write there, else the account
 *   `cockpit-ee`, reached through administrative access. Never root in a directory that others can write to.
 * - "root": starts services and installs packages, nothing else.
 */
export type Rights = "self" | "keeper" | "root";

export type RunOptions = {
    /** "keeper" unless told. */
    as?: Rights;
    input?: string | Uint8Array;
    directory?: string;
    environment?: Record<string, string>;
    /** Milliseconds until the program is ended; 60 s unless told. */
    timeout?: number;
    /** Largest standard output taken, in bytes; 32 MiB unless told. */
    maxBytes?: number;
    /** Exit statuses beside 0 that are none of a failure. */
    accept?: readonly number[];
    signal?: AbortSignal | undefined;
    /** Standard output as it comes, for programs that tell their progress. */
    onOutput?: (chunk: Uint8Array) => void;
};

export type Problem =
    /** No such socket, program or file. */
    | "not-found"
    /** Not allowed to use it. */
    | "access-denied"
    /** The socket is there, nobody answers. */
    | "refused"
    | "timeout"
    | "cancelled"
    | "too-large"
    /** An answer that cannot be understood, or that broke off. */
    | "garbled"
    /** The other side answered with an error, or the program exited with another code than 0. */
    | "failed";

/** Whether the same may succeed later without anybody changing what was asked for. */
export const mayPass = (error: unknown): boolean =>
    error instanceof HostError &&
    (error.problem === "failed" ? exhausted.test(error.detail) : error.problem !== "too-large");

/** What programs say when the machine is at its end. */
const exhausted = /No space left|Disk quota|Read-only file system|min-free-space|Cannot allocate memory/;

/** Why the machine did not do as asked. The only error the adapters throw. */
export class HostError extends Error {
    override name = "HostError";
    readonly problem: Problem;
    /** What the other side said: an HTTP body, or a program's standard error. */
    readonly detail: string;
    /** The exit code of a program that failed. */
    readonly status: number | null;

    constructor(problem: Problem, message: string, detail = "", status: number | null = null) {
        super(message);
        this.problem = problem;
        this.detail = detail;
        this.status = status;
    }
}

/** Whether a program found no such file or directory. */
export const isMissing = (error: unknown): error is HostError =>
    error instanceof HostError && error.problem === "failed" && error.detail.includes("No such file or directory");

/** For what may be missing: null then, and thrown again what is anything else. */
export function unlessMissing(error: unknown): null {
    if (isMissing(error)) return null;
    throw error;
}
