import { expect, test } from "vitest";

import { applyFix } from "../../../src/ui/definitions/apply-fix.ts";

test("all edits of a fix count from the text as it was", () => {
    const files = new Map([
        ["a", "user: 1000\nuid: 7\n"],
        ["b", "x"],
    ]);
    const edits = [
        { offset: 6, length: 4, text: '"1000"' },
        { offset: 16, length: 1, text: '"7"' },
    ];
    const fixed = applyFix(files, { title: "Quote it", file: "a", edits });
    expect(fixed.get("a")).toBe('user: "1000"\nuid: "7"\n');
    expect(fixed.get("b")).toBe("x");
    expect(files.get("a")).toBe("user: 1000\nuid: 7\n");
});
