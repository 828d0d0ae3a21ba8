import { expect, test } from "vitest";

import { compareVersions } from "../../src/ostree/version-order.ts";

test.each([
    ["1:1.0-1", "2.0-1", 1],
    ["0:2.0-1", "2.0-1", 0],
    ["2.34-168.el9_6.9", "2.34-168.el9_6.14", -1],
    ["1:3.2.2-6.el9_5.1", "1:3.2.2-6.el9_6.2", -1],
    ["1.0", "1.0-1", -1],
])("%s against %s is %i", (one, other, order) => {
    expect(Math.sign(compareVersions(one, other))).toBe(order);
});
