/** What was fetched by ansible-galaxy, exactly: the part of the lock that is about collections and roles. */
import { cleanUrl } from "../ee/redact-url.ts";
import type { Gathered } from "./gather.ts";

/**
 * `digest` is of the content. `sha256` is of the artefact, and `source` where it came from; null where there was no
 * artefact: a repository, a directory.
 */
export const galaxyLock = ({ collections: { fetched }, roles, roleSources }: Gathered) => ({
    collections: (fetched?.collections ?? []).map(({ name, version, digest }) => {
        const sent = fetched?.artefacts.find(artefact => artefact.name === name && artefact.version === version);
        return { name, version, digest, sha256: sent?.sha256 ?? null, source: sent ? cleanUrl(sent.source) : null };
    }),
    roles: roles.roles.map(({ name, version, digest }) => ({
        ...{ name, version, digest, source: roleSources.get(name) ?? null },
    })),
});
