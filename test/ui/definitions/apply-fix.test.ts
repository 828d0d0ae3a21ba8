import { expect, test } from "vitest";

import { checkDefinition } from "../../../src/ee/check.ts";
import { applyFix } from "../../../src/ui/definitions/apply-fix.ts";

const main = "execution-environment.yml";
const filesOf = (text: string) =>
    new Map([
        [main, text],
        ["other", "x"],
    ]);
const shown = (files: ReadonlyMap<string, string>, title: string) => {
    const found = checkDefinition(files).findings.find(({ fix }) => fix?.title === title);
    if (!found) throw new Error(`nothing to fix by ${title}`);
    return found;
};

test("all edits of a fix count from the text as it was, and other files stay", () => {
    const files = filesOf("version: 3\ndependencies:\n  galaxy: [a.b, c.d]\n");
    const finding = checkDefinition(files).findings.find(({ fix }) => fix?.edits.length === 2);
    if (!finding) throw new Error("no fix of two edits");
    const fixed = applyFix(files, finding);
    expect(fixed.get("other")).toBe("x");
    expect(fixed.get(main)).toBe("version: 3\ndependencies:\n  galaxy: {collections: [a.b, c.d]}\n");
});

test("a second click on a fix changes nothing more", () => {
    const files = filesOf("version: 3\noptions:\n  user: 1000\n");
    const finding = shown(files, "Quote it");
    const once = applyFix(files, finding);
    expect(once.get(main)).toBe("version: 3\noptions:\n  user: '1000'\n");
    expect(applyFix(once, finding)).toBe(once);
});

test("a fix finds its place in a text that went on since", () => {
    const finding = shown(filesOf("version: 3\noptions:\n  user: 1000\n"), "Quote it");
    const typed = filesOf("# typed\nversion: 3\noptions:\n  skip_pip_check: true\n  user: 1000\n");
    expect(applyFix(typed, finding).get(main)).toBe(
        "# typed\nversion: 3\noptions:\n  skip_pip_check: true\n  user: '1000'\n",
    );
});

test("a file that a fix is for and that is not there is made", () => {
    const files = filesOf("version: 3\ndependencies:\n  galaxy: r.yml\n");
    expect([...applyFix(files, shown(files, "Create it"))]).toEqual([...files, ["r.yml", "collections: []\n"]]);
});
