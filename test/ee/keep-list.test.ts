/** A requirement list moves between the definition and a file of its own, and no comment gets lost. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ListKind } from "../../src/ee/field-list.ts";
import { type Fields, readFields } from "../../src/ee/fields.ts";
import { definitionFile } from "../../src/ee/files.ts";
import { keepInDefinition, keepInFile } from "../../src/ee/keep-list.ts";
import { findShared } from "../support/shared.ts";
import { sampleOf, seedOfRun } from "./random.ts";
import { readFiles } from "./read-files.ts";

const MAIN = "execution-environment.yml";
type Files = ReadonlyMap<string, string>;

function fieldsOf(files: Files, main = MAIN): Fields {
    const fields = readFields(files, main);
    if ("brokenLine" in fields) throw new Error(`broken in line ${fields.brokenLine}`);
    return fields;
}
const comments = (files: Files): string[] =>
    [...files.values()].flatMap(text => text.match(/#.*/g) ?? []).map(text => text.trim());
const asked = (files: Files, kind: ListKind, main = MAIN): string[] =>
    fieldsOf(files, main)[kind].entries.map(({ name, version }) => `${name} ${version}`);

const INLINE = `version: 3 # ours
dependencies:
  galaxy: # from Galaxy
    # the network
    collections:
      - name: a.b # beside
        version: ">=1"

      # above
      - c.d
    # at the end
  python: # pip
    # first
    - six  # why

    - "requests[socks]>=2 ; python_version > '3'"
    # last
  # about the system
  system: [git, 'make [compile]'] # tools
# end
`;

test("lists go into files of their own, with every comment", () => {
    let files: Files = new Map([[MAIN, INLINE]]);
    for (const kind of ["collections", "python", "system"] as const) {
        const moved = keepInFile(files, MAIN, fieldsOf(files)[kind]);
        if (!moved) throw new Error(`${kind} did not move`);
        expect(asked(moved, kind)).toEqual(asked(files, kind));
        files = moved;
    }
    expect(files.get("requirements.yml")).toBe(
        '# the network\ncollections:\n  - name: a.b # beside\n    version: ">=1"\n\n  # above\n  - c.d\n# at the end\n',
    );
    expect(files.get("requirements.txt")).toBe(
        "# first\nsix  # why\n\nrequests[socks]>=2 ; python_version > '3'\n# last\n# about the system\n".replace(
            "# about the system\n",
            "",
        ),
    );
    expect(files.get("bindep.txt")).toBe("git\nmake [compile]\n");
    expect(files.get(MAIN)).toBe(
        "version: 3 # ours\ndependencies:\n  galaxy: requirements.yml # from Galaxy\n  python: requirements.txt # pip\n  # about the system\n  system: bindep.txt # tools\n# end\n",
    );
});

test("and come back to the bytes they were, as far as those were lists", () => {
    for (const kind of ["collections", "python"] as const) {
        const before: Files = new Map([[MAIN, INLINE.replaceAll(/"(requests.*)"/g, "$1")]]);
        const there = keepInFile(before, MAIN, fieldsOf(before)[kind]);
        const back = there && keepInDefinition(there, MAIN, fieldsOf(there)[kind]);
        expect(back).toEqual(before);
    }
});

test("a block of text goes into a file as it is", () => {
    const text = "version: 3\ndependencies:\n  python: | # pip\n    # first\n    six # why\n\n    requests\n";
    const files: Files = new Map([[MAIN, text]]);
    const moved = keepInFile(files, MAIN, fieldsOf(files).python);
    expect(moved?.get("requirements.txt")).toBe("# first\nsix # why\n\nrequests\n");
    expect(moved?.get(MAIN)).toBe("version: 3\ndependencies:\n  python: requirements.txt # pip\n");
});

test("a file that something else names stays, and no file is overwritten", () => {
    const others = { "requirements.txt": "six\n", "more.txt": "-r requirements.txt\n" };
    const files: Files = new Map([
        [MAIN, "version: 3\ndependencies:\n  python: requirements.txt\n"],
        ...Object.entries(others),
    ]);
    const inline = keepInDefinition(files, MAIN, fieldsOf(files).python);
    if (!inline) throw new Error("it did not move");
    expect(inline.get("requirements.txt")).toBe("six\n");
    expect(keepInFile(inline, MAIN, fieldsOf(inline).python)?.get("requirements-2.txt")).toBe("six\n");
});

test.each([
    ["a list of roles alone", "- src: a.b\n"],
    ["a second document", "collections: []\n---\n"],
    ["nothing", ""],
    ["what is broken", "collections: [\n"],
])("%s stays in its file", (_what, text) => {
    const files: Files = new Map([
        [MAIN, "version: 3\ndependencies:\n  galaxy: r.yml\n"],
        ["r.yml", text],
    ]);
    expect(keepInDefinition(files, MAIN, fieldsOf(files).collections)).toBeNull();
});

const corpus = findShared("corpus");

if (corpus !== null)
    test("the lists of some public definitions go there and back with every comment", () => {
        const truth: Record<string, { definition: string }> = JSON.parse(
            readFileSync(join(corpus, "truth.json"), "utf8"),
        );
        const seed = seedOfRun();
        const counts = { inline: 0, file: 0 };
        for (const [name, { definition: main = definitionFile(new Map()) }] of sampleOf(
            Object.entries(truth),
            10,
            seed,
        )) {
            const files = readFiles(join(corpus, name));
            const fields = readFields(files, main);
            if ("brokenLine" in fields || fields.version < 3 || main.includes("/")) continue;
            for (const kind of ["collections", "python", "system"] as const) {
                const list = fields[kind];
                const there = keepInFile(files, main, list) ?? keepInDefinition(files, main, list);
                if (!there) continue;
                const isInline = list.holder.file === main;
                counts[isInline ? "inline" : "file"] += 1;
                expect(asked(there, kind, main), `${name} ${kind}`).toEqual(asked(files, kind, main));
                expect(comments(there).sort(), `${name} ${kind}`).toEqual(
                    expect.arrayContaining(comments(files).sort()),
                );
                const now = fieldsOf(there, main)[kind];
                const back = isInline ? keepInDefinition(there, main, now) : keepInFile(there, main, now);
                if (!back) throw new Error(`${name} ${kind} does not come back`);
                expect(asked(back, kind, main), `${name} ${kind}`).toEqual(asked(files, kind, main));
                expect(comments(back).sort(), `${name} ${kind}`).toEqual(comments(files).sort());
            }
        }
        console.log(
            `corpus, seed ${seed}: ${counts.inline} lists of definitions and ${counts.file} of files moved there and back`,
        );
    });
