import { parse } from "smol-toml";
import { expect, test } from "vitest";

import type { Blueprint } from "../../src/osbuild/blueprint.ts";
import { toToml } from "../../src/osbuild/toml.ts";

test("a blueprint's TOML says the same, and nothing that is empty", () => {
    const packages = [{ name: 'python3dist(requests) >= 2"\n[x]' }, { name: "ee-sample", version: "0.1" }];
    const blueprint = {
        name: "sample",
        description: "",
        version: "0.0.1",
        packages,
        modules: [],
        groups: [],
        distro: "centos-9",
    };
    expect(parse(toToml(blueprint))).toEqual({ name: "sample", version: "0.0.1", packages, distro: "centos-9" });
});

test("customizations, groups and modules are written as tables that composer-cli reads", () => {
    const blueprint: Blueprint = {
        name: "sample",
        description: "",
        version: "0.0.1",
        packages: [],
        modules: [],
        groups: [{ name: "core" }],
        enabled_modules: [{ name: "nodejs", stream: "18" }],
        customizations: {
            user: [{ name: "runner", uid: 1000, groups: ["wheel"] }],
            group: [],
            files: [{ path: "/etc/motd", mode: "0644", data: 'two\nlines "quoted" \\ ]]\n' }],
        },
        distro: "",
    };
    const toml = toToml(blueprint);
    expect(toml).toContain("[[customizations.files]]");
    expect(toml).toContain("[[enabled_modules]]");
    expect(parse(toml)).toEqual({
        name: "sample",
        version: "0.0.1",
        groups: blueprint.groups,
        enabled_modules: blueprint.enabled_modules,
        customizations: { user: blueprint.customizations?.user, files: blueprint.customizations?.files },
    });
});
