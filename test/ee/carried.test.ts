import { expect, test } from "vitest";

import { carriedFiles } from "../../src/ee/carried.ts";
import { checkDefinition } from "../../src/ee/check.ts";

test("only the definition, the lists that it names and its Galaxy servers leave the directory", () => {
    const files = new Map([
        [
            "execution-environment.yml",
            "version: 3\ndependencies:\n  galaxy: deps/requirements.yml\n  python: |\n    six\n",
        ],
        ["deps/requirements.yml", "collections:\n  - name: a.b\n"],
        [
            "ansible.cfg",
            "[galaxy]\nserver_list = hub\n[galaxy_server.hub]\nurl = https://hub.example.com/\ntoken = tok123\n",
        ],
        [".netrc", "machine example.com password pw123"],
        ["files/vault_pass.txt", "pw123"],
        ["requirements.txt", "not-named"],
    ]);
    const { definition } = checkDefinition(files);
    const carried = carriedFiles(files, definition ?? {});
    expect([...carried.keys()]).toEqual(["execution-environment.yml", "deps/requirements.yml", "ansible.cfg"]);
    expect([...carried.values()].join("")).not.toMatch(/pw123|tok123/);
});
