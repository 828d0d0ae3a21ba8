import { expect, test } from "vitest";

import { lastLines } from "../../../src/ui/builds/log-lines.ts";

test("a long log keeps its end", () => {
    expect(lastLines("1\n2\n3\n4\n", 2)).toEqual({ shown: "3\n4", left: 2 });
});

test("a short log is whole, an empty one empty", () => {
    expect(lastLines("1\n2\n")).toEqual({ shown: "1\n2", left: 0 });
    expect(lastLines("")).toEqual({ shown: "", left: 0 });
});
