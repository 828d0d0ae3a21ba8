/** An installed page in a Cockpit whose composer is whatever a test puts on the socket's path: nothing, nobody, or a server that misbehaves. */
import { execFileSync } from "node:child_process";
import { chmodSync, renameSync, rmSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import { join } from "node:path";

import { shareWithBuilders } from "../support/cockpit.ts";
import { test as base } from "./fixture.ts";

export type StandIn = {
    /** Nothing is there. */
    remove: () => Promise<void>;
    /** The socket is there, nobody listens. */
    abandon: () => Promise<void>;
    /** Somebody listens and answers so. */
    listen: (answer: RequestListener) => Promise<void>;
    /** Paths that were asked for since somebody listens. */
    asked: () => readonly string[];
};

/** A composer without builds, sources or secrets, in the words of the real one. */
export const healthy: RequestListener = ({ url = "" }, response) => {
    const status = { api: "1", db_supported: true, db_version: "0", schema_version: "0", backend: "a stand-in" };
    const answers: Record<string, unknown> = {
        "/api/status": { ...status, build: "devel", msgs: [] },
        "/api/v1/distros/list": { distros: ["centos-9"] },
        "/api/v1/compose/status/*": { uuids: [] },
    };
    response.setHeader("Content-Type", "application/json");
    response.end(JSON.stringify(answers[url.replace(/\?.*/, "")] ?? {}));
};

export const test = base.extend<object, { standIn: StandIn }>({
    composer: [
        async ({ run }, use) => use({ socket: join(run.path, "stand-in.sock"), stop: async () => undefined }),
        { scope: "worker" },
    ],
    // As `make install` leaves it: scripts and styles lie there compressed.
    dist: [
        async ({ run }, use) => {
            const destination = join(run.path, "installed");
            execFileSync("make", ["--silent", "install", `DESTDIR=${destination}`]);
            await use(join(destination, "usr/share/cockpit/cockpit-ee"));
        },
        { scope: "worker" },
    ],
    standIn: [
        async ({ composer: { socket } }, use) => {
            const standIn = makeStandIn(socket);
            await use(standIn);
            await standIn.remove();
        },
        { scope: "worker" },
    ],
});

function makeStandIn(socket: string): StandIn {
    let server: Server | null = null;
    let asked: string[] = [];
    // Node takes the path away that a server listened on: it listens beside and is moved, so that ours is our own.
    const listen = (answer: RequestListener) =>
        new Promise<void>(resolve => {
            const aside = `${socket}.aside`;
            asked = [];
            server = createServer(answer);
            server.on("request", ({ url = "" }) => asked.push(url));
            server.listen(aside, () => {
                shareWithBuilders(aside);
                chmodSync(aside, 0o660);
                renameSync(aside, socket);
                resolve();
            });
        });
    const close = () =>
        new Promise<void>(resolve => {
            if (!server) return resolve();
            server.close(() => resolve());
            server.closeAllConnections();
            server = null;
        });
    return {
        async remove() {
            await close();
            rmSync(socket, { force: true });
        },
        async abandon() {
            await close();
            await listen(healthy);
            await close();
        },
        async listen(answer) {
            await close();
            await listen(answer);
        },
        asked: () => asked,
    };
}

export { expect } from "@playwright/test";
