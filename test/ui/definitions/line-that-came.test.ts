import { expect, test } from "vitest";

import { lineThatCame } from "../../../src/ui/definitions/line-that-came.ts";

const MAIN = "execution-environment.yml";

const came = (before: string, after: string) => lineThatCame(new Map([[MAIN, before]]), new Map([[MAIN, after]]))?.line;

test("the line that came is the new one, wherever it is", () => {
    expect(came("a:\n  - b\nc: 1\n", "a:\n  - b\n  - d\nc: 1\n")).toBe(3);
    expect(came("a:\n  - b\n", "a:\n  - b\n  - d\n")).toBe(3);
    expect(came("a:\n  - b", "a:\n  - b\n  - d")).toBe(3);
});

test("of several it is the last", () => {
    expect(came("a: 1\nz: 2\n", "a: 1\nb:\n  c:\n    - d\nz: 2\n")).toBe(4);
    expect(came("", "a:\n  - b\n")).toBe(2);
});

test("what only changes or takes lines away brings none, nor does a file that is new", () => {
    expect(came("a: 1\nb: 2\n", "a: 3\nb: 2\n")).toBeUndefined();
    expect(came("a: 1\nb: 2\n", "b: 2\n")).toBeUndefined();
    const kept = new Map([[MAIN, "a: 1\n"]]);
    expect(lineThatCame(kept, new Map(kept).set("bindep.txt", "git\n"))).toBeNull();
});
