import { parse } from "smol-toml";
import { expect, test } from "vitest";

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
