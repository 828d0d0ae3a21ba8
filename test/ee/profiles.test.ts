import { expect, test } from "vitest";

import { listProfiles, reword, setProfiles, withoutProfiles } from "../../src/ee/profiles.ts";

test.each([
    ["git", []],
    ["git [platform:rpm]", ["platform:rpm"]],
    ["gcc [compile !platform:dpkg] >=4,<9", ["compile", "!platform:dpkg"]],
    ["a [(platform:redhat platform:base-py3) test]", ["(platform:redhat platform:base-py3)", "test"]],
    ["a []", []],
    ["a [", []],
])("the profiles of %j are %j", (line, profiles) => {
    expect(listProfiles(line)).toEqual(profiles);
});

test.each([
    ["git", ["compile"], "git [compile]"],
    ["git >=2", ["compile"], "git [compile] >=2"],
    ["gcc [compile platform:rpm] >=4", ["compile"], "gcc [compile] >=4"],
    ["gcc [compile] >=4", [], "gcc >=4"],
    ["gcc [compile]", [], "gcc"],
    ["git", [], "git"],
])("%j with the profiles %j is %j", (line, profiles, changed) => {
    expect(setProfiles(line, profiles)).toBe(changed);
});

test.each([
    ["git", "git-core", "git-core"],
    ["git [ compile  test ]", "git-core", "git-core [ compile  test ]"],
    ["git [compile] >=2", "git >=3", "git [compile] >=3"],
    ["git [compile]", "git [test compile] >=2", "git [compile test] >=2"],
    ["git [compile]", "git [", "git [compile] ["],
    ["git", "git [compile]", "git [compile]"],
])("%j in the words %j is %j, and shows them without profiles", (line, words, reworded) => {
    expect(reword(line, words)).toBe(reworded);
    expect(withoutProfiles(reworded)).toBe(withoutProfiles(words));
});
