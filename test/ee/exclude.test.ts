import { expect, test } from "vitest";

import { addExcludes } from "../../src/ee/exclude.ts";

test("an exclude is added without touching the rest, and makes the list it needs", () => {
    const text = "version: 3\ndependencies:\n  # ours\n  galaxy: requirements.yml\n";
    const changed = addExcludes(text, "python", ["ttp"]);
    expect(changed).toBe(`${text}  exclude:\n    python:\n      - ttp\n`);
    expect(addExcludes(changed, "python", ["jxmlease"])).toBe(`${changed}      - jxmlease\n`);
});
