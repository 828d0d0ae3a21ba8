import { expect, test } from "vitest";

import { dropDraft, keepDraft, loadDraft } from "../../../src/ui/definitions/draft-storage.ts";

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

test.each([
    "",
    "{",
    "null",
    "[]",
    '{"time":"x","files":{}}',
    '{"time":1,"files":{"a":"b"}}',
    '{"time":1,"files":{"a":1},"base":{}}',
])("%j under our key is no draft", text => {
    const storage = makeStorage();
    storage.setItem("cockpit-ee:draft:net", text);
    expect(loadDraft("net", storage)).toBeNull();
});

test("a full store keeps no draft and breaks nothing", () => {
    const storage = makeStorage(0);
    expect(() => keepDraft("net", { time: 1, files: new Map(), base: new Map() }, storage)).not.toThrow();
});
