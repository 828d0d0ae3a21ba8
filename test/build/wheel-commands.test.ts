import { expect, test } from "vitest";

import type { PlannedRequirement } from "../../src/build/plan.ts";
import { amendWheel, commandFiles, commandPaths, placeCommands } from "../../src/build/wheel-commands.ts";

const command = (name: string, called = "tool:main") => {
    const [module = "", path = ""] = called.split(":");
    return { name, module, path };
};
const wheels = [
    { name: "one", commands: [command("first"), command("git"), command("stepped")] },
    { name: "two", commands: [command("first"), command("second")] },
    { name: "plain", commands: [] },
];

test("a command is made where no RPM, no build step and no other wheel has its file, and else it is said why not", () => {
    expect(commandPaths(wheels)).toEqual(["first", "git", "stepped", "second"].map(name => `/usr/bin/${name}`));
    const placed = placeCommands(wheels, new Set(["/usr/bin/git"]), new Set(["/usr/bin/stepped"]));
    expect(placed.made).toEqual(
        new Map([
            ["one", ["first"]],
            ["two", ["second"]],
            ["plain", []],
        ]),
    );
    expect([...placed.notes]).toEqual([
        [
            "one",
            "An RPM of the plan has /usr/bin/git, so that of the wheel is not made. A build step puts /usr/bin/stepped in the place of the wheel’s.",
        ],
        ["two", "/usr/bin/first is that of one."],
    ]);
    const row: PlannedRequirement = {
        ...{ kind: "python", name: "One", wanted: "", text: "One", askedBy: ["line 1"] },
        ...{ carrier: "content", fidelity: "exact", satisfiedBy: "one-1.0 (wheel)", note: null },
    };
    expect(amendWheel(row, placed)).toMatchObject({ fidelity: "equivalent", note: placed.notes.get("one") });
    expect(amendWheel({ ...row, name: "plain" }, placed)).toMatchObject({ fidelity: "exact", note: null });
    expect(amendWheel({ ...row, carrier: "blueprint" }, placed)).toMatchObject({ fidelity: "exact" });
});

test("a command calls what its wheel says, on the interpreter that the wheels are for", () => {
    const commands = [
        ...[command("tool", "tool.cli:Cli.main"), command("left")],
        ...[
            { name: "script", script: "print(1)\n" },
            { name: "program", isFile: true as const },
        ],
    ];
    const tool = { name: "tool", programs: "/cache/tool/programs", commands };
    const made = new Map([["tool", ["tool", "script", "program"]]]);
    expect(commandFiles([tool], made, { prefix: "python3.12" })).toEqual([
        [
            "/usr/bin/tool",
            {
                mode: 0o755,
                content: "#!/usr/bin/python3.12\nimport sys\n\nfrom tool.cli import Cli\n\nsys.exit(Cli.main())\n",
            },
        ],
        ["/usr/bin/script", { mode: 0o755, content: "#!/usr/bin/python3.12\nprint(1)\n" }],
        ["/usr/bin/program", { mode: 0o755, content: { from: "/cache/tool/programs/program" } }],
    ]);
});
