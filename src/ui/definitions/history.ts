/** Undo and redo over all files of a definition: the texts themselves are the steps. */

export type Files = ReadonlyMap<string, string>;

/** Texts, and what the host had when they were made of that: saved, they may replace this and nothing else. */
export type Step = { files: Files; base: Files };

export type History = {
    past: Step[];
    present: Step;
    future: Step[];
    /** What made the last step, and when: typing on in the same place is one step. */
    last: { place: string; time: number };
};

const SAME_STEP_MS = 1000;
const MAX_STEPS = 500;

/** Nothing was done yet to what the host has. */
export const startHistory = (base: Files): History => ({
    past: [],
    present: { files: base, base },
    future: [],
    last: { place: "", time: 0 },
});

/** `place` names what is edited, e.g. "text bindep.txt"; "" always makes a step of its own. */
export function addStep(history: History, files: Files, place: string, time: number): History {
    const { last, past, present } = history;
    if (sameFiles(files, present.files)) return history;
    const goesOn = place !== "" && place === last.place && time - last.time < SAME_STEP_MS;
    return {
        past: goesOn ? past : [...past, present].slice(-MAX_STEPS),
        present: { files, base: present.base },
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

/** These files were saved over `before`: all that was made of it replaces them from now on. */
export function settle(history: History, before: Files, saved: Files): History {
    const follow = (step: Step): Step => (step.base === before ? { ...step, base: saved } : step);
    const { past, present, future, last } = history;
    return { past: past.map(follow), present: follow(present), future: future.map(follow), last };
}

/**
 * Go on with `files` over what the host has by now. Undone, the texts are there again with what they were made of, so
 * that saving them asks again; but nothing leads back to what nobody changed and the host no longer has.
 */
export function goOver(history: History, base: Files, files: Files, time: number): History {
    const { present } = history;
    if (sameFiles(base, present.base)) return addStep(history, files, "", time);
    const changed = [...history.past, present].filter(step => !sameFiles(step.files, step.base));
    return {
        past: changed.slice(-MAX_STEPS),
        present: { files, base },
        future: [],
        last: { place: "", time },
    };
}

/** Names of the files whose text is not that of the other, or that only one of the two has. */
export const changedFiles = (files: Files, other: Files): string[] =>
    [...new Set([...files.keys(), ...other.keys()])].filter(name => files.get(name) !== other.get(name));

const sameFiles = (files: Files, other: Files): boolean => changedFiles(files, other).length === 0;
