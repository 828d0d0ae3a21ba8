import { expect, test } from "vitest";

import type { BuildRecord } from "../../../src/build/record.ts";
import { BUILDS, FINDINGS, hasBuild, hasFindings, parseFilter } from "../../../src/ui/definitions/filters.ts";
import { readSummary } from "../../../src/ui/definitions/read-summary.ts";
import { matches } from "../../../src/ui/definitions/summary.ts";

const build = (state: BuildRecord["state"]) => ({ state }) as BuildRecord;
const summary = (text: string, others: Record<string, string> = {}) => {
    const files = new Map([["execution-environment.yml", text], ...Object.entries(others)]);
    return { name: "net", reading: readSummary({ name: "net", files }) };
};
const core = "  ansible_core:\n    package_pip: ansible-core\n";

test("a word of the address that is no filter filters nothing", () => {
    expect(parseFilter(FINDINGS, "errors")).toBe("errors");
    expect(parseFilter(FINDINGS, "Errors")).toBeNull();
    expect(parseFilter(BUILDS, "")).toBeNull();
});

test("findings are filtered by the worst, and what is not read passes no filter", () => {
    const [clean, warned, broken] = [
        summary(`version: 3\nimages:\n  base_image:\n    name: quay.io/centos/centos:stream9\ndependencies:\n${core}`),
        summary("version: 3\n"),
        summary("version: ["),
    ];
    const passing = (filter: (typeof FINDINGS)[number] | null) =>
        [clean, warned, broken, { name: "new", reading: null }].map(each => hasFindings(each, filter));
    expect(passing(null)).toEqual([true, true, true, true]);
    expect(passing("errors")).toEqual([false, false, true, false]);
    expect(passing("warnings")).toEqual([false, true, false, false]);
    expect(passing("none")).toEqual([true, false, false, false]);
});

test("builds are filtered by what the last one came to", () => {
    const states = (filter: (typeof BUILDS)[number] | null) =>
        [undefined, build("done"), build("failed"), build("waiting"), build("lost")].map(each =>
            hasBuild(each, filter),
        );
    expect(states(null)).toEqual([true, true, true, true, true]);
    expect(states("never")).toEqual([true, false, false, false, false]);
    expect(states("done")).toEqual([false, true, false, false, false]);
    expect(states("failed")).toEqual([false, false, true, false, false]);
    expect(states("running")).toEqual([false, false, false, true, false]);
});

test("a search looks into names, descriptions and what is asked for", () => {
    const net = summary(
        `# Routers and Switches\nversion: 3\ndependencies:\n${core}  galaxy: requirements.yml\n  system: [git]\n`,
        {
            "requirements.yml": "collections:\n  - arista.eos\n",
        },
    );
    expect(net.reading).toMatchObject({
        about: "Routers and Switches",
        counts: { collections: 1, python: 0, system: 1 },
    });
    for (const query of ["", "net", "ROUTERS", "arista", "git net"])
        expect([query, matches(net, query)]).toEqual([query, true]);
    for (const query of ["cisco", "net cisco"]) expect([query, matches(net, query)]).toEqual([query, false]);
    expect(matches({ name: "new", reading: null }, "ne")).toBe(true);
    expect(matches({ name: "new", reading: null }, "git")).toBe(false);
});

test("a definition that says nothing of itself is told by its base image", () => {
    expect(summary("version: 3\nimages:\n  base_image:\n    name: quay.io/a/b:1\n").reading.about).toBe(
        "quay.io/a/b:1",
    );
});
