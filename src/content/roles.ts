/** Roles, fetched by the host's ansible-galaxy: the same program, and so the same choice, as in a container build. */
import * as z from "zod/mini";

import type { Host } from "../host/host.ts";
import { _, format } from "../language.ts";
import { type Artefacts, isShown, SHOWN, shownAddress } from "./artefacts.ts";
import { digest } from "./digest.ts";
import { type GalaxyAccess, GalaxyError, runGalaxy, withGalaxy } from "./galaxy-program.ts";
import { isUnreachable, readRoleFailure, readRoleOutput } from "./galaxy-words.ts";
import { type FetchedRole, INSTALL_INFO, inspectRoles, roleSchema } from "./installed-roles.ts";
import { type Answer, fillShelf, isTold, readShelf } from "./shelf.ts";

/** A role as a requirements file asks for it. */
export type WantedRole = {
    /** Of its directory; checked by whoever asks. */
    name: string;
    /** What is fetched. May hold credentials, where it is an address of an archive. */
    src: string;
    version: string;
    scm: string | null;
};

export type FetchedRoles = {
    /** Holds a directory for each role; null where there is none. */
    directory: string | null;
    roles: FetchedRole[];
    /** Why a role could not be had, by its name; "" for what concerns none of them alone. */
    problems: ReadonlyMap<string, string>;
};

export type WantedRoles = {
    roles: readonly WantedRole[];
    /** The same without secrets: what tells this question from others. */
    shown: unknown;
    access: GalaxyAccess;
    artefacts: Artefacts;
};

/** So many roles that cannot be had are named, each by a run without those before. */
const MOST_ROUNDS = 20;

/** Fetch roles with the roles they depend on, or take what was fetched within the last hour. Throws HostError when ansible-galaxy could not be run. */
export async function fetchRoles(
    host: Host,
    cache: string,
    wanted: WantedRoles,
    signal?: AbortSignal,
): Promise<FetchedRoles> {
    const { artefacts, access } = wanted;
    let roles = wanted.roles.map(role => orLocal(role, artefacts));
    const local = artefacts.roles.filter(({ file }) => roles.some(({ src }) => src === shownPath(file)));
    const stamps = local.map(({ file, stamp }) => [file, stamp]);
    const key = digest(["roles", wanted.shown, access.shown, access.options, stamps]).slice(0, 32);
    const shelf = `${cache}/roles/${key}`;
    const isKept = isTold(wanted.roles.map(({ src }) => src));
    const found = isKept ? await readShelf(host, shelf, z.array(roleSchema)) : null;
    if (found) return { directory: found.directory, roles: found.note, problems: new Map() };
    const problems = new Map<string, string>();
    for (let round = 0; round < MOST_ROUNDS && roles.length > 0; round++) {
        const isWhole = isKept && problems.size === 0;
        const outcome = await fetchRound(host, cache, shelf, { ...wanted, roles }, isWhole, signal);
        if (!("role" in outcome)) return { ...outcome, problems };
        const { role, reason, dependents } = outcome;
        const failing = roles.find(({ name }) => name === role);
        const own = failing ? null : localRole(role, "", artefacts);
        if (own) {
            roles = [...roles, own];
            continue;
        }
        // What nobody here asks for by name cannot be left out of the next round; who depends on it can.
        // A server that one could not be asked for is not waited for once more.
        const same = failing && isFromServer(failing) && isUnreachable(reason) ? roles.filter(isFromServer) : [];
        const blamed = failing ? [role, ...same.map(({ name }) => name)] : findAskers(role, dependents, roles);
        if (blamed.length === 0)
            return { directory: null, roles: [], problems: problems.set("", `${role} ${reason}`.trim()) };
        for (const name of blamed)
            problems.set(name, failing ? reason : format(_("It depends on the role $0. $1"), role, reason));
        roles = roles.filter(({ name }) => !blamed.includes(name));
    }
    return { directory: null, roles: [], problems };
}

const shownPath = (file: string): string => `/workshop/${SHOWN}/${file}`;

/** A role that the machine has itself, in the version asked for; null when it has not. */
function localRole(name: string, version: string, { roles }: Artefacts): WantedRole | null {
    const wanted = version.replace(/^v/, "");
    const found = roles.find(role => role.name === name && (wanted === "" || role.version === wanted));
    return found ? { name, src: shownPath(found.file), version: found.version, scm: null } : null;
}

function orLocal(role: WantedRole, artefacts: Artefacts): WantedRole {
    const found = role.scm === null ? localRole(role.src, role.version, artefacts) : null;
    return found ? { ...found, name: role.name } : { ...role, src: shownAddress(role.src, artefacts) };
}

/** By the name that Galaxy knows, and not by an address or a file. */
const isFromServer = ({ src, scm }: WantedRole): boolean => scm === null && !src.includes("/");

/** Of the roles that are asked for, those that depend on another, themselves or by way of others. */
function findAskers(role: string, dependents: Dependents, roles: readonly WantedRole[]): string[] {
    const asked = new Set(roles.map(({ name }) => name));
    const found = new Set([role]);
    for (const name of found) for (const dependent of dependents.get(name) ?? []) found.add(dependent);
    return [...found].filter(name => asked.has(name));
}

type Dependents = ReadonlyMap<string, readonly string[]>;
type Outcome = { directory: string; roles: FetchedRole[] } | { role: string; reason: string; dependents: Dependents };

async function fetchRound(
    host: Host,
    cache: string,
    shelf: string,
    { roles, access, artefacts }: WantedRoles,
    isWhole: boolean,
    signal: AbortSignal | undefined,
): Promise<Outcome> {
    const isLocal = roles.some(({ src }) => isShown(src));
    const show: Record<string, string> = isLocal ? { [SHOWN]: artefacts.directory } : {};
    return withGalaxy(
        host,
        cache,
        JSON.stringify({ roles }),
        access,
        new Map(["result/.keep", ...(isLocal ? [`${SHOWN}/.keep`] : [])].map(path => [path, ""])),
        async workshop => {
            const argv = ["role", "install", "--role-file=/workshop/requirements.yml", "--roles-path=/workshop/result"];
            const output = await runGalaxy(workshop, [...argv, ...access.options], access, { signal, show }).catch(
                (error: unknown) => {
                    if (!(error instanceof GalaxyError) || !["failed", "timeout"].includes(error.problem)) throw error;
                    return { ...readRoleFailure(error), dependents: readRoleOutput(error.output) };
                },
            );
            if (typeof output !== "string") return output;
            const dependents = readRoleOutput(output);
            const installed = await inspectRoles(host, `${workshop.directory}/result`, dependents);
            if ("role" in installed) return { ...installed, dependents };
            // When it was installed would make every content RPM another one.
            const dated = ["-path", `*/meta/${INSTALL_INFO}`, "-type", "f"];
            await host.run([
                "find",
                `${workshop.directory}/result`,
                "-mindepth",
                "3",
                "-maxdepth",
                "3",
                ...dated,
                "-delete",
            ]);
            const answer: Answer<FetchedRole[]> = await fillShelf(
                host,
                shelf,
                workshop,
                "result",
                installed.roles,
                isWhole,
            );
            return { directory: answer.directory, roles: answer.note };
        },
    );
}
