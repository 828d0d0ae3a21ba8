/** The browser tests' Cockpit, with the page of the adapter's tests in it and no composer behind it. */
import { test as base } from "../e2e/fixture.ts";
import { buildTestPage } from "./build-page.ts";
import type { Places } from "./contract.ts";
import { startServers } from "./servers.ts";

/** A program that says where it runs, as which user and group, and whether without any other group. */
export const WHO = [
    "/usr/bin/python3",
    "-c",
    "import os, pwd, grp; print(os.getcwd(), pwd.getpwuid(os.getuid())[0], grp.getgrgid(os.getgid())[0], os.getgroups() == [])",
];

export const test = base.extend<object, { places: Places }>({
    places: [
        async ({ run }, use) => {
            const { stop, ...places } = await startServers(run.path);
            await use(places);
            stop();
        },
        { scope: "worker" },
    ],
    composer: [
        async ({ places }, use) => use({ socket: places.answering, stop: async () => undefined }),
        { scope: "worker" },
    ],
    dist: [
        async ({ run }, use) => use(await buildTestPage("test/host/cockpit-page.ts", run.path)),
        { scope: "worker" },
    ],
});

export { expect } from "@playwright/test";
