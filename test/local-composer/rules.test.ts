import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import { Refusal } from "../../src/local-composer/answer.ts";
import { parseArguments } from "../../src/local-composer/arguments.ts";
import { acceptBlueprint, listSpecs, storedBlueprintSchema } from "../../src/local-composer/blueprint.ts";
import { findMalformed, findUnsupported } from "../../src/local-composer/customizations.ts";
import { findGroup } from "../../src/local-composer/listen.ts";
import { formatLog } from "../../src/local-composer/log.ts";
import { dropStaleRepositories } from "../../src/local-composer/repositories.ts";
import { findRoute, type Route } from "../../src/local-composer/router.ts";

const blueprint = (pushed: object) => storedBlueprintSchema.parse(pushed);

describe("a blueprint's version", () => {
    test("is raised when it is the one that is stored, and taken as it is otherwise", () => {
        const stored = blueprint({ name: "a", version: "1.2.3" });
        expect(acceptBlueprint(blueprint({ name: "a", version: "1.2.3" }), stored).version).toBe("1.2.4");
        expect(acceptBlueprint(blueprint({ name: "a", version: "0.0.1" }), stored).version).toBe("0.0.1");
        expect(acceptBlueprint(blueprint({ name: "a" }), stored).version).toBe("0.0.0");
        expect(acceptBlueprint(blueprint({ name: "a" }), undefined).version).toBe("0.0.0");
    });
});

describe("a blueprint's packages", () => {
    test("are given to dnf as name, name-version and @group", () => {
        const packages = [
            { name: "tmux", version: "3.3*" },
            { name: "git", version: "*" },
            { name: "jq", version: "" },
            { name: "python3dist(x) >= 2" },
        ];
        const specs = listSpecs(
            blueprint({ name: "a", packages, modules: [{ name: "m", version: "1" }], groups: [{ name: "g" }] }),
        );
        expect(specs).toEqual(["tmux-3.3*", "git", "jq", "python3dist(x) >= 2", "m-1", "@g"]);
    });
});

describe("a blueprint's files and directories", () => {
    test.each([
        [{ path: "" }, "path must not be empty"],
        [{ path: "etc/x" }, "path must be absolute"],
        [{ path: "/etc/x/" }, "path must not end with a slash"],
        [{ path: "/etc/../usr/x" }, "path must be canonical"],
        [{ path: "/etc//x" }, "path must be canonical"],
        [{ path: "/etc/x", mode: "4755" }, "invalid mode 4755: must be an octal number"],
        [{ path: "/etc/x", mode: "rwx" }, "invalid mode rwx: must be an octal number"],
        [{ path: "/etc/x", user: 1.5 }, "invalid user 1.500000: must be an integer"],
        [{ path: "/etc/x", mode: "644", user: 0, group: "root" }, null],
        [{ path: "/etc/.../x" }, null],
    ])("of the shape %j are answered as osbuild does", (node, problem) => {
        expect(findMalformed({ files: [node] })).toBe(problem);
        expect(findMalformed({ directories: [node] })).toBe(problem);
    });

    const at = (path: string) => ({ path });
    test.each([
        [
            { files: [at("/usr/share/x"), at("/etc/shadow")] },
            'the following custom files are not allowed: ["/usr/share/x" "/etc/shadow"]',
        ],
        [{ directories: [at("/root/x")] }, 'the following custom directories are not allowed: ["/root/x"]'],
        [
            { files: [at("/etc/a")], directories: [at("/etc/a")] },
            "duplicate files / directory customization paths: [/etc/a]",
        ],
        [
            { files: [at("/etc/a"), at("/etc/a/b")] },
            "the following filesystem nodes are parents of another node and are not directories: [/etc/a/b]",
        ],
        [{ files: [at("/etc/a"), at("/root/b"), at("/usr/local/bin/c")], directories: [at("/etc/d")] }, null],
    ])("may lie where a commit has them: %j", (customizations, problem) => {
        expect(findUnsupported(customizations)).toBe(problem);
    });
});

