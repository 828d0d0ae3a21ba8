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
const texts = new Map(exportPlan("sample", plan).map(({ kind, text }) => [kind, text]));
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
    const kinds = exportPlan("sample", { ...plan, blueprint: { ...blueprint, containers } }).map(({ kind }) => kind);
    expect(kinds).toEqual(["toml", "blueprint", "plan"]);
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
