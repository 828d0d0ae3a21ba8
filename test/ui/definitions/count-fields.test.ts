import { expect, test } from "vitest";

import { readFields } from "../../../src/ee/fields.ts";
import { countFields } from "../../../src/ui/definitions/count-fields.ts";
import { countSteps } from "../../../src/ui/definitions/count-steps.ts";
import { readSummary } from "../../../src/ui/definitions/read-summary.ts";

const MAIN = "execution-environment.yml";

const files = new Map([
    [
        MAIN,
        `version: 3
dependencies:
  galaxy: requirements.yml
  python: [six]
additional_build_steps:
  prepend_base:
    - RUN one
    - |
      RUN two && \\
        RUN three
  append_final: |
    # none
    RUN four
    RUN five \\
      --more
options:
  user: "1000"
`,
    ],
    ["requirements.yml", "collections: [ansible.posix, ansible.utils]\nroles: [geerlingguy.docker]\n"],
]);

test("a step is an instruction, and a role is no collection", () => {
    const fields = readFields(files, MAIN);
    if ("brokenLine" in fields) throw new Error("the text can be read");
    const none = { system: 0, excludes: 0, files: 0 };
    expect(countFields(fields)).toEqual({ collections: 2, roles: 1, python: 1, options: 1, ...none });
    expect(countSteps(fields)).toBe(4);
});

test("the list of definitions counts as the form does", () => {
    const fields = readFields(files, MAIN);
    if ("brokenLine" in fields) throw new Error("the text can be read");
    expect(readSummary({ name: "counted", files }).counts).toEqual(countFields(fields));
});
