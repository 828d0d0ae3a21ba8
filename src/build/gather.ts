/** What a plan needs to know of collections and roles: fetched, and looked into. */

import { listArtefacts } from "../content/artefacts.ts";
import type { FetchedCollection } from "../content/collection.ts";
import { type Fetched, fetchCollections } from "../content/fetch.ts";
import { type FetchedRoles, fetchRoles } from "../content/roles.ts";
import type { Definition } from "../ee/definition.ts";
import { readGalaxyAccess } from "../ee/galaxy-access.ts";
import { withDirectories } from "../ee/galaxy-directories.ts";
import type { Keyring } from "../ee/galaxy-keyring.ts";
import { type GalaxyRequirements, readGalaxyRequirements } from "../ee/galaxy-requirements.ts";
import { excludedBy, introspectCollection } from "../ee/introspect.ts";
import { cleanUrl } from "../ee/redact-url.ts";
import type { Target } from "../ee/target.ts";
import { type Host, HostError } from "../host/host.ts";
import { _, format } from "../language.ts";
import { readMachineConfig } from "./machine-config.ts";
import { withNamedLists } from "./named-lists.ts";
import { type Refused, refuseRevealing } from "./refused.ts";
import { prepareState } from "./state.ts";

/** Where an administrator says which Galaxy servers the machine asks; a definition may say otherwise. */
export const MACHINE_CONFIG = "/etc/ansible/ansible.cfg";

/** What was fetched; or why not, in words, with the names of those that the words are about. Nothing of it where nothing is asked for. */
export type Collections = {
    fetched: Fetched | null;
    problem: string | null;
    blamed: string[];
    /** Whether a keyring may be named where who plans cannot read it. */
    mayHaveKeyring?: boolean;
};

export type Gathered = {
    collections: Collections;
    roles: FetchedRoles;
    /** Where roles come from, by name; without secrets. */
    roleSources: ReadonlyMap<string, string>;
    refused: Refused;
};

/** A definition as its author keeps it, and the same as it may be shown. */
export type Asking = {
    files: ReadonlyMap<string, string>;
    definition: Definition;
    carried: ReadonlyMap<string, string>;
    shown: Definition;
    /** What build steps install. */
    installed?: Parameters<typeof readGalaxyRequirements>[2];
    /** Collections that come by RPM instead. */
    byRpm: ReadonlySet<string>;
    /** Settles versions. */
    pin?: (requirements: GalaxyRequirements) => GalaxyRequirements;
};

/**
 * Fetch the collections and roles that a definition asks for. What ansible-galaxy refuses is told; throws HostError when
 * it could not be run.
 *
 * Here, and only here, the author's own text is read beyond the check of it: what it has to get in with goes into the
 * files of a fetch's box. What is asked, kept and told is of the redacted copy.
 */
