/** `make run`: the page in a private Cockpit, with a composer and a Galaxy server behind it, until Ctrl-C. */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { nodeHost } from "../../src/host/node.ts";
import { startCockpit } from "./cockpit.ts";
import { collectionArtefacts } from "./collections.ts";
import { startGalaxyServer } from "./galaxy-server.ts";
import { makeRunDirectory } from "./run-directory.ts";
import { addSamples, sampleCollections } from "./samples.ts";
import { startSharedComposer } from "./shared-composer.ts";
import { makeState } from "./state.ts";
import { wrappedRepository } from "./wrapped-repository.ts";

const MACHINES_COMPOSER = "/run/weldr/api.socket";
const users = ["admin", "builder", "visitor"] as const;

const run = makeRunDirectory();
process.on("exit", run.remove);
// What was started here is ended by the kernel with this process.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(0));
// As the command line does: what it writes belongs to the whole group.
process.umask(0o002);

const { PORT, COMPOSER_SOCKET, STATE, COCKPIT } = process.env;
const state = makeState(STATE || join(run.path, "state"));
const socket = COMPOSER_SOCKET || (existsSync(MACHINES_COMPOSER) ? MACHINES_COMPOSER : await ownComposer());
const galaxy = await startGalaxyServer({ directory: await collectionArtefacts(sampleCollections) });
await addSamples(nodeHost({ state }), state, galaxy.url);
const cockpit = await startCockpit({
    directory: run.path,
    config: { socket, state },
    galaxy: galaxy.url,
    version: COCKPIT === "337" ? "337" : "287",
    ...(PORT ? { port: Number(PORT) } : {}),
});

const passwords = users.map(name => `${name.padEnd(8)} ${cockpit.passwords[name]}\n`).join("");
const file = join(run.path, "passwords");
writeFileSync(file, passwords, { mode: 0o600 });
console.log(`
${cockpit.url}/cockpit-ee

${passwords}
admin gains administrative access with this password, builder is in the group weldr, visitor may do nothing.
The passwords are in ${file} too.

state     ${state}
composer  ${socket}
galaxy    ${galaxy.url}

Ctrl-C ends everything.`);

async function ownComposer(): Promise<string> {
    console.log("Preparing the RPM repository; the first time takes some minutes.");
    return (await startSharedComposer(run.path, [`debian-wrapped=${await wrappedRepository()}`])).socket;
}
