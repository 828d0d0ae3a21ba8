import { expect, test } from "vitest";

import { textOf } from "../../../src/host/bytes.ts";
import {
    draftOf,
    dropDraft,
    isMoot,
    keepDraft,
    latestDraft,
    loadDraft,
    renameDraft,
    withChanges,
} from "../../../src/ui/definitions/draft-storage.ts";

/** A browser's store as far as it is used; `room` is how many drafts it takes. */
function makeStorage(room = 10): Storage {
    const items = new Map<string, string>();
    return {
        get length() {
            return items.size;
        },
        key: index => [...items.keys()][index] ?? null,
        clear: () => items.clear(),
        getItem: key => items.get(key) ?? null,
        removeItem: key => {
            items.delete(key);
        },
        setItem: (key, value) => {
            if (items.size >= room) throw new DOMException("full", "QuotaExceededError");
            items.set(key, value);
        },
    };
}

test("a draft comes back as it was kept, until it is dropped", () => {
    const storage = makeStorage();
    const draft = { time: 5, files: new Map([["bindep.txt", "git\n"]]), base: new Map([["bindep.txt", ""]]) };
    keepDraft("net", draft, storage);
    expect(loadDraft("net", storage)).toEqual(draft);
    expect(loadDraft("other", storage)).toBeNull();
    dropDraft("net", storage);
    expect(loadDraft("net", storage)).toBeNull();
});

test("what is no text comes back too, and takes little more room than it has bytes", () => {
    const program = textOf(Uint8Array.from({ length: 90_000 }, (_each, at) => at % 256));
    const draft = { time: 5, files: new Map([["tool", program]]), base: new Map([["tool", null]]) };
    const storage = makeStorage();
    keepDraft("net", draft, storage);
    expect(loadDraft("net", storage)).toEqual(draft);
    expect(storage.getItem("cockpit-ee:draft:net")?.length).toBeLessThan(121_000);
});

test.each([
    '{"time":1,"files":{"a":{"base64":"é"}},"base":{}}',
    "",
    "{",
    "null",
    "[]",
    '{"time":"x","files":{}}',
    '{"time":1,"files":{"a":"b"}}',
    '{"time":1,"files":{"a":1},"base":{}}',
    '{"time":1,"files":{"../a":"x"},"base":{}}',
])("%j under our key is no draft", text => {
    const storage = makeStorage();
    storage.setItem("cockpit-ee:draft:net", text);
    expect(loadDraft("net", storage)).toBeNull();
});

test("a full store keeps no draft and breaks nothing", () => {
    const storage = makeStorage(0);
    expect(() => keepDraft("net", { time: 1, files: new Map(), base: new Map() }, storage)).not.toThrow();
});

const base = new Map([
    ["a", "1"],
    ["b", "1"],
    ["c", "1"],
]);
const files = new Map([
    ["a", "1"],
    ["b", "2"],
    ["new", ""],
]);

test("a draft says what was changed, added and deleted, and can be put over other texts", () => {
    const draft = draftOf(files, base, 5);
    expect([...draft.files]).toEqual([
        ["b", "2"],
        ["new", ""],
        ["c", null],
    ]);
    expect([...draft.base]).toEqual([
        ["b", "1"],
        ["new", null],
        ["c", "1"],
    ]);
    expect(withChanges(base, draft.files)).toEqual(files);
    expect(withChanges(files, draft.base)).toEqual(base);
    const storage = makeStorage();
    keepDraft("net", draft, storage);
    expect(loadDraft("net", storage)).toEqual(draft);
});

test("a draft of what is saved by now is moot", () => {
    const draft = draftOf(files, base, 5);
    expect(isMoot(draft, files)).toBe(true);
    expect(isMoot(draft, base)).toBe(false);
    expect(isMoot(draft, new Map(files).set("c", "1"))).toBe(false);
});

test("of two drafts the later one counts", () => {
    const [early, late] = [draftOf(files, base, 1), draftOf(files, base, 2)];
    expect(latestDraft(early, late)).toBe(late);
    expect(latestDraft(late, early)).toBe(late);
    expect(latestDraft(null, early)).toBe(early);
    expect(latestDraft(null, null)).toBeNull();
});

test("a draft goes along with a new name", () => {
    const storage = makeStorage();
    const draft = draftOf(files, base, 5);
    keepDraft("old", draft, storage);
    renameDraft("old", "new", storage);
    expect(loadDraft("old", storage)).toBeNull();
    expect(loadDraft("new", storage)).toEqual(draft);
});
