/** Random definitions: whatever is set reads back as it was set, by PyYAML as well, and nothing else changes. */
import fc from "fast-check";
import { expect, test } from "vitest";

import { addItem, deleteValue, setValue } from "../../src/ee/edit.ts";
import { moveItem } from "../../src/ee/edit-list.ts";
import type { Path } from "../../src/ee/node-at.ts";
import { readYaml } from "../../src/ee/read-yaml.ts";
import { runsOf } from "./random.ts";
import { definition, value } from "./random-edits.ts";

const seed = Number(process.env.SEED ?? Math.trunc(Math.random() * 2 ** 31));
console.log(`SEED=${seed}`);
const options = { seed, numRuns: runsOf(40) };

const read = (text: string): unknown => {
    const { value: all, problems } = readYaml(text, "");
    expect(problems, text).toEqual([]);
    return all;
};
const at = (all: unknown, path: Path): unknown =>
    path.reduce<unknown>((below, step) => (below as Record<string | number, unknown>)?.[step], all);

const comments = (text: string): string[] => text.match(/# (?:head|above|beside)[a-z ]*/g) ?? [];

test("a value that is set reads back as itself, and all others and the comments stay", () => {
    fc.assert(
        fc.property(definition, fc.nat(4), value, ({ text, keys }, pick, put) => {
            const key = keys[pick % keys.length] ?? "";
            const changed = setValue(text, ["all", key], put);
            const all = read(changed) as { all: Record<string, unknown> };
            expect(all.all[key], JSON.stringify(changed)).toBe(put);
            const before = read(text) as { all: Record<string, unknown> };
            for (const other of keys)
                if (other !== key) expect(all.all[other], JSON.stringify(changed)).toEqual(before.all[other]);
            expect(comments(changed)).toEqual(comments(text));
        }),
        options,
    );
});

test("what is set into a list or below a new key reads back, and taken away leaves the text as it was", () => {
    const list = fc.array(value, { minLength: 1, maxLength: 4 });
    fc.assert(
        fc.property(definition, list, value, ({ text }, items, put) => {
            const made = setValue(text, ["all", "list"], items);
            expect(at(read(made), ["all", "list"]), JSON.stringify(made)).toEqual(items);
            const longer = addItem(made, ["all", "list"], put);
            expect(at(read(longer), ["all", "list"]), JSON.stringify(longer)).toEqual([...items, put]);
            const shorter = deleteValue(longer, ["all", "list", items.length]);
            expect(read(shorter)).toEqual(read(made));
            // A block that was not ended has been since something came after it.
            if (text.endsWith("\n")) expect(deleteValue(made, ["all", "list"])).toBe(text);
        }),
        options,
    );
});

test("items keep their values wherever they are moved, and come back to the same bytes", () => {
    fc.assert(
        fc.property(fc.array(value, { minLength: 2, maxLength: 5 }), fc.nat(4), fc.nat(4), (items, one, other) => {
            const text = items.reduce((made, item) => addItem(made, ["a", "list"], item), "# head\na:\n  b: 1\n");
            const [from, to] = [one % items.length, other % items.length];
            const moved = moveItem(text, ["a", "list"], from, to);
            const expected = [...items];
            expected.splice(to, 0, ...expected.splice(from, 1));
            expect(at(read(moved), ["a", "list"]), JSON.stringify(moved)).toEqual(expected);
            expect(moveItem(moved, ["a", "list"], to, from)).toBe(text);
        }),
        options,
    );
});
