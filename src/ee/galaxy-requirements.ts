/** What ansible-galaxy is asked for a definition: its collections and roles, and what it has to know to get them. */
import type { Definition } from "./definition.ts";
import { definitionFile, type Files } from "./files.ts";
import { type GalaxyEntry, isUrl } from "./galaxy.ts";
import { gitCredential, showsSecret, urlSecrets } from "./galaxy-credentials.ts";
import { readGalaxyEntries } from "./galaxy-entries.ts";
import { isRoleName, type RoleSpec, roleSpec } from "./galaxy-roles.ts";
import { redactUrls } from "./redact-url.ts";

/** With addresses as they are written, credentials and all, where git does not see them. */
export type GalaxyRequirements = {
    collections: WrittenCollection[];
    roles: RoleSpec[];
    /** Lines for git's store of credentials. */
    gitCredentials: string[];
    /** Of all addresses. */
    secrets: string[];
    /** Names, redacted, of entries that are left out: git would show a password of their address to everybody. */
    revealing: ReadonlySet<string>;
};

/** An entry of `collections:` as ansible-galaxy reads it. */
export type WrittenCollection = {
    name: string;
    version?: string;
    source?: string;
    type?: string;
    signatures?: string[];
};

/** Words that git would take for options, which may name a program to run. */
export const isOption = (text: string): boolean => /^\s*-/.test(text);

type InstalledEntry = Pick<GalaxyEntry, "kind" | "name" | "wanted" | "source" | "type">;

/**
 * Left out are roles with a name that leads elsewhere, or none, and what git would take for an option or reveal.
 *
 * @param installed What build steps install beside it.
 */
export function readGalaxyRequirements(
    files: Files,
    definition: Definition,
    installed: readonly InstalledEntry[] = [],
): GalaxyRequirements {
    const listed = readGalaxyEntries(files, definitionFile(files), definition);
    // What a step asks for once more, in any version, is there already.
    const isNew = ({ kind, name, wanted }: InstalledEntry) =>
        !listed.some(each => each.kind === kind && each.name === name && (wanted === "" || wanted === each.wanted));
    const more = installed.filter(isNew).map(entry => ({ ...entry, signatures: [], unknownKeys: [], path: [] }));
    const entries = [...listed, ...more];
    const plain = entries.filter(({ name, source, wanted }) => ![name, source ?? "", wanted].some(isOption));
    const shown = plain.filter(entry => !isRevealing(entry));
    const collections = shown.filter(({ kind }) => kind === "collection").map(writeCollection);
    const roles = shown.filter(({ kind }) => kind === "role").map(roleSpec);
    const credentials: string[] = [];
    const bare = (address: string): string => {
        const { credential, bare: without } = gitCredential(address);
        if (credential !== null) credentials.push(credential);
        return without;
    };
    const addresses = [
        ...collections.flatMap(({ name, source, signatures = [] }) => [name, source ?? "", ...signatures]),
        ...roles.map(({ src }) => src),
    ];
    return {
        collections: collections.map(({ name, source, ...entry }) => {
            const own = isGit({ name, ...entry }) ? bare : (address: string) => address;
            return { name: own(name), ...(source === undefined ? {} : { source: own(source) }), ...entry };
        }),
        roles: roles
            .filter(({ name }) => isRoleName(name))
            .map(role => (role.scm === null ? role : { ...role, src: bare(role.src) })),
        gitCredentials: [...new Set(credentials)],
        secrets: addresses.flatMap(urlSecrets),
        revealing: new Set(plain.filter(isRevealing).map(({ name }) => redactUrls(name))),
    };
}

/** Git gets an address among its arguments, which everybody on the machine can see. */
function isRevealing(entry: GalaxyEntry): boolean {
    const [address, isByGit] =
        entry.kind === "role"
            ? [roleSpec(entry).src, roleSpec(entry).scm !== null]
            : [entry.type === "git" ? (entry.source ?? entry.name) : entry.name, isGit(writeCollection(entry))];
    return isByGit && showsSecret(gitCredential(address).bare);
}

const isGit = ({ name, type }: WrittenCollection): boolean =>
    type === "git" || (type === undefined && isUrl(name) && !/^https?:\/\/.*\.tar\.gz$/.test(name));

const writeCollection = ({ name, wanted, source, type, signatures }: GalaxyEntry): WrittenCollection => ({
    name,
    ...(wanted === "" ? {} : { version: wanted }),
    ...(source === null ? {} : { source }),
    ...(type === null ? {} : { type }),
    ...(signatures.length === 0 ? {} : { signatures }),
});
