/** The arrows of the design (README, "The map of rooms"): who may import whom. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

/** What every room of the core stands on. */
const GROUND = [
    "issue.ts",
    "language.ts",
    "host/host.ts",
    "host/files.ts",
    "host/trees.ts",
    "host/lock.ts",
    "host/tar.ts",
    "host/bytes.ts",
    "host/confined.ts",
    "host/programs.ts",
];
const ROOMS = ["ee/", "osbuild/", "content/", "ostree/"];

/**
 * Each place of src/ and what it may import of src/, itself apart. A name that ends with a slash is a whole room. The
 * first row that fits counts.
 */
const ARROWS: [place: RegExp, mayImport: string[]][] = [
    [/^(issue|language)\.ts$/, []],
    [/^[\w-]+\.d\.ts$/, []],
    [/^host\/host\.ts$/, []],
    [/^host\//, ["language.ts", "host/"]],
    [/^ee\//, ["ee/", ...GROUND]],
    [/^osbuild\//, ["osbuild/", ...GROUND]],
    [/^content\//, ["content/", ...GROUND]],
    [/^ostree\//, ["ostree/", ...GROUND]],
    [/^build\//, ["build/", ...ROOMS, ...GROUND]],
    [/^ui\//, ["ui/", "build/", ...ROOMS, ...GROUND]],
    [/^local-composer\//, ["local-composer/", "osbuild/"]],
    [/^cli(\.ts$|\/)/, ["cli/", "build/", ...ROOMS, ...GROUND, "host/node.ts"]],
    [
        /^index\.tsx$/,
        ["ui/", "osbuild/weldr.ts", "language.ts", "host/host.ts", "host/cockpit.ts", "host/cockpit-session.ts"],
    ],
];

/** Packages that belong to one part of the house only. */
const PACKAGES: [name: RegExp, only: RegExp][] = [
    [/^(react|react-dom|@patternfly|@tanstack|@codemirror|@lezer)(\/|$)/, /^(ui\/|index\.tsx$)/],
    [/^cockpit$/, /^(host\/cockpit[\w-]*\.ts|index\.tsx)$/],
    [/^yaml(\/|$)/, /^ee\//],
    // Everything else reaches the page or may come to, and takes "zod/mini": this one weighs three times as much there.
    [/^zod$/, /^local-composer\//],
    [/^node:/, /^(host\/node\.ts$|cli(\.ts$|\/)|local-composer\/)/],
];

const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*"([^"]+)"/g;

/** Each import that goes against an arrow, as "who imports whom". */
function wrongImports(files: ReadonlyMap<string, string>): string[] {
    return [...files].flatMap(([file, text]) =>
        [...text.matchAll(IMPORT)]
            .map(([, name = ""]) => name)
            .filter(
                name => !(name.startsWith(".") ? isAlongArrow(file, join(dirname(file), name)) : isAtHome(file, name)),
            )
            .map(name => `${file} imports ${name}`),
    );
}

function isAlongArrow(file: string, target: string): boolean {
    const mayImport = ARROWS.find(([place]) => place.test(file))?.[1] ?? [];
    return mayImport.some(allowed => (allowed.endsWith("/") ? target.startsWith(allowed) : target === allowed));
}

const isAtHome = (file: string, name: string): boolean =>
    PACKAGES.every(([packages, only]) => !packages.test(name) || only.test(file));

const sources = new Map(
    readdirSync("src", { recursive: true, encoding: "utf8" })
        .filter(name => /\.tsx?$/.test(name))
        .map(name => [name, readFileSync(join("src", name), "utf8")]),
);

test("every import goes along an arrow of the design", () => {
    expect(sources.size).toBeGreaterThan(50);
    expect(wrongImports(sources)).toEqual([]);
});

test("every file of src/ has its place in the design", () => {
    expect([...sources.keys()].filter(file => !ARROWS.some(([place]) => place.test(file)))).toEqual([]);
});

test.each([
    ["ee/rules.ts", "../osbuild/blueprint.ts"],
    ["ostree/repo.ts", "../host/node.ts"],
    ["osbuild/weldr.ts", "../build/plan.ts"],
    ["build/run.ts", "../ui/session.tsx"],
    ["ui/app.tsx", "../host/cockpit.ts"],
    ["cli.ts", "./host/cockpit.ts"],
    ["local-composer/main.ts", "../host/node.ts"],
    ["index.tsx", "./host/node.ts"],
    ["language.ts", "./issue.ts"],
    ["ee/parse.ts", "react"],
    ["content/spec.ts", "@patternfly/react-core/dist/esm/components/Button/index.js"],
    ["ui/app.tsx", "cockpit"],
    ["build/plan.ts", "yaml"],
    ["ee/store.ts", "node:fs"],
    ["ostree/commit.ts", "zod"],
    ["content/spec.ts", "../../test/support/state.ts"],
])("%s importing %s is found", (file, name) => {
    const planted = new Map(sources).set(file, `import { x } from "${name}";\n`);
    expect(wrongImports(planted).filter(wrong => wrong.startsWith(`${file} `))).toHaveLength(1);
});

test("an import on demand, and one of types alone, are imports too", () => {
    const planted = new Map([
        ["ee/a.ts", `const late = await import("react");\nimport type { Plan } from "../build/plan.ts";\n`],
    ]);
    expect(wrongImports(planted)).toEqual(["ee/a.ts imports react", "ee/a.ts imports ../build/plan.ts"]);
});
