import { expect, test } from "vitest";

import { findInterpreter, type InterpreterWish, interpreterWish } from "../../src/build/interpreter.ts";
import { checkDefinition } from "../../src/ee/check.ts";
import { choicesFile, readChoices } from "../../src/ee/choices.ts";
import { readTarget } from "../../src/ee/target.ts";
import type { Composer } from "../../src/osbuild/composer.ts";

const rpm = (name: string, version: string) => ({ name, version, epoch: 0, release: "1.el9", arch: "x86_64" });
const sources: Record<string, ReturnType<typeof rpm>[]> = {
    "ansible-core": [rpm("ansible-core", "2.14.0"), rpm("python3", "3.9.18")],
    "ansible-core >= 2.14": [rpm("ansible-core", "2.14.0"), rpm("python3", "3.9.18")],
    "python3.12": [rpm("python3.12", "3.12.5")],
};
const composer: Partial<Composer> = {
    async depsolve([spec = ""]) {
        const packages = sources[spec];
        return packages ? { state: "resolved", packages } : { state: "missing", specs: [spec], message: "" };
    },
};

const named = ["python3.12", "python3.12-devel"];

test.each<[string, string, InterpreterWish]>([
    ["that of the RPM that is asked for", "python3", { core: "ansible-core >= 2.14", named }],
    ["the named one, where no RPM is what is asked for", "python3.12", { core: "ansible-core >= 2.19", named }],
    ["the named one, where Ansible comes by a wheel", "python3.12", { core: null, named }],
    ["that of the RPM, where nothing says that Ansible comes by a wheel", "python3", { core: undefined, named }],
    ["that of another RPM, where none is named", "python3", { core: null, named: [] }],
])("the interpreter of Ansible is %s", async (_what, prefix, wish) => {
    expect(await findInterpreter(composer as Composer, readTarget("centos-9"), wish)).toMatchObject({ prefix });
});

test.each<[string, string, string, InterpreterWish]>([
    ["nothing", "{}", "{}", { core: undefined, named: [] }],
    [
        "an interpreter",
        "{python_interpreter: {package_system: 'python3.12 python3.12-devel'}}",
        "{}",
        { core: undefined, named },
    ],
    [
        "a version of ansible-core",
        "{ansible_core: {package_pip: 'ansible-core>=2.14'}}",
        "{}",
        { core: "ansible-core >= 2.14", named: [] },
    ],
    [
        "a wheel of it, by its address",
        "{ansible_core: {package_pip: 'ansible-core @ https://example.com/ansible_core-2.19.0-py3-none-any.whl'}}",
        "{}",
        { core: null, named: [] },
    ],
    [
        "a wheel of it, by choice",
        "{ansible_core: {package_pip: ansible-core}}",
        `{"carriers": [{"kind": "python", "name": "ansible-core", "carrier": "content"}]}`,
        { core: null, named: [] },
    ],
])("of %s that a definition names, this is asked", (_what, dependencies, choices, wish) => {
    const main = `version: 3\ndependencies: ${dependencies}\n`;
    const files = new Map([
        ["execution-environment.yml", main],
        [choicesFile, choices],
    ]);
    expect(interpreterWish(files, checkDefinition(files).definition ?? {}, readChoices(files))).toEqual(wish);
});
