/** What the definitions of the list say, read one after the other by a worker, and kept for as long as they do not change. */
import type { StoredDefinition } from "../../ee/store.ts";
import type { Reading } from "./summary.ts";

/** As much of `Worker` as is needed here. */
export type Reader = Pick<Worker, "postMessage" | "onmessage" | "onerror">;

/** Many answers are shown together: a list of 1,000 would be sorted and drawn anew for each. */
const PAUSE_MS = 150;

/** @param start Starts the worker, when the first definition is to be read. */
export function createReadings(start: () => Reader) {
    const known = new WeakMap<StoredDefinition, Reading>();
    let waiting: StoredDefinition[] = [];
    let current: StoredDefinition | null = null;
    let reader: Reader | null = null;
    let version = 0;
    let error: Error | null = null;
    let told = 0;
    const listeners = new Set<() => void>();

    const tell = () => {
        told = performance.now();
        version++;
        for (const listener of listeners) listener();
    };
    const next = () => {
        current = waiting.shift() ?? null;
        if (current) reader?.postMessage({ name: current.name, files: current.files });
    };
    const open = (): Reader => {
        const opened = start();
        opened.onmessage = ({ data }) => {
            if (current) known.set(current, data);
            next();
            if (!current || performance.now() - told > PAUSE_MS) tell();
        };
        opened.onerror = ({ message }) => {
            error = new Error(message || "the worker that reads definitions did not start");
            tell();
        };
        return opened;
    };
    return {
        /** What it says, null while it is not read. Throws when the reader broke. */
        of(definition: StoredDefinition): Reading | null {
            if (error) throw error;
            return known.get(definition) ?? null;
        },
        /** Read these, in this order, and no others. */
        want(definitions: readonly StoredDefinition[]) {
            waiting = definitions.filter(definition => definition !== current && !known.has(definition));
            if (waiting.length === 0 || current) return;
            reader ??= open();
            next();
        },
        subscribe(listener: () => void) {
            listeners.add(listener);
            return () => listeners.delete(listener);
        },
        /** Another number when there is more to be known. */
        version: () => version,
    };
}