describe("routes", () => {
    const answer = () => ({ status: 200, body: null });
    const routes: Route[] = [
        { method: "GET", path: "things/list", answer },
        { method: "DELETE", path: "things/:id", answer },
        { method: "GET", path: "rest/*all", since: 1, answer },
    ];

    test("give what stands in the place of their parameter", () => {
        expect(findRoute(routes, "DELETE", "/api/v0/things/a b")).toMatchObject({ version: 0, argument: "a b" });
        expect(findRoute(routes, "GET", "/api/v1/rest//usr/bin/git")).toMatchObject({
            version: 1,
            argument: "/usr/bin/git",
        });
        expect(findRoute(routes, "GET", "/api/v1/rest/")).toMatchObject({ argument: "" });
    });

    test("tell which methods they have", () => {
        expect(findRoute(routes, "POST", "/api/v1/rest/x")).toEqual({ allow: "GET, OPTIONS" });
    });

    test.each(["/api/v0/rest/x", "/api/v2/things/list", "/things/list", "/api/v1/things/a/b", "/api/v1/things/"])(
        "do not know %s",
        path => {
            expect(() => findRoute(routes, "GET", path)).toThrow(Refusal);
        },
    );
});

test("a log is laid out as the real composer's", () => {
    const stage = { type: "org.osbuild.ostree.commit", output: "a/b => c\n", metadata: { compose: { ref: "a/b" } } };
    const pipelines = [
        { name: "ostree-commit", stages: [stage] },
        {
            name: "os",
            stages: [
                { type: "org.osbuild.rpm", output: "Verifying packages...\n" },
                { type: "org.osbuild.selinux", output: "" },
            ],
        },
        { name: "build", stages: [] },
    ];
    expect(formatLog(pipelines)).toBe(
        [
            "Pipeline os\nStage org.osbuild.rpm\nOutput:\nVerifying packages...\n\n",
            "Stage org.osbuild.selinux\nOutput:\n\n",
            'Pipeline ostree-commit\nStage org.osbuild.ostree.commit\nOutput:\na/b => c\n\nMetadata:\n{\n  "compose": {\n    "ref": "a/b"\n  }\n}\n\n',
        ].join("\n"),
    );
});

test("arguments are a socket, a state directory and repositories", () => {
    const argv = ["--socket", "/s", "--state", "/d", "--repo", "base=file:///r", "--repo", "x=http://h/y=z"];
    const repositories = new Map([
        ["base", "file:///r"],
        ["x", "http://h/y=z"],
    ]);
    expect(parseArguments(argv)).toEqual({ socket: "/s", state: "/d", repositories });
    for (const wrong of [
        [],
        ["--socket", "/s"],
        ["--socket"],
        ["--evil", "x"],
        [...argv, "--repo", "../x=file:///r"],
        [...argv, "--repo", "x=/r"],
    ]) {
        expect(parseArguments(wrong)).toHaveProperty("problem");
    }
});

test("a group is found by its whole name", () => {
    expect(findGroup("root:x:0:\nweldrs:x:7:\nweldr:x:996:admin\n", "weldr")).toBe(996);
    expect(findGroup("root:x:0:\nweldrs:x:7:\n", "weldr")).toBeNull();
});

test("shared repositories start anew when the machine did, and not before", () => {
    const state = mkdtempSync(join(tmpdir(), "boot-"));
    dropStaleRepositories(state, "one");
    mkdirSync(join(state, "repository"));
    writeFileSync(join(state, "repository/config"), "");
    dropStaleRepositories(state, "one");
    expect(existsSync(join(state, "repository/config"))).toBe(true);
    dropStaleRepositories(state, "two");
    expect(existsSync(join(state, "repository"))).toBe(false);
    rmSync(state, { recursive: true });
});
