import { expect, test } from "vitest";

import { redactBytes } from "../../src/ee/export.ts";

const encoder = new TextEncoder();

test("a secret in a text of another encoding is found, and its other bytes stay", () => {
    const latin = Uint8Array.from([
        ...encoder.encode("# caf"),
        0xe9,
        ...encoder.encode("\n[a]\nx = y\ntoken = hunter2\n"),
    ]);
    const { contents, redacted } = redactBytes(
        new Map([
            ["ansible.cfg", latin],
            ["notes.txt", Uint8Array.from([0xe9, ...encoder.encode(" https://me:hunter2@example.com/\n")])],
        ]),
    );
    expect(redacted).toEqual(["ansible.cfg", "notes.txt"]);
    expect(Buffer.concat([...contents.values()]).toString("latin1")).not.toContain("hunter2");
    expect(contents.get("notes.txt")?.[0]).toBe(0xe9);
});
