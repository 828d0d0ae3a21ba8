import { expect, test } from "vitest";

import { withContainer } from "../../src/cli/container.ts";
import { choicesFile, readChoices } from "../../src/ee/choices.ts";

const given = { name: "a", files: new Map([["execution-environment.yml", "version: 3\n"]]), file: null };
const choose = (container?: string, containerOnly = false, files = given.files) =>
    readChoices(withContainer({ container, containerOnly, lock: undefined }, { ...given, files }).files).container;

test("an image given counts instead of the one that is chosen beside the definition", () => {
    const chosen = new Map([...given.files, [choicesFile, `{"container": {"image": "quay.io/a/b:1", "alone": true}}`]]);
    expect(choose("quay.io/a/ee:2", false, chosen)).toEqual({ image: "quay.io/a/ee:2" });
    expect(choose("quay.io/a/ee:2", true)).toEqual({ image: "quay.io/a/ee:2", alone: true });
    expect(choose(undefined, false, chosen)).toEqual({ image: "quay.io/a/b:1", alone: true });
    expect(choose()).toBeNull();
});

test("what is no image, an image alone without one, and choices that would be lost are a matter of usage", () => {
    expect(() => choose("ee:1")).toThrow("--container: Name the registry of ee:1 too");
    const locked = { container: "quay.io/a/ee:1", containerOnly: false, lock: "ee/a" };
    expect(() => withContainer(locked, given)).toThrow("--container does not go with it");
    expect(() => choose(undefined, true)).toThrow("--container-only goes with --container IMAGE");
    expect(() => choose("quay.io/a/ee", false, new Map([...given.files, [choicesFile, "{"]]))).toThrow("`check` tells");
});
