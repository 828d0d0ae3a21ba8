/** What was fetched by ansible-galaxy, exactly: the part of the lock that is about collections and roles. */
import type { Gathered } from "./gather.ts";

export const galaxyLock = ({ collections, roles }: Gathered) => ({
    collections: (collections.fetched?.collections ?? []).map(({ name, version, digest }) => ({
        name,
        version,
        digest,
    })),
    roles: roles.roles.map(({ name, version, digest }) => ({ name, version, digest })),
});
