import { expect, test } from "vitest";

import { keepMine } from "../../../src/ui/definitions/keep-mine.ts";

test("keeping mine keeps what only they added, and what is no text as they have it", () => {
    const base = new Map([
        ["a", "0"],
        ["both deleted", "0"],
        ["I deleted", "0"],
        ["they deleted", "0"],
        ["changed.png", "P\udc89"],
        ["deleted.png", "P\udc89"],
        ["restored.png", "P\udc89"],
    ]);
    const mine = new Map([
        ["a", "mine"],
        ["they deleted", "0"],
        ["changed.png", "P\udc89"],
        ["deleted.png", "P\udc89"],
        // As it was in an earlier version.
        ["restored.png", "O\udc89"],
        ["came back.png", "O\udc89"],
    ]);
    const theirs = new Map([
        ["a", "theirs"],
        ["I deleted", "0"],
        ["changed.png", "Q\udc89"],
        ["restored.png", "Q\udc89"],
        ["token.txt", "added"],
    ]);
    expect(keepMine(base, mine, theirs)).toEqual(
        new Map([
            ["a", "mine"],
            ["they deleted", "0"],
            ["restored.png", "O\udc89"],
            ["came back.png", "O\udc89"],
            ["changed.png", "Q\udc89"],
            ["token.txt", "added"],
        ]),
    );
});
