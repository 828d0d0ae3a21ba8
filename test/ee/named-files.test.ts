/** The files that a definition names have their place, there or not. */
import { expect, test } from "vitest";

import { namedFiles } from "../../src/ee/named-files.ts";

const MAIN = "execution-environment.yml";

const names = (text: string, others: readonly string[] = []) =>
    namedFiles(new Map([[MAIN, text], ...others.map(name => [name, ""] as const)]), MAIN).map(({ file }) => file);

test("requirement lists, the configuration and files for the build are found in the order they are named", () => {
    const text = [
        "version: 3",
        "additional_build_files:",
        "  - {src: ./files/ansible.cfg, dest: configs}",
        "dependencies:",
        "  system: bindep.txt",
        "  galaxy: deps/requirements.yml",
    ].join("\n");
    expect(names(text)).toEqual(["deps/requirements.yml", "bindep.txt", "files/ansible.cfg"]);
    expect(names("ansible_config: ansible.cfg\n")).toEqual(["ansible.cfg"]);
});

test("what is written in the definition itself, or lies outside of it, names no file", () => {
    const dependencies = (value: string) => `version: 3\ndependencies:\n  python: ${value}\n`;
    for (const value of ["[a]", "|\n    a", "/etc/x.txt", "../x.txt", "''", MAIN, "{}"])
        expect(names(dependencies(value)), value).toEqual([]);
});

test("a pattern, a directory or an archive is no file that could be written", () => {
    const source = (src: string) => `version: 3\nadditional_build_files:\n  - src: "${src}"\n    dest: x\n`;
    for (const src of ["*.cfg", "files", "tools.tar.gz"]) expect(names(source(src)), src).toEqual([]);
    expect(names(source("tools.tar.gz"), ["tools.tar.gz"])).toEqual(["tools.tar.gz"]);
});

test("a definition that is broken elsewhere still names its files, and one that is no text names none", () => {
    expect(names("dependencies:\n  galaxy: requirements.yml\nimages: [\n")).toEqual(["requirements.yml"]);
    expect(names("\u0000\ufffd")).toEqual([]);
    expect(names("[".repeat(1000))).toEqual([]);
});
