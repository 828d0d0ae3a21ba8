import { isText } from "../../host/bytes.ts";
import type { Files } from "./history.ts";

/**
 * My files over theirs. What only they added stays, because I never saw it; and what is no text is as they have it, unless
 * I put another in its place.
 */
export function keepMine(base: Files, mine: Files, theirs: Files): Files {
    const files = new Map([...mine].filter(([file, text]) => isText(text) || base.get(file) !== text));
    for (const [file, text] of theirs) {
        const isAdded = !base.has(file) && !mine.has(file);
        const isKept = mine.has(file) && !files.has(file);
        if (isAdded || isKept) files.set(file, text);
    }
    return files;
}
