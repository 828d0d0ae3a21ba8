import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { DraftKeeper } from "../../../src/ui/definitions/draft-keeper.ts";

beforeEach(() => {
    vi.useFakeTimers();
});
afterEach(() => {
    vi.useRealTimers();
});

/** A host that takes a moment for each; `done` is what it was told, in order. */
function makeStore() {
    const done: string[] = [];
    const later = (what: string) =>
        new Promise<void>(resolve => setTimeout(resolve, 100)).then(() => void done.push(what));
    return { done, store: { keep: (text: string) => later(`keep ${text}`), drop: () => later("drop") } };
}

test("while somebody types only what is there when the keys rest goes to the host", async () => {
    const { done, store } = makeStore();
    const keeper = new DraftKeeper(store, null);
    for (const text of ["a", "ab", "abc"]) {
        keeper.set(text);
        await vi.advanceTimersByTimeAsync(500);
    }
    expect(done).toEqual([]);
    await vi.advanceTimersByTimeAsync(2000);
    expect(done).toEqual(["keep abc"]);
});

test("a draft that was saved is dropped at once, after what is under way", async () => {
    const { done, store } = makeStore();
    const keeper = new DraftKeeper(store, null);
    keeper.set("a");
    await vi.advanceTimersByTimeAsync(1050);
    keeper.set(null);
    await vi.advanceTimersByTimeAsync(1000);
    expect(done).toEqual(["keep a", "drop"]);
});

test("where the host has no draft it is not told to drop one", async () => {
    const { done, store } = makeStore();
    const keeper = new DraftKeeper(store, null);
    keeper.set(null);
    await vi.advanceTimersByTimeAsync(2000);
    expect(done).toEqual([]);
});

test("whoever leaves at once leaves nothing behind", async () => {
    const { done, store } = makeStore();
    const keeper = new DraftKeeper(store, "left");
    keeper.set("new");
    const flushed = keeper.flush();
    await vi.advanceTimersByTimeAsync(100);
    await flushed;
    expect(done).toEqual(["keep new"]);
});

test("a host that does not take one draft is given the next", async () => {
    const kept: string[] = [];
    const keep = (text: string) =>
        text === "a" ? Promise.reject(new Error("full")) : Promise.resolve(kept.push(text));
    const keeper = new DraftKeeper({ keep, drop: () => Promise.resolve() }, null);
    keeper.set("a");
    await keeper.flush();
    keeper.set("b");
    await keeper.flush();
    expect(kept).toEqual(["b"]);
});
