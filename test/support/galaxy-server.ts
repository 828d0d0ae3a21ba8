/** A Galaxy server of this run, for the collections in a directory. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";

export type GalaxyServer = {
    /** With `/api/`, as it goes into ansible.cfg or `--server`. */
    url: string;
    /** "GET /api/v3/…" of every request so far. */
    requests: readonly string[];
    stop: () => Promise<void>;
};

const SERVER = join("test", "support", "galaxy", "server.py");

/**
 * Serve the artefacts (NAMESPACE-NAME-VERSION.tar.gz) of a directory on a free port of 127.0.0.1.
 *
 * @param authorization What the header of that name has to say, such as "Token x"; everybody is let in unless told.
 * @param tampered A file that is sent with a byte more than it has.
 * @param searches Whether it can be asked for words and not only for names; it can unless told.
 */
export async function startGalaxyServer(options: {
    directory: string;
    authorization?: string;
    tampered?: string;
    searches?: boolean;
}): Promise<GalaxyServer> {
    const { directory, authorization, tampered, searches = true } = options;
    const guard = [
        ...(authorization === undefined ? [] : ["--authorization", authorization]),
        ...(tampered === undefined ? [] : ["--tampered", tampered]),
        ...(searches ? [] : ["--no-search"]),
    ];
    // The kernel ends it with us, however we end.
    const argv = ["--pdeathsig", "KILL", "/usr/bin/python3", SERVER, directory, "--log", ...guard];
    const child = spawn("setpriv", argv, { stdio: ["ignore", "pipe", "pipe"] });
    const closed = new Promise<void>(resolve => child.once("close", () => resolve()));
    const requests: string[] = [];
    createInterface(child.stderr).on("line", line => requests.push(line));
    const url = await new Promise<string>((resolve, reject) => {
        createInterface(child.stdout).on("line", line => resolve(line.replace(/^ready /, "")));
        child.once("error", reject);
        closed.then(() => reject(new Error(`the Galaxy server ended: ${requests.join("\n")}`)));
    });
    return {
        url,
        requests,
        stop: () => {
            child.kill();
            return closed;
        },
    };
}
