/** What a definition asks for against what a commit holds; pure. Files tell, nothing is run. */

import { type Choices, isAbout } from "../ee/choices.ts";
import type { Effect } from "../ee/effect.ts";
import { isCollectionName } from "../ee/galaxy.ts";
import { roleName } from "../ee/galaxy-roles.ts";
import type { Requirement } from "../ee/requirement.ts";
import { _, format } from "../language.ts";
import type { Inventory } from "../ostree/inventory.ts";
import { asksOf } from "./asks.ts";
import type { PlannedRequirement } from "./plan.ts";
import { findCollection } from "./verify-collection.ts";
import { type Found, missing } from "./verify-found.ts";
import { findEmbedded, findInImage } from "./verify-image.ts";
import { findPython } from "./verify-python.ts";
import { findEffects, type Held } from "./verify-steps.ts";
import { findSystem } from "./verify-system.ts";

export type Verified = Pick<Requirement, "kind" | "text" | "askedBy"> &
    Omit<Found, "state"> & { state: Found["state"] | "not-needed" | "acknowledged" };

/** What a commit lacks and may lack, since that was acknowledged: `verified` is of these requirements, in their order. */
export const acceptLacking = (
    asked: readonly PlannedRequirement[],
    verified: readonly Verified[],
    { acknowledged }: Pick<Choices, "acknowledged">,
): Verified[] =>
    verified.map((each, index) => {
        const requirement = asked[index];
        const found = requirement && isLacking(each) ? acknowledged.find(own => isAbout(own, requirement)) : undefined;
        return found ? { ...each, state: "acknowledged", note: found.reason } : each;
    });

/** Whether a commit lacks it. */
export const isLacking = ({ state }: Pick<Verified, "state">): boolean =>
    state === "missing" || state === "wrong-version";

/** The plan, and behind it what the definition asks for that is not in it. */
export function addUnplanned(
    planned: readonly PlannedRequirement[],
    asked: readonly Requirement[],
    judge: (requirement: Requirement) => PlannedRequirement = asUnplanned,
): PlannedRequirement[] {
    const known = new Set(planned.flatMap(each => [`${each.kind} ${each.text.trim()}`, `${each.kind} ${each.name}`]));
    const isKnown = ({ kind, name, text }: Requirement) =>
        known.has(`${kind} ${text.trim()}`) || (kind !== "build-step" && known.has(`${kind} ${name}`));
    return [...planned, ...asked.filter(each => !isKnown(each)).map(judge)];
}

/** A requirement of which no plan tells what became of it. */
export function asUnplanned(requirement: Requirement): PlannedRequirement {
    const answer = asksOf(requirement);
    if (!("spec" in answer)) return answer;
    return { ...requirement, carrier: null, fidelity: "exact", satisfiedBy: null, note: null };
}

/** One answer for each, in the order given. */
export const verifyRequirements = (
    asked: readonly PlannedRequirement[],
    held: Held,
    /** What a build step or a file leaves in the result; null for nothing that is known. */
    effects: (requirement: PlannedRequirement) => readonly Effect[] | null = () => null,
): Verified[] =>
    asked.map(requirement => {
        const { kind, text, askedBy, fidelity, note } = requirement;
        if (fidelity === "not-needed" || fidelity === "acknowledged")
            return { kind, text, askedBy, state: fidelity, found: null, note };
        return { kind, text, askedBy, ...find(requirement, held, asked, effects(requirement)) };
    });

function find(
    requirement: PlannedRequirement,
    held: Held,
    asked: readonly PlannedRequirement[],
    effects: readonly Effect[] | null,
): Found {
    if (requirement.kind === "container" || requirement.carrier === "container") {
        const embedded = findEmbedded(requirement, held.texts, asked);
        return embedded.state === "present" ? (findInImage(requirement, held) ?? embedded) : embedded;
    }
    switch (requirement.kind) {
        case "ansible-core":
        case "ansible-runner":
        case "python":
            return findPython(requirement, held);
        case "system":
            return findSystem(requirement, held);
        case "collection":
            return isCollectionName(requirement.name)
                ? findCollection(requirement, held)
                : findAddressed(requirement, held, asked);
        case "role":
            return findRole(requirement, held);
        case "build-step":
        case "file":
            if (effects) return findEffects(effects, held);
            return missing(requirement.note ?? _("What it does in an image has no place in a commit."));
    }
}

function findAddressed({ name }: Requirement, { collections }: Inventory, asked: readonly PlannedRequirement[]): Found {
    const { collection, isLikely } = collectionAt(name, collections, asked);
    if (!collection) return missing();
    const note = isLikely ? null : _("Nobody else asks for this collection; which one lies there is not told.");
    return { state: "present", found: `${collection.name} ${collection.version ?? ""}`.trim(), note };
}

/**
 * The collection that came from an address or a file: told by custom ("ns-name-1.2.3.tar.gz", "https://host/ns.name.git"),
 * else one that nobody asks for by name.
 */
export function collectionAt<Any extends { name: string }>(
    address: string,
    collections: readonly Any[],
    asked: readonly Pick<Requirement, "kind" | "name">[],
): { collection: Any | undefined; isLikely: boolean } {
    const last = /([^/:]*)$/.exec(bareAddress(address))?.[1] ?? "";
    const likely = collections.find(({ name }) => {
        const [namespace = "", short = ""] = name.split(".");
        const rest = last.startsWith(`${namespace}-${short}`) ? last.slice(name.length) : null;
        return last === name || (rest !== null && /^(?:-\d.*)?$/.test(rest));
    });
    if (likely) return { collection: likely, isLikely: true };
    const named = new Set(asked.filter(({ kind }) => kind === "collection").map(({ name }) => name));
    return { collection: collections.find(({ name }) => !named.has(name)), isLikely: false };
}

/** Without the branch behind it and what says how it is packed. */
const bareAddress = (address: string): string =>
    address
        .replace(/[#,].*$/, "")
        .replace(/\/+$/, "")
        .replace(/\.git$|\.tar\.gz$/, "");

/** Where ansible-core looks for roles by default, and the content RPM puts them. */
const ROLES = ["/usr/share/ansible/roles", "/etc/ansible/roles"];

/** Where a role may tell its version: ansible-galaxy leaves it there. */
export const roleFiles = (name: string): string[] =>
    ROLES.map(directory => `${directory}/${roleName(name)}/meta/.galaxy_install_info`);

function findRole({ name, wanted }: Requirement, { entries, texts }: Held): Found {
    const path = ROLES.map(directory => `${directory}/${roleName(name)}`).find(
        each => entries.get(each)?.type === "directory",
    );
    if (path === undefined) return missing();
    const told = roleFiles(name).flatMap(file => /^version: *['"]?([^\s'"]+)/m.exec(texts.get(file) ?? "")?.[1] ?? []);
    const [version] = told;
    const found = version === undefined ? path : `${path} ${version}`;
    if (wanted === "" || version === wanted) return { state: "present", found, note: null };
    if (version !== undefined) return { state: "wrong-version", found, note: null };
    return { state: "present", found, note: format(_("Whether it is $0 cannot be told from its files."), wanted) };
}
