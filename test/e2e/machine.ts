/** A machine for each worker of the browser tests: a Cockpit, a composer and a Galaxy server, all of their own. */
import { join } from "node:path";
import { test as base } from "@playwright/test";

import { type Cockpit, startCockpit } from "../support/cockpit.ts";
import type { CockpitVersion } from "../support/cockpit-versions.ts";
import { collectionArtefacts } from "../support/collections.ts";
import { type GalaxyServer, startGalaxyServer } from "../support/galaxy-server.ts";
import { makeRunDirectory, type RunDirectory } from "../support/run-directory.ts";
import { sampleCollections } from "../support/samples.ts";
import { type SharedComposer, startSharedComposer } from "../support/shared-composer.ts";
import { makeState } from "../support/state.ts";
import { wrappedRepository } from "../support/wrapped-repository.ts";
import { makePackages } from "./packages.ts";
import { makeSample, type Sample } from "./sample.ts";

// As the programs of an installed machine do: what is written belongs to the whole group.
process.umask(0o002);

export type Machine = {
    version: CockpitVersion;
    /** The built page that Cockpit shows. */
    dist: string;
    /** What the composer installs: a few tiny packages, or Debian's own, in which Ansible really runs. */
    rpms: "tiny" | "wrapped";
    run: RunDirectory;
    composer: SharedComposer;
    /** Serves the collections of the samples; it is the one that the machine asks. */
    galaxy: GalaxyServer;
    /** The state directory. */
    state: string;
    cockpit: Cockpit;
    /** Made when a test first asks for it. */
    sample: Sample;
};

export const test = base.extend<object, Machine>({
    version: ["287", { option: true, scope: "worker" }],
    dist: ["dist", { option: true, scope: "worker" }],
    rpms: ["tiny", { option: true, scope: "worker" }],

    run: [
        // biome-ignore lint/correctness/noEmptyPattern: Playwright reads there which fixtures are wanted.
        async ({}, use) => {
            const run = makeRunDirectory();
            await use(run);
            run.remove();
        },
        { scope: "worker" },
    ],

    composer: [
        async ({ run, rpms }, use) => {
            const tiny = rpms === "tiny" ? await makePackages() : null;
            const composer = await startSharedComposer(run.path, [
                tiny ? `tiny=${tiny.url}` : `debian-wrapped=${await wrappedRepository()}`,
            ]);
            await use(composer);
            await composer.stop();
            await tiny?.remove();
        },
        { scope: "worker", timeout: 600_000 },
    ],

    galaxy: [
        // biome-ignore lint/correctness/noEmptyPattern: Playwright reads there which fixtures are wanted.
        async ({}, use) => {
            const galaxy = await startGalaxyServer({ directory: await collectionArtefacts(sampleCollections) });
            await use(galaxy);
            await galaxy.stop();
        },
        { scope: "worker", timeout: 600_000 },
    ],

    state: [async ({ run }, use) => use(makeState(join(run.path, "state"))), { scope: "worker" }],

    sample: [
        async ({ state, composer }, use) => use(await makeSample(state, composer.socket)),
        { scope: "worker", timeout: 120_000 },
    ],

    cockpit: [
        async ({ run, composer, galaxy, state, version, dist }, use) => {
            const cockpit = await startCockpit({
                directory: run.path,
                config: { socket: composer.socket, state },
                galaxy: galaxy.url,
                version,
                dist,
            });
            await use(cockpit);
            await cockpit.stop();
        },
        { scope: "worker", timeout: 120_000 },
    ],
});