export async function fetchAsked(
    host: Host,
    state: string,
    { files, definition, carried, shown, installed, byRpm, pin = asked => asked }: Asking,
    signal: AbortSignal | undefined,
): Promise<Gathered> {
    const requirements = pin(withoutRpms(readGalaxyRequirements(files, definition, installed), byRpm));
    const visible = pin(withoutRpms(readGalaxyRequirements(carried, shown, installed), byRpm));
    const none = { fetched: null, problem: null, blamed: [] };
    const nothing = { directory: null, roles: [], problems: new Map<string, string>() };
    const roleSources = new Map(visible.roles.map(({ name, src }) => [name, cleanUrl(src)]));
    const { collections, files: own, refused: closed } = withDirectories(requirements.collections, files, definition);
    const refused = new Map([...refuseRevealing(requirements.revealing), ...closed]);
    if (collections.length === 0 && requirements.roles.length === 0)
        return { collections: none, roles: nothing, roleSources, refused };
    const machine = await readMachineConfig(host, MACHINE_CONFIG);
    const accessOf = async (command: "collection" | "role") => {
        const { keyring, ...access } = readGalaxyAccess(files, definition, machine.text, command, requirements);
        return { ...access, keys: await readKeys(host, keyring, signal) };
    };
    await prepareState(host, state);
    const cache = `${state}/cache`;
    const artefacts = await listArtefacts(host, state);
    const wantedRoles = { roles: requirements.roles, shown: visible.roles, access: await accessOf("role"), artefacts };
    const roles = requirements.roles.length === 0 ? nothing : await fetchRoles(host, cache, wantedRoles, signal);
    if (collections.length === 0) return { collections: none, roles, roleSources, refused };
    try {
        const access = await accessOf("collection");
        const wanted = { collections, shown: visible.collections, access, artefacts, files: own };
        const fetched = await withNamedLists(host, await fetchCollections(host, cache, wanted, signal));
        return { collections: { ...none, fetched, mayHaveKeyring: machine.isClosed }, roles, roleSources, refused };
    } catch (error) {
        if (!(error instanceof HostError) || error.problem !== "failed") throw error;
        const blamed = visible.collections.map(({ name }) => name).filter(name => error.message.includes(name));
        return { collections: { fetched: null, problem: error.message, blamed }, roles, roleSources, refused };
    }
}

/** Throws HostError "failed" where keys are named that cannot be had: what is to be checked is not carried unchecked. */
async function readKeys(
    host: Host,
    keyring: Keyring,
    signal: AbortSignal | undefined,
): Promise<string | Uint8Array | null> {
    if (keyring.kind === "keys") return keyring.text;
    if (keyring.kind === "none") return null;
    const name = keyring.kind === "machine" ? keyring.path : keyring.name;
    if (keyring.kind === "machine")
        try {
            return await host.run(["cat", "--", name], { as: "self", signal });
        } catch (error) {
            if (!(error instanceof HostError) || error.problem !== "failed") throw error;
        }
    const way = _(
        "The keyring $0 cannot be read. Keep its keys beside the definition, as “gpg --export --armor” writes them.",
    );
    throw new HostError("failed", format(way, name));
}

/** What is known of a collection's signatures, where somebody cares for them. */
export function signatureNote(
    { signed, isChecked }: Pick<Fetched, "signed" | "isChecked">,
    name: string,
    mayHaveKeyring = false,
): string | null {
    const isSigned = signed.includes(name);
    if (isChecked) return isSigned ? _("Signed, and its signature is good.") : _("It is not signed.");
    if (isSigned && mayHaveKeyring)
        return format(
            _(
                "Signed; nobody checked it. A keyring may be named in $0, which you may not read: name one in the ansible.cfg beside the definition, or have an administrator plan.",
            ),
            MACHINE_CONFIG,
        );
    return isSigned ? _("Signed; nobody checked it, for no keyring is named.") : null;
}

const withoutRpms = (requirements: GalaxyRequirements, byRpm: ReadonlySet<string>): GalaxyRequirements => ({
    ...requirements,
    collections: requirements.collections.filter(({ name }) => !byRpm.has(name)),
});

/** What the collections ask for themselves; apart from it what the definition excludes of that, and by which entry. */
export function introspect(
    collections: readonly Pick<FetchedCollection, "name" | "version" | "files">[],
    definition: Definition,
    target: Target,
) {
    const found = collections.map(({ name, version, files }) => ({
        name,
        ...introspectCollection(`${name} ${version}`, files, target),
    }));
    const excluded = excludedBy(definition);
    const entries = found.flatMap(({ requirements }) =>
        requirements.map(requirement => ({ requirement, entry: excluded(requirement) })),
    );
    return {
        requirements: entries.filter(({ entry }) => entry === null).map(({ requirement }) => requirement),
        excluded: entries.flatMap(({ requirement, entry }) => (entry === null ? [] : [{ requirement, entry }])),
        problems: new Map(found.map(({ name, problems }) => [name, problems.join("\n") || null])),
    };
}
