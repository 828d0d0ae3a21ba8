import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

import { planLocked } from "../../src/build/plan-locked.ts";
import { planDefinition } from "../../src/build/planning.ts";
import { readLock } from "../../src/build/read-lock.ts";
import { carryOn } from "../../src/build/run.ts";
import { startBuild } from "../../src/build/start.ts";
import { verifyCommit } from "../../src/build/verifying.ts";
import type { ChosenContainer } from "../../src/ee/choices.ts";
import { chooseContainer } from "../../src/ee/choose.ts";
import { nodeHost } from "../../src/host/node.ts";
import type { Composer } from "../../src/osbuild/composer.ts";
import { weldrComposer } from "../../src/osbuild/weldr.ts";
import { readImages } from "../../src/ostree/inventory.ts";
import { type ImageRegistry, startRegistry } from "../support/image-registry.ts";
import { type RunningComposer, startComposer } from "../support/local-composer.ts";
import { makeRepo, type TinyRepository } from "../support/tiny-rpms.ts";

const COLLECTIONS = "usr/share/ansible/collections/ansible_collections";
const directory = mkdtempSync(join(tmpdir(), "container-"));
const state = `${directory}/state`;
const host = nodeHost({ state });
let repository: TinyRepository;
let registry: ImageRegistry;
let server: RunningComposer;
let composer: Composer;

beforeAll(async () => {
    mkdirSync(state);
    registry = await startRegistry({
        "acme/ee:1.0": [
            {
                [`${COLLECTIONS}/acme/tools/MANIFEST.json`]: '{"collection_info": {"version": "1.2.0"}}',
                "usr/lib/python3.11/site-packages/six-1.16.0.dist-info/METADATA": "Name: six\n",
                "usr/lib/python3.11/site-packages/six-1.15.0.dist-info/METADATA": "Name: six\n",
                [`${COLLECTIONS}/acme/nowhere/MANIFEST.json`]: '{"collection_info": {"version": "1.0.0"}}',
            },
            { "usr/bin/ansible": "ansible\n", "etc/gone": "gone\n", "srv/old": "old\n" },
            {
                ...{ "etc/.wh.gone": "", "srv/.wh..wh..opq": "", "srv/new": "new\n" },
                "usr/lib/python3.11/site-packages/.wh.six-1.15.0.dist-info": "",
                [`${COLLECTIONS}/acme/nowhere/.wh..wh..opq`]: "",
            },
        ],
        "private/ee:1.0": [{ secret: "secret\n" }],
    });
    repository = await makeRepo({
        packages: [
            { name: "filesystem", files: { "/usr/bin/": "", "/usr/lib/": "", "/usr/share/": "", "/var/": "" } },
            { name: "podman", version: "4.3", files: { "/usr/bin/podman": "podman\n" } },
            { name: "rsync", version: "3.2" },
        ],
    });
    server = await startComposer({ repos: { tiny: repository.url } });
    composer = weldrComposer(host, server.socket);
});
afterAll(async () => {
    await server.stop();
    await registry.close();
    await repository.remove();
    rmSync(directory, { recursive: true });
});

/** Much that no commit here could have: a collection of nowhere (no server is told), a package that no source has, a step nobody understands. */
const definition = new Map([
    [
        "execution-environment.yml",
        [
            "version: 3",
            "dependencies:",
            "  galaxy: {collections: ['acme.tools:>=1', acme.nowhere]}",
            "  python: [six>=1.10]",
            "  system: [rsync, no-such-package]",
            "additional_build_steps:",
            "  append_final: RUN alternatives --set python /usr/bin/python3",
            "",
        ].join("\n"),
    ],
]);
const embedding = (container: ChosenContainer, files: ReadonlyMap<string, string> = definition) => ({
    name: "contained",
    files: chooseContainer(files, container) ?? new Map<string, string>(),
    distro: "centos-9",
});
const plan = (container: ChosenContainer, files?: ReadonlyMap<string, string>) =>
    planDefinition(host, composer, state, embedding(container, files));
const open = (image: string): ChosenContainer => ({ image: `${registry.host}/${image}`, "tls-verify": false });

async function build(container: ChosenContainer) {
    const { id } = await startBuild(host, state, {
        ...{ definition: embedding(container), distro: "centos-9", type: "edge-commit", ref: "ee/contained" },
        ...{ top: { kind: "nothing" }, startedBy: "tester" },
    });
    return carryOn(host, composer, state, id);
}

test("an image that stands alone carries everything, blocks nothing, and is looked into by nobody", async () => {
    const { requirements, leftOver, blueprint, stale } = await plan({ ...open("acme/ee:1.0"), alone: true });
    expect([leftOver, stale]).toEqual([[], []]);
    expect(requirements).toMatchObject([
        { kind: "container", carrier: "container", fidelity: "equivalent", satisfiedBy: null },
        { kind: "system", name: "podman", carrier: "blueprint", satisfiedBy: "podman-4.3-1" },
        ...["collection", "collection", "python", "system", "system", "build-step"].map(kind => ({
            ...{ kind, carrier: "container", fidelity: "equivalent", satisfiedBy: null },
            note: "The image is to bring it; what is in the image was not looked at.",
        })),
    ]);
    expect(blueprint.containers).toEqual([{ source: `${registry.host}/acme/ee:1.0`, "tls-verify": false }]);
    expect(blueprint.packages.map(({ name }) => name)).toEqual(["podman", "ee-contained"]);
});

