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

export type Machine = {
    version: CockpitVersion;
    /** The built page that Cockpit shows. */
    dist: string;
    run: RunDirectory;
    composer: SharedComposer;
    /** Serves the collections of the samples; it is the one that the machine asks. */
    galaxy: GalaxyServer;
    /** The state directory. */
    state: string;
    cockpit: Cockpit;
};

export const test = base.extend<object, Machine>({
    version: ["287", { option: true, scope: "worker" }],
    dist: ["dist", { option: true, scope: "worker" }],

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
        async ({ run }, use) => {
            const composer = await startSharedComposer(run.path, [`debian-wrapped=${await wrappedRepository()}`]);
            await use(composer);
            await composer.stop();
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
