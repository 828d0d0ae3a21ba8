import { expect, test } from "vitest";

import { findGone } from "../../src/build/locked-rpms.ts";
import { isUnsettled } from "../../src/build/plan.ts";
import type { Depsolved } from "../../src/osbuild/composer.ts";

const rpm = (name: string) => ({ name, epoch: null, version: "1", release: "1", arch: "noarch" });
const lock = { checksum: "a".repeat(64), rpms: [rpm("nodejs"), rpm("bash")], plan: { distro: "rhel-9" } };
/** Of nodejs it has nothing. */
const composer = {
    depsolve: (specs: readonly string[]): Promise<Depsolved> => {
        const missing = specs.filter(spec => spec.startsWith("nodejs"));
        if (missing.length > 0) return Promise.resolve({ state: "missing", specs: missing, message: "" });
        return Promise.resolve({ state: "resolved", packages: [{ ...rpm("bash"), epoch: 0 }] });
    },
};

test("an RPM that no source has any more is told", async () => {
    const rows = await findGone(composer, { ...lock, blueprint: {} });
    expect(rows.map(({ text, note }) => [text, note])).toEqual([["nodejs-1-1.noarch", "No source has it any more."]]);
    expect(rows.every(isUnsettled)).toBe(true);
});

test("with streams of modules that the composer is not asked with, it is told that nobody knows, and nothing is stopped", async () => {
    const blueprint = { enabled_modules: [{ name: "nodejs", stream: "18" }] };
    const rows = await findGone(composer, { ...lock, blueprint });
    expect(rows).toMatchObject([{ text: "the RPMs of the commit", note: expect.stringContaining("nodejs:18") }]);
    expect(rows.some(isUnsettled)).toBe(false);
    expect(await findGone(composer, { ...lock, rpms: [rpm("bash")], blueprint })).toEqual([]);
});
