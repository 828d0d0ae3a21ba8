import { describe, expect, test } from "vitest";

import { checkRef, isChecksum, isRemoteUrl, suggestRef } from "../../src/ostree/ref.ts";

const RULE = "A ref has letters, digits, . _ - and / ; it may not start or end with /.";

describe("a ref", () => {
    test.each(["ee/core/rhel-9.6/x86_64", "a", "fedora/37/x86_64/iot", "_x/1..2", "A/b-", "0".repeat(63)])(
        "%s will do",
        ref => {
            expect(checkRef(ref)).toBeNull();
        },
    );

    // Those that the composer was seen to refuse, and some more.
    test.each([
        ...[
            "/bad/ref",
            "bad/ref/",
            "bad ref",
            "a/../b",
            "..",
            "-bad",
            "a/-b",
            "a:b",
            "a%b",
            "a//b",
            "",
            ".hidden",
            "a\n",
            "é",
        ],
        ...["$(id)", "<b>", "a".repeat(256)],
    ])("%j is refused", ref => {
        expect(checkRef(ref)).toBe(RULE);
    });

    test("is no checksum", () => {
        expect(checkRef("a".repeat(64))).toMatch(/checksum of a commit/);
        expect(isChecksum("a".repeat(64))).toBe(true);
        expect(isChecksum("A".repeat(64))).toBe(false);
        expect(isChecksum(`${"a".repeat(64)}\n`)).toBe(false);
    });
});

test.each([
    ["https://example.com/repo", true],
    ["http://10.0.0.1:8080/", true],
    ["file:///srv/repo", false],
    ["https://", false],
    ["https:// example.com", false],
    ["--upload-file", false],
    ["https://example.com/repo@v1", true],
    ["https://example.com/a b", false],
    ["https://user@example.com/repo", false],
    ["https://:secret@example.com/repo", false],
])("“%s” is a remote: %s", (url, is) => {
    expect(isRemoteUrl(url)).toBe(is);
});

test("the ref to offer names definition, distribution and architecture", () => {
    expect(suggestRef({ definition: "network-core", distro: "rhel-9.6", arch: "x86_64" })).toBe(
        "ee/network-core/rhel-9.6/x86_64",
    );
});

test("the ref to offer will do, whatever the names are", () => {
    for (const definition of ["../..", "a b", "<b>", "-x", "é", ""])
        expect(checkRef(suggestRef({ definition, distro: "centos-9", arch: "x86_64" }))).toBeNull();
});
