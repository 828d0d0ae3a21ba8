import { afterAll, beforeAll, expect, test } from "vitest";

import { nodeHost } from "../../src/host/node.ts";
import { makeRunDirectory } from "../support/run-directory.ts";
import { facts, outcomeOf, type Places } from "./contract.ts";
import { startServers } from "./servers.ts";

// As the command line does.
const umask = process.umask(0o002);

const run = makeRunDirectory();
let places: Places & { stop: () => void };

beforeAll(async () => {
    places = await startServers(run.path);
});
afterAll(() => {
    process.umask(umask);
    places.stop();
    run.remove();
});

test.each(facts)("in Node, $fact", async fact => {
    const outcome = await outcomeOf(fact, nodeHost({ state: places.directory }), places);
    if (typeof fact.expected === "object") expect(outcome).toMatchObject(fact.expected);
    else expect(outcome).toEqual(fact.expected);
});
