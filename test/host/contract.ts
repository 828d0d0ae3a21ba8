/**
 * What both adapters of the machine keep. Each fact is a deed, done where the adapter runs (Node, or a page in Cockpit),
 * and what must come of it, compared where the test runs: so what comes has to be plain data.
 */
import type { Host } from "../../src/host/host.ts";
import { programFacts } from "./program-facts.ts";
import { requestFacts } from "./request-facts.ts";

/** Made by `servers.ts`: sockets that behave in one way each, and a directory that the group weldr may write to. */
export type Places = { answering: string; missing: string; refused: string; directory: string };

export type Fact = {
    fact: string;
    does: (host: Host, places: Places) => Promise<unknown>;
    /** Compared whole, an object in what it names. */
    expected: string | number | boolean | string[] | Record<string, unknown>;
};

export const facts: readonly Fact[] = [...requestFacts, ...programFacts];

/** What came of a deed, as plain data: its value, or what was thrown. */
export async function outcomeOf({ does }: Fact, host: Host, places: Places): Promise<unknown> {
    try {
        return await does(host, places);
    } catch (error) {
        const {
            problem = null,
            message,
            detail = null,
            status = null,
        } = error as { problem?: string; message: string; detail?: string; status?: number };
        return { problem, message, detail: detail?.trim() ?? null, status };
    }
}
