import { expect, test } from "vitest";

import { findOwned } from "../../src/build/file-owners.ts";
import type { Composer, Package } from "../../src/osbuild/composer.ts";

const packageOf = (name: string): Package => ({ name, epoch: 0, version: "1", release: "1", arch: "noarch" });
/** Who has which file. */
const owners: Record<string, string> = {
    ...Object.fromEntries(Array.from({ length: 40 }, (_path, index) => [`/usr/bin/own-${index}`, "own"])),
    "/usr/bin/foreign": "foreign",
};

async function ownedOf(paths: readonly string[]) {
    let asked = 0;
    const depsolve: Composer["depsolve"] = async specs => {
        asked++;
        const missing = specs.filter(spec => spec.startsWith("/") && owners[spec] === undefined);
        if (missing.length > 0) return { state: "missing", specs: missing, message: "" };
        const names = new Set(specs.map(spec => owners[spec] ?? spec));
        return { state: "resolved", packages: [...names].map(packageOf) };
    };
    const composer = { depsolve } as Composer;
    return { owned: [...(await findOwned(composer, ["own"], [packageOf("own")], paths, "fedora-42"))], asked };
}

const own = Object.keys(owners).filter(path => path !== "/usr/bin/foreign");

test("of however many files the packages of the plan have the composer is asked once", async () => {
    expect(await ownedOf(own)).toEqual({ owned: own, asked: 1 });
});

test("a file that nobody has, or only a package beside the plan, is not owned, and is found among many", async () => {
    expect((await ownedOf(["/usr/bin/nobody"])).owned).toEqual([]);
    expect(await ownedOf(["/usr/bin/foreign"])).toEqual({ owned: [], asked: 1 });
    const { owned, asked } = await ownedOf([...own, "/usr/bin/nobody", "/usr/bin/foreign"]);
    expect(owned.toSorted()).toEqual(own.toSorted());
    expect(asked).toBeLessThan(16);
});
