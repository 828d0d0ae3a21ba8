/** A mark of the byte order: whatever is edited it stays, and nothing is judged otherwise because of it. */
import { expect, test } from "vitest";

import { checkDefinition } from "../../src/ee/check.ts";
import { descriptionOf } from "../../src/ee/description.ts";
import { addItem, deleteValue, setValue } from "../../src/ee/edit.ts";
import { moveItem } from "../../src/ee/edit-list.ts";
import { applyEdits } from "../../src/ee/fix.ts";
import { upgradeText } from "../../src/ee/upgrade.ts";
import { sampleOf } from "./random.ts";
import { traps } from "./traps.ts";

const MAIN = "execution-environment.yml";
const BOM = "\ufeff";

const texts = [
    "",
    "# head\n",
    "{}\n",
    "{version: 3}\n",
    "version: 3\n",
    "# head\n# more\nversion: 3\r\noptions:\r\n  tags: [a, b] # c\r\n",
    "options:\n  # one\n  - a\n  - b\n",
    "- a\n- b\n",
    "python: x\nversion: '3'\n",
    "a: 1\nb: 2\na: 3\n",
    "images:\n  base_image:\n    name: a\n",
    "additional_build_steps:\n  prepend:\n  - RUN x\ndependencies:\n  galaxy: r.yml\nansible_config: ansible.cfg\n",
];

test.each(texts)("in %j each edit leaves it where it is, and makes the same text otherwise", text => {
    const edits = [
        (one: string) => setValue(one, ["version"], 2),
        (one: string) => setValue(one, ["options", "user"], "1000"),
        (one: string) => setValue(one, ["options", "tags"], ["x\ny\n"]),
        (one: string) => setValue(one, [0], "x"),
        (one: string) => addItem(one, ["options", "tags"], "c"),
        (one: string) => deleteValue(one, ["version"]),
        (one: string) => deleteValue(one, ["images", "base_image", "name"]),
        (one: string) => deleteValue(one, [0]),
        (one: string) => moveItem(one, [], 1, 0),
        (one: string) => moveItem(one, ["options"], 1, 0),
        (one: string) => upgradeText(one)?.text ?? one,
    ];
    for (const edit of edits) expect(edit(BOM + text)).toBe(BOM + edit(text));
});

test("it changes neither verdict nor findings nor their places, and fixes make the same text behind it", () => {
    const all = [...traps.map(({ files }) => files), ...texts.map(text => ({ [MAIN]: text }))];
    for (const files of sampleOf(all)) {
        const plain = new Map(Object.entries(files));
        const text = plain.get(MAIN) ?? "";
        const marked = new Map(plain).set(MAIN, BOM + text);
        const judge = (of: ReadonlyMap<string, string>, head: string) => {
            const { definition: _definition, findings, ...check } = checkDefinition(of);
            const fixed = findings.map(({ fix, ...finding }) => ({
                ...finding,
                fix: fix?.file === MAIN ? head + applyEdits(of.get(MAIN) ?? "", fix.edits) : fix,
            }));
            return { ...check, fixed };
        };
        expect(judge(marked, ""), text).toEqual(judge(plain, BOM));
    }
});

test("a description stands behind it", () => {
    expect(descriptionOf(`${BOM}# Network automation.\nversion: 3\n`)).toBe("Network automation");
});
