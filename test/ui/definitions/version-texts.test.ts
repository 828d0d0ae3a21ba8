import { expect, test } from "vitest";

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
    expect(textsOfVersion(kept(version), now)).toEqual({ files: new Map([["a", "old ü\n"]]), left: [] });
});

test("a mark of the byte order stays", () => {
    const version = new Map([["a", bytes("\ufeffold\n")]]);
    expect(textsOfVersion(kept(version), new Map()).files).toEqual(new Map([["a", "\ufeffold\n"]]));
});

test("what is no text stays as it is, and is told when it was otherwise", () => {
    const shown = new TextDecoder().decode(PICTURE);
    const version = new Map([["logo.png", PICTURE]]);
    expect(textsOfVersion(kept(version), new Map([["logo.png", shown]]))).toEqual({
        files: new Map([["logo.png", shown]]),
        left: [],
    });
    expect(textsOfVersion(kept(version), new Map([["logo.png", "other"]]))).toEqual({
        files: new Map([["logo.png", "other"]]),
        left: ["logo.png"],
    });
    expect(textsOfVersion(kept(version), new Map())).toEqual({ files: new Map(), left: ["logo.png"] });
});

test("a picture that came since is not deleted: it could not be written again", () => {
    const now = new Map([["logo.png", new TextDecoder().decode(PICTURE)]]);
    expect(textsOfVersion(kept(new Map()), now)).toEqual({ files: now, left: ["logo.png"] });
});

test("of a commit only those files go that another commit has", () => {
    const now = new Map([
        ["a", "new\n"],
        ["committed since", "x\n"],
        ["token.txt", "secret\n"],
        ["untracked.png", new TextDecoder().decode(PICTURE)],
    ]);
    const commit = { files: new Map([["a", bytes("old\n")]]), committed: new Set(["a", "committed since"]) };
    const { files, left } = textsOfVersion(commit, now);
    expect([...files]).toEqual([
        ["a", "old\n"],
        ["token.txt", "secret\n"],
        ["untracked.png", now.get("untracked.png")],
    ]);
    expect(left).toEqual([]);
});
