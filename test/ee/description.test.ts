import { expect, test } from "vitest";

import { descriptionOf } from "../../src/ee/description.ts";
import { templates } from "../../src/ee/template.ts";

test.each([
    ["# Routers and switches\nversion: 3\n", "Routers and switches"],
    ["---\n\n## Oracle cloud.\n# more\n", "Oracle cloud"],
    ["# net: Routers\n", "Routers"],
    ["version: 3\n# not of the whole\n", ""],
    ["#\n# ---------\n# yamllint disable\n# SPDX-License-Identifier: MIT\n# Demo days\n", "Demo days"],
    ["# See https://ansible-builder.readthedocs.io/\nversion: 3\n", ""],
    ["", ""],
    ["#".repeat(1_000_000), ""],
    [`# ${"x ".repeat(500_000)}`, ""],
    ["# Grüße\r\nversion: 3\r\n", "Grüße"],
])("%# a definition says of itself what its first comment says", (text, description) => {
    expect(descriptionOf(text.slice(0, 2_000_000), "net").slice(0, 100)).toBe(description);
});

test("each template says what it is for", () => {
    for (const { id, files } of templates) {
        const [text = ""] = files("mine").values();
        expect([id, descriptionOf(text, "mine") !== ""]).toEqual([id, true]);
    }
});
