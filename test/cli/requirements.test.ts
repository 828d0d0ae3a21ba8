/** `cockpit-ee requirements` as a command: what definitions ask for, without composer, network or rights. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

import { runHere } from "../support/command-here.ts";

const root = mkdtempSync(join(tmpdir(), "requirements-"));
afterAll(() => rmSync(root, { recursive: true }));

const definition = `version: 3
dependencies:
  galaxy:
    collections: [a.b]
  python: r.txt
  system: |
    git
    six [platform:rhel-9]
    gcc [compile]
additional_build_steps:
  append_final:
    - RUN dnf -y install jq
    - RUN ./setup.sh
`;

function write(name: string, files: Record<string, string>): string {
    mkdirSync(join(root, name));
    for (const [path, text] of Object.entries(files)) writeFileSync(join(root, name, path), text);
    return join(root, name);
}

const whole = write("whole", {
    "execution-environment.yml": definition,
    "r.txt": "-r more.txt\n",
    "more.txt": "-r last.txt\n",
    "last.txt": "netaddr\n",
});
const refused = write("refused", { "execution-environment.yml": "version: 3\ndependencies: {python: gone.txt}\n" });

const run = (...argv: string[]) => runHere("requirements", ...argv);

test("paths are answered in the order given, a refused definition with nothing in its lists", async () => {
    const file = join(whole, "execution-environment.yml");
    const { status, stdout, stderr } = await run(
        "--json",
        "--distro",
        "rhel-9",
        "--distro",
        "fedora-42",
        refused,
        file,
    );
    expect(status).toBe(1);
    expect(stderr).toBe(
        `${refused}: ansible-builder refuses this definition: Dependency file gone.txt does not exist.\n`,
    );
    const none = { "rhel-9": [], "fedora-42": [] };
    const step = { stage: "append_final", note: expect.any(String) };
    expect(JSON.parse(stdout)).toEqual([
        {
            ...{ path: refused, galaxy: null, python: null, system: null, steps: [] },
            bindep: { run: none, compile: none, epel: none },
        },
        {
            path: file,
            galaxy: { collections: [{ name: "a.b", version: "*" }], roles: [] },
            python: ["netaddr  # from collection user"],
            system: ["git", "six [platform:rhel-9]", "gcc [compile]"].map(line => `${line}  # from collection user`),
            bindep: {
                run: { "rhel-9": ["git", "six"], "fedora-42": ["git"] },
                compile: { "rhel-9": ["gcc"], "fedora-42": ["gcc"] },
                epel: none,
            },
            steps: [
                { ...step, line: 12, text: "RUN dnf -y install jq", carrier: "blueprint", fidelity: "exact" },
                { ...step, line: 13, text: "RUN ./setup.sh", carrier: null, fidelity: "left-over" },
            ],
        },
    ]);
});

test("it reads well without --json", async () => {
    const { status, stdout, stderr } = await run(whole);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toBe(`${whole}
  collections
    a.b *
  python
    netaddr
  system, run
    centos-9: git
    fedora-40: git
    rhel-8: git
    rhel-9: git six
  system, compile
    centos-9: gcc
    fedora-40: gcc
    rhel-8: gcc
    rhel-9: gcc
  build steps
    12  append_final  blueprint  exact      RUN dnf -y install jq  A package.
    13  append_final  -          left-over  RUN ./setup.sh         “./setup.sh” is not understood.
`);
});

test("what the command does not understand is usage", async () => {
    expect(await run()).toMatchObject({ status: 2 });
    for (const distro of ["debian-12", "rhel", "../x"])
        expect(await run("--distro", distro, whole)).toMatchObject({
            status: 2,
            stderr: expect.stringContaining(distro),
        });
});
