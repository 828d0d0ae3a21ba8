import { expect, test } from "vitest";
import { stringify } from "yaml";

import type { Plan } from "../../src/build/plan.ts";
import { planWhole } from "../../src/build/planning.ts";
import { choicesFile } from "../../src/ee/choices.ts";
import { type Host, HostError } from "../../src/host/host.ts";
import type { Composer } from "../../src/osbuild/composer.ts";

/** A machine that has nothing, and no server answers it. */
const host: Host = {
    run: async argv => {
        if (argv[0] === "cat") throw new HostError("failed", "", "No such file or directory");
        if (argv.includes("curl"))
            throw new HostError("failed", "", "curl: (22) The requested URL returned error: 404");
        return new Uint8Array();
    },
    request: () => Promise.reject(new HostError("not-found", "")),
    keeperIsRoot: async () => false,
    start: () => Promise.resolve(),
};
const depsolve: Composer["depsolve"] = async specs => ({
    state: "resolved",
    packages: specs.map(name => ({ name, epoch: 0, version: "1.0", release: "1", arch: "noarch" })),
});

const plan = (definition: object, acknowledged: object[] = []) =>
    planWhole(host, { depsolve } as Composer, "/state", {
        ...{ name: "sample", distro: "centos-9" },
        files: new Map([
            ["execution-environment.yml", stringify({ version: 3, ...definition })],
            [choicesFile, JSON.stringify({ acknowledged })],
        ]),
    });
const signed = { by: "anna", on: "2026-11-02", reason: "Not needed." };

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

test("a package that a step makes is missing where the step is left out, and in conflict in another version", async () => {
    const tags = [
        "Name: tool",
        "Version: 1.0",
        "Release: 2",
        "BuildArch: noarch",
        "%description",
        "Nothing.",
        "%files",
    ];
    const made = [
        ...["mkdir -p /tmp/b", ...tags.map((line, at) => `echo '${line}' ${at > 0 ? ">>" : ">"} /tmp/b/t.spec`)],
        "rpmbuild --define '_topdir /tmp/b' -bb /tmp/b/t.spec",
        "rpm -i /tmp/b/RPMS/noarch/*.rpm",
    ];
    const step = `RUN ${[...made, "curl -fLo /usr/bin/gone http://nowhere.example/gone"].join(" && ")}`;
    const acknowledged = [{ kind: "build-step", stage: "append_final", text: step, ...signed }];
    const asking = { dependencies: { system: ["tool >=1.0"] }, additional_build_steps: { append_final: [step] } };
    const row = ({ requirements }: Plan) => requirements.find(({ name }) => name === "tool");

    const missing = { carrier: null, fidelity: "missing", note: "The build step that makes it is left out." };
    const left = await plan(asking);
    expect([left.plan.leftOver, row(left.plan)]).toMatchObject([["tool >=1.0", step], missing]);
    const { plan: without, content } = await plan(asking, acknowledged);
    expect([without.leftOver, row(without), content?.provides]).toMatchObject([["tool >=1.0"], missing, undefined]);
    const { plan: settled } = await plan(asking, [...acknowledged, { kind: "system", text: "tool >=1.0", ...signed }]);
    expect([settled.leftOver, settled.stale, row(settled)?.fidelity]).toEqual([[], [], "acknowledged"]);

    const older = { system: ["tool >=2"] };
    const steps = { append_final: [`RUN ${made.join(" && ")}`] };
    const { plan: other } = await plan({ dependencies: older, additional_build_steps: steps });
    expect(row(other)).toMatchObject({ carrier: null, fidelity: "conflict", note: "A build step makes tool-1.0-2." });
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
