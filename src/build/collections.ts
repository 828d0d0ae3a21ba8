/** Collections as rows of a plan: what was fetched of those asked for, and what came with them. */
import type { Fetched } from "../content/fetch.ts";
import { isCollectionName } from "../ee/galaxy.ts";
import type { Requirement } from "../ee/requirement.ts";
import { _ } from "../language.ts";
import { type Collections, signatureNote } from "./gather.ts";
import type { PlannedRequirement } from "./plan.ts";

/** What no RPM repository is asked for: collections from what was fetched; the rest says by itself why not. */
export function planCollection(
    requirement: PlannedRequirement,
    { fetched, problem, blamed, mayHaveKeyring }: Collections,
    problems: ReadonlyMap<string, string | null>,
): PlannedRequirement {
    if (requirement.kind !== "collection" || requirement.fidelity === "left-over") return requirement;
    const found = fetched?.collections.find(({ name }) => name === requirement.name);
    const note = fetched && notesOf(requirement.name, { fetched, mayHaveKeyring }, problems);
    if (found) return { ...requirement, carrier: "content", fidelity: "exact", satisfiedBy: found.version, note };
    // An address or a file: which collection it holds is known to ansible-galaxy alone, which has taken it.
    if (fetched && !isCollectionName(requirement.name))
        return { ...requirement, carrier: "content", fidelity: "exact" };
    // ansible-galaxy gives up at the first it cannot find, and names that one only.
    const isNamed = blamed.length === 0 || blamed.includes(requirement.name);
    const reason = isNamed ? problem : _("Not fetched, because another collection could not be.");
    return { ...requirement, fidelity: "missing", note: reason ?? _("It was not fetched.") };
}

/** Collections that came with others: they are carried too, and nobody should be surprised by them. */
export function unaskedCollections(
    merged: readonly Requirement[],
    { fetched, mayHaveKeyring }: Collections,
    problems: ReadonlyMap<string, string | null>,
): PlannedRequirement[] {
    const asked = new Set(merged.filter(({ kind }) => kind === "collection").map(({ name }) => name));
    if (!fetched) return [];
    return fetched.collections
        .filter(({ name }) => !asked.has(name))
        .map(({ name, version }) => ({
            kind: "collection",
            name,
            wanted: "",
            text: name,
            askedBy: [_("another collection")],
            carrier: "content",
            fidelity: "exact",
            satisfiedBy: version,
            note: notesOf(name, { fetched, mayHaveKeyring }, problems),
        }));
}

type Signed = { fetched: Fetched; mayHaveKeyring: boolean | undefined };

const notesOf = (
    name: string,
    { fetched, mayHaveKeyring }: Signed,
    problems: ReadonlyMap<string, string | null>,
): string | null =>
    [problems.get(name), signatureNote(fetched, name, mayHaveKeyring)].filter(Boolean).join(" ") || null;
