import { expect, test } from "vitest";
import { stringify } from "yaml";

import { planWhole } from "../../src/build/planning.ts";
import { type Host, HostError } from "../../src/host/host.ts";
import type { Composer } from "../../src/osbuild/composer.ts";

/** A machine that has nothing. */
const host: Host = {
    run: async argv => {
        if (argv[0] === "cat") throw new HostError("failed", "", "No such file or directory");
        return new Uint8Array();
    },
    request: () => Promise.reject(new HostError("not-found", "")),
    start: () => Promise.resolve(),
};
const depsolve: Composer["depsolve"] = async specs => ({
    state: "resolved",
    packages: specs.map(name => ({ name, epoch: 0, version: "1.0", release: "1", arch: "noarch" })),
});

const plan = (definition: object) =>
    planWhole(host, { depsolve } as Composer, "/state", {
        ...{ name: "sample", distro: "centos-9" },
        files: new Map([["execution-environment.yml", stringify({ version: 3, ...definition })]]),
    });

test("what asks for a package that a step makes without files is answered by the content", async () => {
    const spec = "Name: tool\nVersion: 1.0\nRelease: 2\nBuildArch: noarch\n%description\nNothing.\n%files\n";
    const { plan: planned, content } = await plan({
        dependencies: { system: ["tool", "jq"] },
        additional_build_steps: {
            append_base: [
                `COPY <<SPEC /tmp/tool.spec\n${spec}SPEC`,
                "RUN rpmbuild -D '_topdir /tmp/b' -bb /tmp/tool.spec && rpm -i /tmp/b/RPMS/noarch/*.rpm",
            ],
        },
    });
    expect(planned.leftOver).toEqual([]);
    expect(planned.requirements.find(({ name }) => name === "tool")).toMatchObject({ carrier: "content" });
    expect(planned.blueprint.packages.map(({ name }) => name)).toEqual(["jq", "ee-sample"]);
    expect(content?.provides).toEqual([{ name: "tool", version: "1.0-2" }]);
});

test("what a step installs of Galaxy is fetched and told like what the definition asks for", async () => {
    const { plan: planned } = await plan({
        additional_build_steps: { append_final: ["RUN ansible-galaxy collection install acme.one:1.0.0"] },
    });
    // The machine has no ansible-galaxy, so that what it was asked for is missing.
    expect(planned.requirements.find(({ kind }) => kind === "collection")).toMatchObject({
        ...{ name: "acme.one", wanted: "1.0.0", askedBy: ["line 4"], fidelity: "missing" },
    });
});
