import { expect, test } from "vitest";

import { findClashes } from "../../src/build/step-clashes.ts";
import type { Effect } from "../../src/ee/effect.ts";

const link = (path: string): [string, Effect] => [path, { kind: "link", path, target: "x" }];
const archive = {
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
    expect(findClashes(new Map([[at, effect]]), [archive]).get(effect) ?? null).toBe(note);
});
