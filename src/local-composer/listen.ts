/** The socket: who may use it, and that only one server has it. */
import { chmodSync, chownSync, readFileSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import { connect, createServer } from "node:net";

/** Group whose members may use the composer, as on machines with the real one. */
const GROUP = "weldr";

/**
 * Accept connections; resolves when clients can connect.
 *
 * @throws Error when another server answers on this socket.
 */
export async function listenOn(server: Server, socket: string): Promise<void> {
    if (await isAnswered(socket)) throw new Error(`${socket} is in use by another server`);
    rmSync(socket, { force: true });
    // Nobody else may connect before the rights are set.
    const before = process.umask(0o177);
    await new Promise<void>((resolve, reject) => {
        server.once("error", reject);
        server.listen(socket, resolve);
    }).finally(() => process.umask(before));
    const group = findGroup(readFileSync("/etc/group", "utf8"), GROUP);
    if (group === null || process.getuid?.() !== 0) return;
    chownSync(socket, 0, group);
    chmodSync(socket, 0o660);
}

/** Its number in the text of /etc/group, or null. */
export function findGroup(text: string, wanted: string): number | null {
    const [, id] =
        text
            .split("\n")
            .map(line => line.split(":"))
            .find(([name]) => name === wanted)
            ?.slice(1) ?? [];
    return id === undefined ? null : Number(id);
}

const isAnswered = (socket: string): Promise<boolean> =>
    new Promise(resolve => {
        const client = connect(socket);
        client.on("connect", () => resolve(true)).on("error", () => resolve(false));
        client.on("connect", () => client.destroy());
    });

/**
 * Make this process the only server on a state directory, until it ends in whatever way: the kernel forgets a socket in the
 * abstract namespace with its process.
 */
export function claimState(directory: string): Promise<void> {
    return new Promise((resolve, reject) => {
        const claim = createServer();
        claim.on("error", () => reject(new Error(`${directory} is in use by another server`)));
        claim.listen(`\0cockpit-ee-local-composer:${directory}`, () => {
            claim.unref();
            resolve();
        });
    });
}
