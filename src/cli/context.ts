/** What every command of the command line is given. */
import type { Host } from "../host/host.ts";
import { HostError } from "../host/host.ts";
import type { Composer } from "../osbuild/composer.ts";
import { inert } from "../ostree/inert.ts";

export type Context = {
    host: Host;
    composer: Composer;
    socket: string;
    state: string;
    signal: AbortSignal;
    json: boolean;
    distro: string | undefined;
    /** Every --distro that was given; only `requirements` takes several. */
    distros: readonly string[];
    type: string | undefined;
    ref: string | undefined;
    parent: string | undefined;
    url: string | undefined;
    lock: string | undefined;
    /** Whether what the author locked does not count this time. */
    newest: boolean;
    /** Whether servers are asked anew, whatever they answered within the hour. */
    refresh: boolean;
    /** The ready image to embed, and whether it stands for everything. */
    container: string | undefined;
    containerOnly: boolean;
};

/** The command was given in a way it does not understand: exit status 2. */
export class UsageError extends Error {}

/** What authors and servers wrote may not steer the terminal. */
const shown = (text: string): string =>
    `${text
        .replace(/\n$/, "")
        .split("\n")
        .map(line => inert(line, LONGEST))
        .join("\n")}\n`;

/** Longest line for people to read, in UTF-16 units. */
const LONGEST = 10_000;

export const print = (text: string): void => void process.stdout.write(shown(text));
export const tell = (text: string): void => void process.stderr.write(shown(text));
export const printJson = (value: unknown): void => void process.stdout.write(`${JSON.stringify(value, null, 4)}\n`);

/** Milliseconds since 1970 as the JSON of every command writes them. */
export const stamp = (milliseconds: number | null): string | null =>
    milliseconds === null ? null : new Date(milliseconds).toISOString();

/** Columns as wide as their widest cell. */
export function table(rows: readonly (readonly string[])[]): string {
    const widths = rows.reduce<number[]>(
        (all, row) => row.map((cell, index) => Math.max(cell.length, all[index] ?? 0)),
        [],
    );
    return rows
        .map(row =>
            row
                .map((cell, index) => cell.padEnd(widths[index] ?? 0))
                .join("  ")
                .trimEnd(),
        )
        .join("\n");
}

/** Say what to do where the composer cannot be reached; rethrow the rest. */
export function explainComposer(socket: string): (error: unknown) => never {
    return error => {
        if (!(error instanceof HostError)) throw error;
        const help: Partial<Record<HostError["problem"], string>> = {
            "not-found": `osbuild-composer is not there: ${socket} does not exist. Install osbuild-composer, or start osbuild-composer.socket, or name another socket with --socket.`,
            refused: `osbuild-composer does not run: nobody answers on ${socket}. Start osbuild-composer.socket.`,
            "access-denied": `You may not use ${socket}. Join the group weldr, or run this as an administrator.`,
            timeout: `osbuild-composer does not answer on ${socket} in time. Try again, or look at its journal.`,
            garbled: `What answers on ${socket} is not osbuild-composer, or it broke off. Look at its journal.`,
        };
        throw new HostError(error.problem, help[error.problem] ?? error.message, error.detail);
    };
}
