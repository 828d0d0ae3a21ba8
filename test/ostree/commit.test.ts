import { expect, test } from "vitest";

import { parseCommitObject } from "../../src/ostree/commit.ts";

/** A commit made by ostree 2022.7: version 1.1, subject "subj", no parent, 2026-11-23 05:26:48 UTC. */
const real = Buffer.from(
    "76657273696f6e00312e3100007308006f73747265652e7265662d62696e64696e6700000000000065652f780005006173130f327375626a" +
        "0000000000000000000000006b03ce9800787328f86a0a38031fa78e728669041e0afcea0a6630c213359eb542a620f2446a0ef11b7cc1" +
        "67f3b603e585c7eeeeb675faa412d5ec73f62988eb0b6c5488683a39343434",
    "hex",
);

test("a commit of ostree's own is read", () => {
    const { metadata, ...facts } = parseCommitObject(real);
    expect(facts).toEqual({
        parent: null,
        version: "1.1",
        subject: "subj",
        timestamp: Date.UTC(2026, 10, 23, 5, 26, 48),
        root: {
            contents: "00787328f86a0a38031fa78e728669041e0afcea0a6630c213359eb542a620f2",
            rights: "446a0ef11b7cc167f3b603e585c7eeeeb675faa412d5ec73f62988eb0b6c5488",
        },
    });
    expect(metadata.get("ostree.ref-binding")).toEqual({ type: "as", value: ["ee/x"] });
});

test("a commit that is cut off or changed is refused, or read as harmless text", () => {
    for (let length = 0; length < real.length; length++)
        expect(() => parseCommitObject(real.subarray(0, length))).toThrow("A commit cannot be read.");
    for (let at = 0; at < real.length; at++) {
        const changed = Uint8Array.from(real);
        changed[at] = (changed[at] ?? 0) ^ 0x1b;
        try {
            const { subject, version, timestamp } = parseCommitObject(changed);
            // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must not be there
            expect(`${subject}${version}`).not.toMatch(/[\x00-\x1f]/);
            expect(new Date(timestamp).toISOString()).toMatch(/Z$/);
        } catch (error) {
            expect(error).toMatchObject({ name: "HostError", problem: "garbled" });
        }
    }
});
