/** A new file gets a name inside of the definition's directory, and only text is edited. */

import { expect, test } from "vitest";
import { checkFileName } from "../../src/ee/file-name.ts";
import { whyNotShown } from "../../src/ee/shown-text.ts";
import { textOf } from "../../src/host/bytes.ts";

const files = new Map([
    ["execution-environment.yml", ""],
    ["files/ansible.cfg", ""],
]);

test.each(["bindep.txt", "files/krb5.conf", "a/b/c.txt", ".ansible-lint", "ä b.txt"])("%s can be a new file", name => {
    expect(checkFileName(name, files)).toBeNull();
});

test.each([
    ["", "inside"],
    ["/etc/passwd", "inside"],
    ["../x", "inside"],
    ["a/../../x", "inside"],
    ["a//b", "inside"],
    ["./a", "inside"],
    ["a/", "inside"],
    [" a", "inside"],
    ["a\nb", "inside"],
    ["a\0b", "inside"],
    ["x".repeat(300), "inside"],
    [".git/hooks/post-checkout", "git itself"],
    ["files/.GIT/config", "git itself"],
    ["files/ansible.cfg", "already"],
    ["files", "already"],
    ["execution-environment.yml/x", "is a file"],
])("%j cannot, and it is said why", (name, why) => {
    expect(checkFileName(name, files)).toContain(why);
});

test("what is no text, or too large for an editor, is not shown as text", () => {
    expect(whyNotShown("# ä\n")).toBeNull();
    expect(whyNotShown("")).toBeNull();
    expect(whyNotShown(textOf(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0xff])))).toBe("binary");
    expect(whyNotShown("a\0b")).toBe("binary");
    expect(whyNotShown("x".repeat(1_000_001))).toBe("large");
});
