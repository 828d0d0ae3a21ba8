/** What ansible-galaxy is asked for where each version is settled; pure. */
import { isCollectionName } from "../ee/galaxy.ts";
import type { GalaxyRequirements } from "../ee/galaxy-requirements.ts";
import type { Lock } from "./lock.ts";

/**
 * The same requirements, with the versions of then; and with what came with others, which might come newer now.
 *
 * That is left to ansible-galaxy where something comes from an address: which collection that is, it alone knows, and to
 * ask for it by name as well would be to ask for two. What was fetched is held against the lock in any case.
 */
export const pinGalaxy =
    ({ collections, roles }: Pick<Lock, "collections" | "roles">) =>
    (asked: GalaxyRequirements): GalaxyRequirements => {
        const versionOf = new Map(collections.map(({ name, version }) => [name, version]));
        const roleVersion = new Map(roles.map(({ name, version }) => [name, version]));
        const isByName = asked.collections.every(
            ({ name, type = "galaxy" }) => type === "galaxy" && isCollectionName(name),
        );
        const names = new Set(asked.collections.map(({ name }) => name));
        const others = isByName ? collections.filter(({ name }) => !names.has(name)) : [];
        return {
            ...asked,
            collections: [
                ...asked.collections.map(entry => {
                    const version = (entry.type ?? "galaxy") === "galaxy" ? versionOf.get(entry.name) : undefined;
                    return version === undefined ? entry : { ...entry, version };
                }),
                ...others.map(({ name, version }) => ({ name, version })),
            ],
            roles: asked.roles.map(role => {
                const version = role.scm === null && !role.src.includes("/") ? roleVersion.get(role.name) : undefined;
                return version ? { ...role, version } : role;
            }),
        };
    };
