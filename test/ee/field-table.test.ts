/** The form knows every key that a version has. */
import { expect, test } from "vitest";

import { listFields, sectionOf } from "../../src/ee/field-table.ts";
import { keysAt } from "../../src/ee/schema-keys.ts";

/** Paths of all keys of a version that hold no further keys. */
const leaves = (version: 1 | 2 | 3, path: string[] = []): string[] => {
    const keys = keysAt(version, path);
    return keys.length === 0 ? [path.join(".")] : keys.flatMap(key => leaves(version, [...path, key]));
};

test.each([1, 2, 3] as const)("every key of version %i has a field, and no other key has", version => {
    const fields = listFields(version).map(({ path }) => path.join("."));
    expect(fields.toSorted()).toEqual(
        leaves(version)
            .filter(path => path !== "version")
            .sort(),
    );
});

test("each field is in the section that its findings are shown in", () => {
    for (const version of [1, 2, 3])
        for (const { path, section } of listFields(version)) expect(sectionOf(path), path.join(".")).toBe(section);
});
