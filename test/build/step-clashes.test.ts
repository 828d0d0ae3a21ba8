import { expect, test } from "vitest";

import { findClashes } from "../../src/build/step-clashes.ts";
import type { Effect } from "../../src/ee/effect.ts";

const link = (path: string): [string, Effect] => [path, { kind: "link", path, target: "x" }];
const unpack = (path: string): Effect => ({
    ...{ kind: "file", path, mode: null, from: { git: "https://git.example/a", revision: null, member: "" } },
});
const none = { directories: [], trees: [], files: new Map(), links: new Map() };
const archive = {
    ...none,
    effect: unpack("/usr/lib/tool"),
    leaves: ["/usr/lib/tool/bin/run", "/usr/lib/tool/readme"],
    trees: [{ to: "/usr/lib/tool/bin" }, { to: "/usr/lib/tool/empty" }],
};

test.each([
    ["a file in place of one of the archive", "/usr/lib/tool/readme", null],
    ["a file beside those of the archive", "/usr/lib/tool/bin/other", null],
    [
        "a file at a directory of the archive",
        "/usr/lib/tool/bin",
        "/usr/lib/tool/bin is a directory of an archive that a step unpacks.",
    ],
    [
        "a file at an empty directory of the archive",
        "/usr/lib/tool/empty",
        "/usr/lib/tool/empty is a directory of an archive that a step unpacks.",
    ],
    [
        "a file below a file of the archive",
        "/usr/lib/tool/readme/more",
        "/usr/lib/tool/readme is no directory, since an archive that a step unpacks has a file there.",
    ],
])("%s is told in its step's row where both cannot be", (_what, path, note) => {
    const [at, effect] = link(path);
    const order = new Map([archive.effect, effect].map((each, index) => [each, index]));
    expect(findClashes(new Map([[at, effect]]), [archive], order, []).get(effect) ?? null).toBe(note);
});

const later = unpack("/usr/lib");

test.each<[string, string[], string[], string | null]>([
    ["the same file", ["/usr/lib/tool/readme"], [], null],
    ["a file in place of a directory", ["/usr/lib/tool/bin"], [], "One archive has a directory at /usr/lib/tool/bin"],
    ["a file in place of an empty one", ["/usr/lib/tool/empty"], [], "a directory at /usr/lib/tool/empty"],
    ["a directory in place of a file", ["/usr/lib/tool/readme/x"], [], "a directory at /usr/lib/tool/readme"],
    ["an empty one in place of a file", [], ["/usr/lib/tool/readme"], "a directory at /usr/lib/tool/readme"],
    ["a file of a collection", ["/usr/share/c/x"], [], "/usr/share/c holds what the content brings already."],
    ["a file above a collection", ["/usr/share"], [], "/usr/share/c holds what the content brings already."],
    ["a directory above a collection", ["/usr/share/d"], ["/usr/share"], null],
])("an archive that brings %s comes over another, or says why not", (_what, leaves, directories, note) => {
    const laid = [archive, { ...none, effect: later, leaves, directories }];
    const clashes = findClashes(new Map(), laid, new Map(), ["/usr/share/c"]);
    if (note === null) expect(clashes.size).toBe(0);
    else expect(clashes.get(later)).toContain(note);
});

test("an archive that has what an earlier step put there is told, since nobody can have both", () => {
    const one = { ...none, effect: unpack("/usr/bin/x"), leaves: ["/usr/bin/x"], files: new Map([["/usr/bin/x", ""]]) };
    const over = { ...none, effect: later, leaves: ["/usr/bin/x"] };
    expect([...findClashes(new Map(), [one, over], new Map(), [])]).toEqual([
        [later, "It has /usr/bin/x, which an earlier step has put there."],
    ]);
    expect(findClashes(new Map(), [one, { ...over, links: new Map([["/usr/bin/x", ""]]) }], new Map(), []).size).toBe(
        0,
    );
    const [path, effect] = link("/usr/lib/tool/readme");
    const order = new Map([effect, archive.effect].map((each, index) => [each, index]));
    expect([...findClashes(new Map([[path, effect]]), [archive], order, [])]).toEqual([
        [archive.effect, "It has /usr/lib/tool/readme, which an earlier step has put there."],
    ]);
});

test("an archive that has a file of its own name is told, since a step may remove the one for the other", () => {
    const from = { url: "https://dl.example/a.tgz?x=1", sha256: null, member: "" };
    const effect: Effect = { kind: "file", path: "/usr/bin", mode: null, from };
    const own = { ...none, effect, leaves: ["/usr/bin/a.tgz"] };
    expect([...findClashes(new Map(), [own], new Map(), [])]).toEqual([
        [effect, "It has /usr/bin/a.tgz, which is its own name."],
    ]);
    const single: Effect = { ...effect, path: "/usr/bin/a.tgz", from: { ...from, member: null } };
    expect(findClashes(new Map(), [{ ...own, effect: single }], new Map(), []).size).toBe(0);
});
