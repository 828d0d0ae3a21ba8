/** What can stand in a list of collections and roles. */
import { behindKey } from "./behind-key.ts";
import type { Completion, Completions } from "./completion.ts";
import type { CursorPlace } from "./cursor-place.ts";
import { collectionKeyWords, galaxyLists, roleKeyWords, scmWords, typeWords, type Word } from "./documented-lists.ts";

/** `path` leads from the top of the list to the cursor. A bare list is one of roles. */
export function galaxyCompletions(place: CursorPlace, path: CursorPlace["path"]): Completions | null {
    const { from, to, isKey, isValue } = place;
    const options = [
        ...(isKey ? keyWords(path).map(word => keyCompletion(place, path, word)) : []),
        ...(isValue ? valueWords(path).map(word => completion(word, "value", word.word)) : []),
    ].filter(({ kind, label }) => kind !== "key" || !place.present.includes(label));
    return options.length > 0 ? { from, to, options } : null;
}

function keyWords(path: CursorPlace["path"]): readonly Word[] {
    const [list, item] = path;
    if (path.length === 0) return galaxyLists;
    if (path.length === 1) return list === 0 ? roleKeyWords : [];
    if (path.length !== 2 || item !== 0) return [];
    return list === "collections" ? collectionKeyWords : list === "roles" ? roleKeyWords : [];
}

function valueWords(path: CursorPlace["path"]): readonly Word[] {
    const [list, , key] = path;
    if (path.length !== 3) return [];
    if (list === "collections") return key === "type" ? typeWords : [];
    return list === "roles" && key === "scm" ? scmWords : [];
}

function keyCompletion(place: CursorPlace, path: CursorPlace["path"], word: Word): Completion {
    const isList = path.length === 0 || word.word === "signatures";
    return completion(word, "key", word.word + behindKey(place, isList ? ["list"] : ["text"]));
}

const completion = ({ word, about }: Word, kind: Completion["kind"], insert: string): Completion => ({
    label: word,
    kind,
    insert,
    documentation: () => ({ about: about(), facts: [], fallback: null }),
});
