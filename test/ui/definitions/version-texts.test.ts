import { expect, test } from "vitest";

import { textsOfVersion } from "../../../src/ui/definitions/version-texts.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const PICTURE = new Uint8Array([0x89, 0xff]);

test("the texts of a version take the place of what is there, files that came since go", () => {
    const version = new Map([["a", bytes("old ü\n")]]);
    const now = new Map([
        ["a", "new\n"],
        ["b", "came since\n"],
    ]);
    expect(textsOfVersion(version, now)).toEqual({ files: new Map([["a", "old ü\n"]]), left: [] });
});

test("what is no text stays as it is, and is told when it was otherwise", () => {
    const shown = new TextDecoder().decode(PICTURE);
    const version = new Map([["logo.png", PICTURE]]);
    expect(textsOfVersion(version, new Map([["logo.png", shown]]))).toEqual({
        files: new Map([["logo.png", shown]]),
        left: [],
    });
    expect(textsOfVersion(version, new Map([["logo.png", "other"]]))).toEqual({
        files: new Map([["logo.png", "other"]]),
        left: ["logo.png"],
    });
    expect(textsOfVersion(version, new Map())).toEqual({ files: new Map(), left: ["logo.png"] });
});
