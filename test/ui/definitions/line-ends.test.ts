/** The editor leaves line ends as they are. */
import { expect, test } from "vitest";

import { lineEndsOf, withoutReturns, withReturns } from "../../../src/ui/definitions/line-ends.ts";

test.each([
    ["", "\n"],
    ["a\nb\n", "\n"],
    ["a\r\nb\r\n", "\r\n"],
    ["a\r\nb\n", "mixed"],
    ["\na\r\n", "mixed"],
    ["a\rb", "mixed"],
    ["a\r\r\n", "mixed"],
] as const)("the line ends of %j are told", (text, ends) => {
    expect(lineEndsOf(text)).toBe(ends);
    expect(withReturns(withoutReturns(text, ends), ends)).toBe(text);
});
