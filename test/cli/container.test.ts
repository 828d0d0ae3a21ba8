import { expect, test } from "vitest";

import { changedFiles } from "../../src/build/lock.ts";
import { withContainer } from "../../src/cli/container.ts";
import { choicesFile, readChoices } from "../../src/ee/choices.ts";

const given = { name: "a", files: new Map([["execution-environment.yml", "version: 3\n"]]), file: null };
const choose = (container?: string, containerOnly = false, files = given.files) =>
    readChoices(withContainer({ container, containerOnly }, { ...given, files }).files).container;

test("an image given counts instead of the one that is chosen beside the definition", () => {
    const chosen = new Map([...given.files, [choicesFile, `{"container": {"image": "quay.io/a/b:1", "alone": true}}`]]);
    expect(choose("quay.io/a/ee:2", false, chosen)).toEqual({ image: "quay.io/a/ee:2" });
    expect(choose("quay.io/a/ee:2", true)).toEqual({ image: "quay.io/a/ee:2", alone: true });
    expect(choose(undefined, false, chosen)).toEqual({ image: "quay.io/a/b:1", alone: true });
    expect(choose()).toBeNull();
});

test("what is no image, an image alone without one, and choices that would be lost are a matter of usage", () => {
    expect(() => choose("ee:1")).toThrow("--container: Name the registry of ee:1 too");
    expect(() => choose(undefined, true)).toThrow("--container-only goes with --container IMAGE");
    expect(() => choose("quay.io/a/ee", false, new Map([...given.files, [choicesFile, "{"]]))).toThrow("`check` tells");
});

test("what was built with an image given is the same definition with the same image given, and no other", () => {
    const make = (container: string, containerOnly: boolean) =>
        withContainer({ container, containerOnly }, given).files;
    const then = [...make("quay.io/a/ee:1", true)].map(([path, text]) => [`definition/${path}`, text] as const);
    const changed = (files: ReadonlyMap<string, string>) => changedFiles({ about: new Map(then) }, files);
    expect(changed(make("quay.io/a/ee:1", true))).toEqual([]);
    for (const other of [make("quay.io/a/ee:2", true), make("quay.io/a/ee:1", false), given.files])
        expect(changed(other)).toEqual([choicesFile]);
});
