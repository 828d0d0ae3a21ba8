import { parse } from "smol-toml";
import { expect, test } from "vitest";

import { exportPlan } from "../../src/build/exports.ts";

const blueprint = {
    ...{ name: "sample", description: "Execution environment sample", version: "0.0.0", distro: "rhel-9.6" },
    packages: [{ name: "git-core" }, { name: "python3dist(requests) >= 2" }, { name: "ee-sample", version: "0.1" }],
    ...{ modules: [], groups: [{ name: "core" }], enabled_modules: [{ name: "nodejs", stream: "20" }] },
};
const plan = {
    ...{ distro: "rhel-9.6", requirements: [], blueprint, content: { name: "ee-sample", version: "0.1" } },
    ...{ leftOver: [], stale: [], packages: 3 },
};
const containerfile = { text: "FROM a\n", isRedacted: false };
const texts = new Map(
    exportPlan("sample", plan, containerfile).map(each => [each.kind, "text" in each ? each.text : null]),
);
const json = (kind: "blueprint" | "treefile" | "plan") => JSON.parse(texts.get(kind) ?? "");

test("a blueprint is the same in both of composer-cli's forms", () => {
    const { modules: _none, ...rest } = blueprint;
    expect(parse(texts.get("toml") ?? "")).toEqual(rest);
    expect(json("blueprint")).toEqual(blueprint);
});

test("a treefile asks rpm-ostree for the same packages, groups and modules", () => {
    expect(json("treefile")).toEqual({
        repos: ["rhel-9.6"],
        packages: ["git-core", "python3dist(requests) >= 2", "ee-sample-0.1", "@core"],
        modules: { enable: ["nodejs:20"] },
    });
});

test("no treefile tells of a plan with an image, which rpm-ostree cannot embed", () => {
    const containers = [{ source: "quay.io/acme/ee:1" }];
    const embedding = { ...plan, blueprint: { ...blueprint, containers } };
    const kinds = exportPlan("sample", embedding, containerfile).map(({ kind }) => kind);
    expect(kinds).toEqual(["toml", "blueprint", "containerfile", "plan"]);
});

test("a Containerfile comes with the plan, or why there is none", () => {
    expect(texts.get("containerfile")).toBe("FROM a\n");
    expect(exportPlan("sample", plan, { reason: "no" })[3]).toEqual({
        ...{ kind: "containerfile", file: "sample.Containerfile", reason: "no" },
    });
});

test("a plan is what the command prints", () => {
    expect(json("plan")).toEqual({
        distro: "rhel-9.6",
        requirements: [],
        blueprint,
        content: plan.content,
        leftOver: [],
    });
});
