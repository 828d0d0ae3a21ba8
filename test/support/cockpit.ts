/** A Cockpit of our own, with users of its own, that leaves the machine as it is. Needs root. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";

import { type CockpitVersion, cockpitSystem } from "./cockpit-versions.ts";

const HERE = resolve("test/support/private-cockpit");

/** The group that may use the composer and the state directory, where the machine has no weldr. */
const FALLBACK_GROUP = 60986;

/** admin may use sudo with his password, builder is in the group weldr, visitor may do nothing; and root. */
const userNames = ["admin", "builder", "visitor", "root"] as const;
export type UserName = (typeof userNames)[number];

export type Cockpit = {
    /** Without a slash at its end, e.g. "http://127.0.0.1:40123". */
    url: string;
    version: CockpitVersion;
    passwords: Record<UserName, string>;
    /** Ends Cockpit with all sessions; resolves when nothing of it runs any more. */
    stop: () => Promise<void>;
};

export type CockpitOptions = {
    /** An existing directory of this run, which every user can reach. */
    directory: string;
    /** What the page is told in its manifest. */
    config: { socket: string; state: string };
    version?: CockpitVersion;
    /** A free one unless told. */
    port?: number;
    /** The Galaxy server that the machine asks where a definition names none; Galaxy's own unless told. */
    galaxy?: string;
    /** The built page; dist/ unless told. */
    dist?: string;
};

export async function startCockpit(options: CockpitOptions): Promise<Cockpit> {
    const { directory, config, version = "287", dist = "dist", galaxy = "" } = options;
    const paths = {
        users: join(directory, "users"),
        override: join(directory, "override.json"),
        private: join(directory, "private"),
    };
    const password = () => randomBytes(9).toString("base64url");
    const passwords = { admin: password(), builder: password(), visitor: password(), root: password() };
    writeFileSync(paths.users, userNames.map(name => `${name}:${passwords[name]}\n`).join(""), { mode: 0o600 });
    writeFileSync(paths.override, JSON.stringify({ config }));
    mkdirSync(paths.private, { recursive: true });
    const system = await cockpitSystem(version);

    for (let attempt = 1; ; attempt++) {
        const port = options.port ?? (await freePort());
        const child = enter({
            HERE,
            PRIVATE: paths.private,
            USERS: paths.users,
            OVERRIDE: paths.override,
            WELDR: String(weldrGroup()),
            DIST: resolve(dist),
            PORT: String(port),
            SYSTEM: system,
            GALAXY: galaxy,
        });
        const url = `http://127.0.0.1:${port}`;
        const errors = await answering(child, `${url}/ping`);
        if (errors === null) return { url, version, passwords, stop: () => stop(child) };
        // Another program may have taken the port between our asking for it and Cockpit's taking it.
        if (options.port !== undefined || attempt === 3) throw new Error(`Cockpit did not start: ${errors}`);
    }
}

/** Open a socket or a directory to the users who may use the composer. */
export const shareWithBuilders = (path: string): void => chownSync(path, 0, weldrGroup());

function weldrGroup(): number {
    try {
        return Number(execFileSync("getent", ["group", "weldr"], { encoding: "utf8" }).split(":")[2]);
    } catch {
        return FALLBACK_GROUP;
    }
}

function enter(environment: Record<string, string>): ChildProcess {
    const namespaces = [
        "unshare",
        "--mount",
        "--pid",
        "--fork",
        "--kill-child",
        "--mount-proc",
        "--propagation",
        "private",
    ];
    // The kernel ends it with us, however we end.
    return spawn("setpriv", ["--pdeathsig", "KILL", ...namespaces, join(HERE, "enter.sh")], {
        env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", ...environment },
        stdio: ["ignore", "ignore", "pipe"],
    });
}

/** Resolves with null when Cockpit answers, with what it said when it ended before. */
function answering(child: ChildProcess, address: string): Promise<string | null> {
    let errors = "";
    child.stderr?.on("data", (chunk: Buffer) => {
        errors = (errors + chunk.toString()).slice(-4096);
    });
    return new Promise(resolve => {
        const ask = () => {
            if (child.exitCode !== null || child.signalCode !== null) return;
            fetch(address).then(
                answer => (answer.ok ? resolve(null) : setTimeout(ask, 50)),
                () => setTimeout(ask, 50),
            );
        };
        child.once("close", () => resolve(errors));
        ask();
    });
}

function stop(child: ChildProcess): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
    return new Promise(resolve => {
        child.once("close", () => resolve());
        // The namespace's first process, so that unshare can clear it away and then ends by itself.
        const [inner] = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, "utf8").split(" ");
        if (inner) process.kill(Number(inner), "SIGKILL");
        else child.kill("SIGKILL");
    });
}

const freePort = () =>
    new Promise<number>(resolve => {
        const probe = createServer().listen(0, "127.0.0.1", () => {
            const address = probe.address();
            probe.close(() => resolve(address && typeof address === "object" ? address.port : 0));
        });
    });
