import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

import { checkDefinition } from "../../src/ee/check.ts";
import { upgradeText } from "../../src/ee/upgrade.ts";
import { findShared } from "../support/shared.ts";
import { sampleOf } from "./random.ts";
import { readFiles } from "./read-files.ts";

const OLD = `---
# ours
version: 1   # for long

build_arg_defaults:   # images
  # the base
  EE_BASE_IMAGE: 'quay.io/ansible/ansible-runner:stable-2.12-latest' # not ours
  EE_BUILDER_IMAGE: quay.io/ansible/ansible-builder:latest

ansible_config: 'files/ansible.cfg'   # servers
dependencies:
  galaxy: requirements.yml
additional_build_steps:
  # before
  prepend: |
    RUN whoami
  append:
    - RUN true # after
`;

const NEW = `---
# ours
version: 3   # for long

images:   # images
  # the base
  base_image:
    name: 'quay.io/ansible/ansible-runner:stable-2.12-latest' # not ours
  # EE_BUILDER_IMAGE: quay.io/ansible/ansible-builder:latest

additional_build_files:
  - src: 'files/ansible.cfg'   # servers
    dest: configs
dependencies:
  galaxy: requirements.yml
additional_build_steps:
  # before
  prepend_final: |
    RUN whoami
  append_final:
    - RUN true # after
  prepend_galaxy:
    - COPY _build/configs/ansible.cfg /etc/ansible/ansible.cfg
`;

test("a definition of version 1 becomes one of version 3 with every comment", () => {
    const upgraded = upgradeText(OLD);
    expect(upgraded?.text).toBe(NEW);
    expect(upgraded?.notes).toHaveLength(2);
    const files = new Map([
        ["execution-environment.yml", NEW],
        ["requirements.yml", "collections: []\n"],
        ["files/ansible.cfg", ""],
    ]);
    expect(checkDefinition(files)).toMatchObject({ version: 3, accepted: true });
});

test.each([
    [
        "the builder image of version 2 is a comment",
        "version: 2\nimages:\n  base_image:\n    name: a:b\n  builder_image: # c\n    name: d:e\n",
        "version: 3\nimages:\n  base_image:\n    name: a:b\n  # builder_image: # c\n    # name: d:e\n".replace(
            "    # name",
            "  #   name",
        ),
    ],
    [
        "other build arguments stay",
        "build_arg_defaults:\n  EE_BASE_IMAGE: a:b # c\n  ANSIBLE_GALAXY_CLI_ROLE_OPTS: -v\n",
        "version: 3\nimages:\n  base_image:\n    name: a:b # c\nbuild_arg_defaults:\n  ANSIBLE_GALAXY_CLI_ROLE_OPTS: -v\n",
    ],
    [
        "a tag is added",
        "version: 1\nbuild_arg_defaults: {EE_BASE_IMAGE: a/b}\n",
        "version: 3\nimages:\n  base_image:\n    name: a/b:latest\n",
    ],
    [
        "a configuration for nothing is a comment",
        "version: 1\nansible_config: ansible.cfg\n",
        "version: 3\n# ansible_config: ansible.cfg\n",
    ],
    [
        "lines of Windows stay so",
        "version: 1\r\nadditional_build_steps:\r\n  append: RUN true\r\n",
        "version: 3\r\nadditional_build_steps:\r\n  append_final: RUN true\r\n",
    ],
])("%s", (_what, text, after) => {
    expect(upgradeText(text)?.text).toBe(after);
});

test("what is of version 3, or cannot be read, is not upgraded", () => {
    for (const text of ["version: 3\n", "version: [\n", "version: '1'\n", "- a\n", ""])
        expect(upgradeText(text)).toBeNull();
});

const corpus = findShared("corpus");

if (corpus !== null)
    test("public definitions of version 1 and 2 are accepted as version 3", () => {
        const truth: Record<string, { definition: string; valid: boolean }> = JSON.parse(
            readFileSync(join(corpus, "truth.json"), "utf8"),
        );
        let [count, accepted] = [0, 0];
        const refused: string[] = [];
        for (const [name, { definition, valid }] of sampleOf(Object.entries(truth))) {
            const files = readFiles(join(corpus, name));
            const text = files.get(definition) ?? "";
            const upgraded = upgradeText(text);
            if (!upgraded) continue;
            count += 1;
            const check = checkDefinition(files.set(definition, upgraded.text), definition);
            if (check.accepted && check.version === 3) accepted += 1;
            else if (valid) refused.push(`${name}: ${check.builderMessage}`);
            for (const comment of text.match(/(?<=^|\s)#.*/gm) ?? [])
                expect(upgraded.text, name).toContain(comment.trimEnd());
        }
        console.log(`corpus: ${count} definitions upgraded, ${accepted} of them accepted as version 3`);
        expect(refused).toEqual([]);
        expect(count).toBeGreaterThan(0);
    });
