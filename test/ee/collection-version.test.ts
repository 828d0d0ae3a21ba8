import { expect, test } from "vitest";

import { meetsVersion } from "../../src/ee/collection-version.ts";

test.each([
    ["1.2.3", "", true],
    ["1.2.3", "*", true],
    ["1.2.3", "1.2.3", true],
    ["1.2.3", "==1.2.4", false],
    ["1.10.0", ">=1.9", true],
    ["1.10.0", ">=1.9, <1.10.0", false],
    ["2.0.0", "!=2.0.0", false],
    ["2.0.0-rc.2", ">=2.0.0", false],
    ["2.0.0-rc.10", ">2.0.0-rc.2", true],
    ["2.0.0-rc.1", ">2.0.0-rc", true],
    ["2.0.0-1", "<2.0.0-a", true],
    ["2.0.0+build.5", "=2.0.0", true],
])("%s is what %j wants: %s", (version, wanted, answer) => {
    expect(meetsVersion(version, wanted)).toBe(answer);
});

test("a branch of git has no order, so nothing is told of it, unless another condition is not met", () => {
    expect(meetsVersion("1.2.3", "main")).toBe(null);
    expect(meetsVersion("1.2.3", "main,>=2")).toBe(false);
});
