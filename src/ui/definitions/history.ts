/** Undo and redo over all files of a definition: the texts themselves are the steps. */
import { isWhole } from "../../ee/shown-text.ts";

export type Files = ReadonlyMap<string, string>;

export type History = {
    past: Files[];
    present: Files;
    future: Files[];
    /** What made the last step, and when: typing on in the same place is one step. */
    last: { place: string; time: number };
};

const SAME_STEP_MS = 1000;
const MAX_STEPS = 500;

export const startHistory = (files: Files): History => ({
    past: [],
    present: files,
    future: [],
    last: { place: "", time: 0 },
});

/** `place` names what is edited, e.g. "text bindep.txt"; "" always makes a step of its own. */
export function addStep(history: History, files: Files, place: string, time: number): History {
    if (sameFiles(files, history.present)) return history;
    const { last, past, present } = history;
    const goesOn = place !== "" && place === last.place && time - last.time < SAME_STEP_MS;
    return {
        past: goesOn ? past : [...past, present].slice(-MAX_STEPS),
        present: files,
        future: [],
        last: { place, time },
    };
}

export function undo(history: History): History {
    const before = history.past.at(-1);
    if (!before) return history;
    return {
        past: history.past.slice(0, -1),
        present: before,
        future: [history.present, ...history.future],
        last: { place: "", time: 0 },
    };
}

export function redo(history: History): History {
    const [after, ...future] = history.future;
    if (!after) return history;
    return { past: [...history.past, history.present], present: after, future, last: { place: "", time: 0 } };
}

/**
 * What the host has was `before` and is `after`. A file that is no text and has gone there, or is another, cannot be
 * made again from here: no step has it any more.
 */
export function followHost(history: History, before: Files, after: Files): History {
    const lost = [...before].flatMap(([path, text]) => (isWhole(text) || after.get(path) === text ? [] : [path]));
    if (lost.length === 0) return history;
    const follow = (files: Files): Files => {
        const followed = new Map(files);
        for (const path of lost) {
            const text = after.get(path);
            if (text === undefined) followed.delete(path);
            else followed.set(path, text);
        }
        return followed;
    };
    const present = follow(history.present);
    const past = history.past.map(follow);
    const future = history.future.map(follow);
    return {
        ...history,
        present,
        // A step that did nothing else is none.
        past: past.filter((files, index) => !sameFiles(files, past[index + 1] ?? present)),
        future: future.filter((files, index) => !sameFiles(files, future[index - 1] ?? present)),
    };
}

/** Names of the files whose text is not that of the other, or that only one of the two has. */
export const changedFiles = (files: Files, other: Files): string[] =>
    [...new Set([...files.keys(), ...other.keys()])].filter(name => files.get(name) !== other.get(name));

const sameFiles = (files: Files, other: Files): boolean => changedFiles(files, other).length === 0;
