/** The editor explains every key that a definition may have. */
import { expect, test } from "vitest";

import type { SchemaVersion } from "../../src/ee/definition.ts";
import { documentationOf } from "../../src/ee/documentation.ts";
import { keyTexts } from "../../src/ee/documented-keys.ts";
import { keysAt, kindsAt } from "../../src/ee/schema-keys.ts";

type Path = (string | number)[];

/** The paths of all keys below a mapping, those in lists included. */
const keysBelow = (version: SchemaVersion, path: Path = []): Path[] =>
    keysAt(version, path).flatMap(key => {
        const own = [...path, key];
        return [own, ...keysBelow(version, own), ...keysBelow(version, [...own, 0])];
    });

const versions = [1, 2, 3] as const;
const nameOf = (path: Path) => path.filter(step => typeof step === "string").join(".");

test.each(versions)("every key of version %s has its documentation", version => {
    const paths = keysBelow(version);
    expect(paths.length).toBeGreaterThan(12);
    expect(paths.filter(path => !documentationOf(version, path)?.about).map(nameOf)).toEqual([]);
    expect(paths.filter(path => kindsAt(version, path).length === 0).map(nameOf)).toEqual([]);
});

test("nothing is explained that no version has", () => {
    const known = new Set(versions.flatMap(version => keysBelow(version).map(nameOf)));
    expect(Object.keys(keyTexts).filter(name => !known.has(name))).toEqual([]);
});

test("what a key takes, and since when it is known, is told from the schemas", () => {
    expect(documentationOf(3, ["dependencies", "python"])?.facts).toEqual([
        "text or list",
        "ansible-builder 1.0 or newer",
    ]);
    expect(documentationOf(1, ["dependencies", "python"])?.facts[0]).toBe("text");
    expect(documentationOf(2, ["images"])?.facts[1]).toBe("ansible-builder 1.2 or newer");
    expect(documentationOf(3, ["options", "user"])).toMatchObject({
        facts: ["text", "ansible-builder 3.0 or newer"],
        fallback: "'1000'",
    });
    expect(documentationOf(3, ["dependencies", "exclude", "python"])?.facts[1]).toBe("ansible-builder 3.1 or newer");
    expect(documentationOf(3, ["options", "skip_pip_check"])?.facts[1]).toBe("ansible-builder 3.2 or newer");
    expect(documentationOf(3, ["additional_build_files", 0, "src"])?.facts[0]).toBe("text");
});

test("what a version does not know is not explained in it", () => {
    expect(documentationOf(1, ["images"])).toBeNull();
    expect(documentationOf(3, ["ansible_config"])).toBeNull();
    expect(documentationOf(3, ["dependencies", "constructor"])).toBeNull();
});