test("an image beside changes nothing of what else is carried or stands in the way", async () => {
    const digest = registry.digests.get("acme/ee:1.0");
    const files = new Map([["execution-environment.yml", "version: 3\ndependencies: {system: [rsync, no-such]}\n"]]);
    const { requirements, leftOver, blueprint } = await plan({ image: `${registry.host}/acme/ee@${digest}` }, files);
    expect(leftOver).toEqual(["no-such"]);
    expect(requirements).toMatchObject([
        { text: "no-such", fidelity: "missing" },
        { kind: "container", fidelity: "exact", satisfiedBy: digest, note: null },
        { text: "rsync", carrier: "blueprint", fidelity: "exact" },
        { text: "podman", carrier: "blueprint", fidelity: "exact", askedBy: ["cockpit-ee.json"] },
    ]);
    expect(blueprint.containers).toEqual([{ source: `${registry.host}/acme/ee@${digest}` }]);
});

test("the commit holds the image where podman looks for it, with what its layers take away, and verify finds it", async () => {
    const record = await build({ ...open("acme/ee:1.0"), alone: true });
    expect(record).toMatchObject({ error: null, state: "done" });
    const ostree = (...argv: string[]) =>
        execFileSync("ostree", [`--repo=${state}/repo`, ...argv], { encoding: "utf8" });
    const listed = ostree("ls", "-R", "-X", "ee/contained", "/usr/share/containers/storage/overlay");
    expect(listed).toMatch(
        /^-00644 .* \/usr\/share\/containers\/storage\/overlay\/[0-9a-f]{64}\/diff\/usr\/bin\/ansible$/m,
    );
    expect(listed).toMatch(/\/diff\/etc\/\.ostree-wh\.gone$/m);
    expect(listed).toMatch(/trusted\.overlay\.opaque.*\/diff\/srv$/m);
    expect(ostree("cat", "ee/contained", "/usr/etc/containers/storage.conf")).toContain(
        'additionalimagestores = ["/usr/share/containers/storage"]',
    );
    expect(ostree("cat", "ee/contained", "/usr/share/ee/contained/definition/cockpit-ee.json")).toContain(
        "acme/ee:1.0",
    );
    expect(await readImages(host, `${state}/repo`, record?.checksum ?? "")).toMatchObject([
        { names: [`${registry.host}/acme/ee:1.0`], digest: registry.digests.get("acme/ee:1.0") },
    ]);
    const found = `${registry.host}/acme/ee:1.0 ${registry.digests.get("acme/ee:1.0")}`;
    const [own] = await verifyCommit(host, `${state}/repo`, record?.checksum ?? "", null);
    expect(own?.requirements.map(({ kind, state: word, found: what }) => [kind, word, what])).toEqual([
        ["container", "present", found],
        ["system", "present", "podman-4.3-1"],
        ["collection", "present", "acme.tools 1.2.0"],
        ["collection", "missing", null],
        ["python", "present", "six 1.16.0"],
        ...["system", "system", "build-step"].map(kind => [kind, "present", found]),
    ]);
    const other = { ...embedding({ ...open("acme/other:2"), alone: true }) };
    const [against] = await verifyCommit(host, `${state}/repo`, record?.checksum ?? "", other);
    expect(new Set(against?.requirements.map(each => each.state))).toEqual(new Set(["missing"]));

    // Built again, the image is the one of then, and nothing that it stands for is fetched to pack the rest once more.
    const lock = await readLock(host, `${state}/repo`, record?.checksum ?? "", "contained");
    rmSync(`${state}/content/ee-contained`, { recursive: true });
    const authored = embedding({ ...open("acme/ee:1.0"), alone: true });
    const { plan: again, content } = await planLocked(host, composer, state, authored, lock);
    expect([again.leftOver, content?.version]).toEqual([[], record?.content?.version]);
    const name = `${registry.host}/acme/ee:1.0`;
    const source = `${registry.host}/acme/ee@${registry.digests.get("acme/ee:1.0")}`;
    expect(again.blueprint.containers).toEqual([{ source, name, "tls-verify": false }]);
});

test.each([
    ["acme/ee:2.0", false, /error getting manifest: reading manifest 2\.0 in .*: manifest unknown/],
    ["private/ee:1.0", false, /unauthorized/],
    ["acme/ee:1.0", true, /server gave HTTP response to HTTPS client/],
])("an image that cannot be had, %s, is refused before anything is composed", async (image, isVerified, words) => {
    const containers = [{ source: `${registry.host}/${image}`, "tls-verify": isVerified }];
    await composer.pushBlueprint({
        ...{ name: "refused", description: "", version: "0.0.1", distro: "centos-9", containers },
        ...{ packages: [], modules: [], groups: [] },
    });
    expect((await composer.readBlueprint("refused"))?.containers).toEqual(containers);
    const compose = { blueprint: "refused", imageType: "edge-commit", ref: "a", parent: null, url: null };
    await expect(composer.startCompose(compose)).rejects.toThrow(words);
});
