import { expect, test } from "vitest";

import { dropRequirement } from "../../src/ee/drop.ts";

const main = "execution-environment.yml";
const step = (text: string, name = "append_final") => ({ kind: "build-step" as const, name, text });
const dropped = (text: string, requirement: Parameters<typeof dropRequirement>[2], line = 1) =>
    dropRequirement(new Map([[main, text]]), main, requirement, [{ file: main, line }])?.get(main) ?? null;

const block = `version: 3
additional_build_steps:
  append_final: |
    # First
    RUN one
    RUN two && \\
      # between
      three
    RUN four
  prepend_final:
    - RUN one
    - RUN curl https://me:pw@example.com/x
`;

test("one step of a text goes with its continued lines, and all else keeps its bytes", () => {
    expect(dropped(block, step("RUN two && \\\n  # between\n  three"))).toBe(
        block.replace("    RUN two && \\\n      # between\n      three\n", ""),
    );
    expect(dropped(block, step("RUN four"))).toBe(block.replace("    RUN four\n", ""));
});

test("one step of a list goes, in the stage that was named, also when it was shown without its secret", () => {
    expect(dropped(block, step("RUN one", "prepend_final"))).toBe(block.replace("    - RUN one\n", ""));
    expect(dropped(block, step("RUN curl https://<redacted>@example.com/x", "prepend_final"))).toBe(
        block.replace("    - RUN curl https://me:pw@example.com/x\n", ""),
    );
});

test("the last step takes its key along, for ansible-builder refuses keys without a value", () => {
    const text = "version: 3\nadditional_build_steps:\n  append_final:\n    - RUN one\noptions:\n  tags: [a]\n";
    expect(dropped(text, step("RUN one"))).toBe("version: 3\noptions:\n  tags: [a]\n");
});

test("a Python requirement goes with its hashes on the lines that it goes on in", () => {
    const files = new Map([
        [main, "version: 3\ndependencies: {python: requirements.txt}\n"],
        ["requirements.txt", "six\nttp==1 \\\n  --hash=sha256:ab \\\n  --hash=sha256:cd\nnetaddr\n"],
    ]);
    const requirement = { kind: "python" as const, name: "ttp", text: "ttp==1" };
    const left = dropRequirement(files, main, requirement, [{ file: "requirements.txt", line: 2 }]);
    expect(left?.get("requirements.txt")).toBe("six\nnetaddr\n");
});

test.each([
    ["six \\\n\nnetaddr\n", "\nnetaddr\n"],
    ["six \\\n# note\nnetaddr\n", "# note\nnetaddr\n"],
    ["six \\\n  --hash=sha256:ab \\\n\nnetaddr\n", "\nnetaddr\n"],
])("of %j only what pip reads as one with it goes along", (text, rest) => {
    const files = new Map([
        [main, "version: 3\ndependencies: {python: requirements.txt}\n"],
        ["requirements.txt", text],
    ]);
    const requirement = { kind: "python" as const, name: "six", text: "six" };
    const left = dropRequirement(files, main, requirement, [{ file: "requirements.txt", line: 1 }]);
    expect(left?.get("requirements.txt")).toBe(rest);
});

test("of a list in the definition the items go that are one requirement", () => {
    const list = (...items: string[]) =>
        `version: 3\ndependencies:\n  python:\n${items.map(item => `    - ${item}\n`).join("")}`;
    const six = { kind: "python" as const, name: "six", text: "six" };
    expect(dropped(list("six \\", "--hash=sha256:ab", "netaddr"), six, 4)).toBe(list("netaddr"));
    expect(dropped(list("six \\", '"# note"', "netaddr"), six, 4)).toBe(list('"# note"', "netaddr"));
});

test("what is not there, or cannot be told, is left to its author", () => {
    expect(dropped(block, step("RUN five"))).toBe(null);
    expect(dropped("version: [", step("RUN one"))).toBe(null);
    expect(dropped(block, { kind: "system", name: "git", text: "git" }, 5)).toBe(null);
});

test("an entry goes from the list that it was written in, at all places", () => {
    const files = new Map([
        [
            main,
            "version: 3\ndependencies:\n  galaxy: requirements.yml\n  python: [six, nothere]\n  system:\n    - git\n",
        ],
        ["requirements.yml", "roles:\n  - name: a.role\n  - name: b.role\ncollections:\n  - name: a.b\n"],
    ]);
    const drop = (kind: "role" | "system", text: string, ...places: [string, number][]) =>
        dropRequirement(
            files,
            main,
            { kind, name: text, text },
            places.map(([file, line]) => ({ file, line })),
        );
    expect(drop("role", "b.role", ["requirements.yml", 3])?.get("requirements.yml")).toBe(
        "roles:\n  - name: a.role\ncollections:\n  - name: a.b\n",
    );
    expect(drop("system", "git", [main, 6])?.get(main)).not.toContain("git");
    expect(drop("role", "b.role", ["requirements.yml", 3], ["elsewhere.yml", 1])).toBe(null);
});

test("a long text of steps is looked through soon", { tags: ["hostile"] }, () => {
    const lines = Array.from({ length: 3000 }, (_line, index) => `    RUN echo ${index}`);
    expect(
        dropped(`version: 3\nadditional_build_steps:\n  append_final: |\n${lines.join("\n")}\n`, step("RUN nothing")),
    ).toBe(null);
});
