import { expect, test } from "vitest";

import { bytesOf, textOf } from "../../../src/host/bytes.ts";
import { textsOfVersion } from "../../../src/ui/definitions/version-texts.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const kept = (files: ReadonlyMap<string, Uint8Array>) => ({ files, committed: null });
const PICTURE = new Uint8Array([0x89, 0xff]);

test("the texts of a version take the place of what is there, files that came since go", () => {
    const version = new Map([["a", bytes("old ü\n")]]);
    const now = new Map([
        ["a", "new\n"],
        ["b", "came since\n"],
    ]);
    expect(textsOfVersion(kept(version), now)).toEqual(new Map([["a", "old ü\n"]]));
});

test("a mark of the byte order stays", () => {
    const version = new Map([["a", bytes("\ufeffold\n")]]);
    expect(textsOfVersion(kept(version), new Map())).toEqual(new Map([["a", "\ufeffold\n"]]));
});

test("what is no text is as it was, too", () => {
    const version = new Map([["logo.png", PICTURE]]);
    const then = textsOfVersion(kept(version), new Map([["logo.png", "other"]]));
    expect(bytesOf(then.get("logo.png") ?? "")).toEqual(PICTURE);
});

test("of a commit only those files go that another commit has", () => {
    const now = new Map([
        ["a", "new\n"],
        ["committed since", "x\n"],
        ["token.txt", "secret\n"],
        ["untracked.png", textOf(PICTURE)],
    ]);
    const commit = { files: new Map([["a", bytes("old\n")]]), committed: new Set(["a", "committed since"]) };
    expect([...textsOfVersion(commit, now)]).toEqual([
        ["a", "old\n"],
        ["token.txt", "secret\n"],
        ["untracked.png", now.get("untracked.png")],
    ]);
});
