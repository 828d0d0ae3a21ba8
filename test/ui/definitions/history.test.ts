import { expect, test } from "vitest";

import {
    addStep,
    changedFiles,
    goOver,
    type History,
    redo,
    settle,
    startHistory,
    undo,
} from "../../../src/ui/definitions/history.ts";

const text = (value: string) => new Map([["a", value]]);
const current = ({ present }: History) => present.files.get("a");
const base = ({ present }: History) => present.base.get("a");

test("undo and redo go back and forth over the steps", () => {
    let history = startHistory(text("0"));
    history = addStep(history, text("1"), "", 0);
    history = addStep(history, text("2"), "", 0);
    expect(current(undo(history))).toBe("1");
    expect(current(undo(undo(history)))).toBe("0");
    expect(current(undo(undo(undo(history))))).toBe("0");
    expect(current(redo(undo(history)))).toBe("2");
    expect(redo(history)).toBe(history);
});

test("typing on in one place within a second is one step", () => {
    let history = startHistory(text(""));
    history = addStep(history, text("p"), "text a", 1000);
    history = addStep(history, text("py"), "text a", 1900);
    expect(current(undo(history))).toBe("");
    expect(current(undo(addStep(history, text("pyt"), "text a", 5000)))).toBe("py");
    expect(current(undo(addStep(history, text("x"), "text b", 2000)))).toBe("py");
});

test("a new step after an undo forgets what was undone", () => {
    const undone = undo(addStep(startHistory(text("0")), text("1"), "", 0));
    const history = addStep(undone, text("2"), "", 0);
    expect(redo(history)).toBe(history);
});

test("a step that changes nothing is none", () => {
    const history = startHistory(text("0"));
    expect(addStep(history, text("0"), "", 0)).toBe(history);
});

test("changed files are those with another text, new ones, and those that are gone", () => {
    const before = new Map([
        ["a", "1"],
        ["b", "1"],
        ["gone", ""],
    ]);
    expect(
        changedFiles(
            new Map([
                ["a", "2"],
                ["b", "1"],
                ["c", ""],
            ]),
            before,
        ),
    ).toEqual(["a", "c", "gone"]);
});

test("what was saved is what all steps made of the same replace", () => {
    const start = startHistory(text("0"));
    const history = undo(addStep(addStep(start, text("1"), "", 0), text("2"), "", 0));
    const settled = settle(history, start.present.base, text("1"));
    expect([undo(settled), settled, redo(settled)].map(base)).toEqual(["1", "1", "1"]);
});

test("undone, a merge leaves what was typed with what that was made of", () => {
    const typed = addStep(startHistory(text("0")), text("mine"), "", 0);
    const merged = goOver(typed, text("theirs"), text("both"), 0);
    expect([current(merged), base(merged)]).toEqual(["both", "theirs"]);
    expect([current(undo(merged)), base(undo(merged))]).toEqual(["mine", "0"]);
    expect(redo(undo(merged))).toEqual(merged);
    // Nobody changed what was there before, and the host has it no longer.
    expect(undo(undo(merged))).toEqual(undo(merged));
    // What is saved later is nothing to what was typed before.
    const saved = settle(merged, merged.present.base, text("both"));
    expect([base(saved), base(undo(saved))]).toEqual(["both", "0"]);
});

test("a draft that is discarded over the same leads back to all steps", () => {
    const typed = addStep(startHistory(text("0")), text("mine"), "", 0);
    const discarded = goOver(typed, text("0"), text("0"), 0);
    expect([current(undo(discarded)), current(undo(undo(discarded)))]).toEqual(["mine", "0"]);
    expect(base(undo(discarded))).toBe("0");
});
