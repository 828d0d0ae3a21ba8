/** From what is asked for to what the composer is asked, and from its answer back; pure. */
import { satisfies } from "@renovatebot/pep440";
import { parsePythonRequirement } from "../ee/python.ts";
import { readWheelAddress } from "../ee/python-pins.ts";
import type { Requirement } from "../ee/requirement.ts";
import { _, format } from "../language.ts";
import type { Package } from "../osbuild/composer.ts";
import { isOwn } from "./pip-lines.ts";
import type { PlannedRequirement } from "./plan.ts";

/** A requirement that an RPM is to satisfy, in dnf's words. */
export type Ask = {
    requirement: Requirement;
    /** "git-core", "python3dist(requests) >= 2.28". */
    spec: string;
    /** The same without conditions: tells a wrong version from no version at all. */
    loose: string;
    /** Names of RPMs that satisfy it by custom, likeliest first. */
    candidates: string[];
    /** A condition that RPM has no word for ("!=2.5"), to be held against what was resolved; null for none. */
    verify: string | null;
    note: string | null;
};

/** What the composer's resolver made of the specs. */
export type Resolution = {
    /** Null when not even the rest of the specs goes together. */
    packages: Package[] | null;
    /** Specs that no source satisfies. */
    missing: ReadonlySet<string>;
    /** Of the missing ones, the loose specs that a source has in another version, with the packages they bring. */
    otherwise: ReadonlyMap<string, Package[]>;
    /** dnf's own words on what does not go together. */
    conflict: string | null;
};

export function planAsk(ask: Ask, resolution: Resolution): PlannedRequirement {
    const { requirement, spec, loose, verify, note } = ask;
    const planned = { ...requirement, carrier: null, satisfiedBy: null };
    if (resolution.missing.has(spec)) {
        const others = resolution.otherwise.get(loose);
        if (!others) return { ...planned, fidelity: "missing", note: format(_("No source has $0."), loose) };
        const other = findPackage(ask, others);
        return {
            ...planned,
            fidelity: "conflict",
            note: other
                ? format(_("The sources have $0."), nevra(other))
                : format(_("The sources have $0 in another version only."), loose),
        };
    }
    if (resolution.conflict !== null && resolution.packages === null)
        return { ...planned, fidelity: "conflict", note: resolution.conflict };
    const found = resolution.packages ? findPackage(ask, resolution.packages) : null;
    const satisfiedBy = found ? nevra(found) : null;
    if (verify !== null && !found)
        return { ...planned, fidelity: "left-over", note: format(_("Whether $0 holds cannot be told."), verify) };
    if (verify !== null && found && !satisfies(found.version, verify))
        return { ...planned, fidelity: "conflict", note: format(_("The sources have $0."), nevra(found)) };
    return { ...planned, carrier: "blueprint", fidelity: note === null ? "exact" : "equivalent", satisfiedBy, note };
}

/** The package that satisfies a requirement, as far as its name tells; the resolver does not say. */
export function findPackage({ candidates }: Pick<Ask, "candidates">, packages: readonly Package[]): Package | null {
    const wanted = candidates.map(plain);
    for (const candidate of wanted) {
        const found = packages.find(({ name }) => plain(name) === candidate);
        if (found) return found;
    }
    return null;
}

/** "git-core-2.39.5-0.deb12", as rpm writes it; the epoch only where there is one. */
export const nevra = ({ name, epoch, version, release }: Package): string =>
    `${name}-${epoch > 0 ? `${epoch}:` : ""}${version}-${release}`;

/** Whether two lists have the same packages in the same versions, in any order. */
export const isSameSet = (one: readonly Package[], other: readonly Package[]): boolean => {
    const known = new Set(other.map(nevra));
    return one.length === other.length && one.every(each => known.has(nevra(each)));
};

/** Names of Python packages differ in case and in what joins their words. */
const plain = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, "-");

/** One entry for each thing asked for, however many ask; the conditions of all of them count. */
export function mergeRequirements<Any extends Requirement>(requirements: readonly Any[]): Any[] {
    const taken = new Set(
        requirements.flatMap(requirement => (requirement.askedBy.some(isOwn) ? takenUrl(requirement) : [])),
    );
    const merged = new Map<string, { first: Any; askers: Set<string>; conditions: Set<string> }>();
    for (const [index, requirement] of requirements.entries()) {
        const key = identity(requirement, index, taken);
        const known = merged.get(key) ?? { first: requirement, askers: new Set(), conditions: new Set() };
        merged.set(key, known);
        for (const asker of requirement.askedBy) known.askers.add(asker);
        if (requirement.wanted !== "") known.conditions.add(requirement.wanted);
    }
    return [...merged.values()].map(({ first, askers, conditions }) => ({
        ...first,
        askedBy: [...askers],
        wanted: [...conditions].join(","),
    }));
}

/** The address that a wheel is fetched from, if the definition says so. */
function takenUrl({ kind, text }: Requirement): string[] {
    const url = kind === "python" ? (parsePythonRequirement(text)?.url ?? null) : null;
    return url !== null && !("problem" in readWheelAddress(url)) ? [url] : [];
}

/**
 * Extras are part of what is asked for, and so is an address that nothing is fetched from: what is asked for by its name
 * is not what stands there. Two build steps that read alike are two.
 *
 * @param taken Addresses that something is fetched from.
 */
function identity({ kind, name, text }: Requirement, index: number, taken: ReadonlySet<string>): string {
    if (kind === "build-step" || kind === "file") return `${kind} ${index}`;
    if (kind !== "python") return `${kind} ${name}`;
    const parsed = parsePythonRequirement(text);
    const url = parsed?.url && !taken.has(parsed.url) ? ` @ ${parsed.url}` : "";
    return `${kind} ${plain(name)} ${parsed?.extras.length ? `[${parsed.extras}]` : ""}${url}`;
}
