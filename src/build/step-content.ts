/** What a definition's build steps become: rows of the plan, and what blueprint and content RPM carry of them. */
import { shownUrl } from "../content/download.ts";
import type { Content, ContentFile } from "../content/repository.ts";
import type { Effect } from "../ee/effect.ts";
import type { Requirement } from "../ee/requirement.ts";
import { stepRequirement } from "../ee/requirements.ts";
import type { ReadSteps, Step } from "../ee/steps.ts";
import type { Target } from "../ee/target.ts";
import type { Host } from "../host/host.ts";
import { _, format } from "../language.ts";
import type { Blueprint } from "../osbuild/blueprint.ts";
import type { CarriedEffects, Download } from "./effect-carriers.ts";
import { takenBy } from "./effect-nodes.ts";
import { carryEffects } from "./effects.ts";
import { isUnsettled, type PlannedRequirement } from "./plan.ts";
import { findClashes } from "./step-clashes.ts";
import { type Fetched, type FetchedDownloads, fetchDownloads } from "./step-downloads.ts";

export type CarriedSteps = {
    /**
     * The row of a step, changed where what it leaves is not carried after all, or nothing vouches for it.
     *
     * @param owned Of `paths`, those that an RPM has too.
     */
    amend: (row: PlannedRequirement, owned: ReadonlySet<string>) => PlannedRequirement;
    /** Of files and links that it brings. */
    paths: readonly string[];
    /** What steps ask of RPM repositories and of Python. */
    requirements: Requirement[];
    /** Versions of packages in whose place the content RPM stands, by their names. */
    standIns: ReadonlyMap<string, string>;
    /**
     * What is carried, when these are the rows of the plan in the end: of a step that is left out nothing is. `paths` as
     * above, of that.
     */
    settle: (rows: readonly PlannedRequirement[]) => StepContent & Pick<CarriedSteps, "paths">;
};

export type StepContent = {
    blueprint: Pick<Blueprint, "enabled_modules" | "customizations" | "containers">;
    content: Pick<Content, "trees" | "files" | "directories" | "links" | "provides">;
    /** What was downloaded, each with its checksum; what was cloned, with its commit. */
    lock: object[];
    clones: object[];
    /** Files of the definition that are not to be read by everybody, though steps name them. */
    withheld: ReadonlySet<string>;
};

export type StepsContext = {
    /** The content RPM's name: "ee-sample". */
    name: string;
    /** What of the definition leaves its directory. */
    files: ReadonlyMap<string, string>;
    /** What the steps leave. */
    effects: ReadSteps["effects"];
    target: Target;
    /** Directories that hold something else of the content RPM. */
    taken: readonly string[];
    /** SHA-256 of downloads and commits of clones that no other is taken for, by `pinName`. */
    pins?: ReadonlyMap<string, string>;
    /** Lines for git's store of credentials, of what steps clone. */
    logins: readonly string[];
};

/**
 * What tells one thing that is fetched from another.
 *
 * @param path Where it goes, @param url where it is from, as it may be shown, @param member what of a clone is meant: two
 *     parts of one may be of two revisions.
 */
export const pinName = ({ path, url, member }: { path: string; url: string; member?: string }): string =>
    JSON.stringify([path, url, member]);

/** Fetches what steps fetch. What a server or an archive has wrong is told in its step's row; throws HostError for the rest. */
export async function carrySteps(
    host: Host,
    state: string,
    context: StepsContext,
    signal?: AbortSignal,
): Promise<CarriedSteps> {
    const { effects: found, pins = new Map<string, string>(), logins, name, taken } = context;
    const stepOf = new Map(found.flatMap(({ effects, step }) => effects.map(effect => [effect, step] as const)));
    const asked = [...stepOf].map(([effect, step]) => ({ effect, askedBy: placeOf(step) }));
    const carried = carryEffects(asked, context);
    const downloads = carried.downloads.map(download => pinned(download, pins));
    const fetched = await fetchDownloads(host, state, downloads, logins, signal);
    // What a step says of one path counts more than what came there in an archive.
    const origins = new Map([
        ...[...fetched.found].flatMap(([effect, { leaves }]) => leaves.map(path => [path, effect] as const)),
        ...carried.origins,
    ]);
    const order = new Map(asked.map(({ effect }, index) => [effect, index]));
    const own = new Map([...carried.origins, ...carried.written]);
    const clashes = findClashes(own, [...fetched.found.values()], order, takenBy(name, taken), carried.made);
    const packed = new Map([...origins].map(([path, effect]) => [effect, path]));
    const which = whichOf(fetched);
    const notes = (of: ReadonlyMap<Effect, string>, row: PlannedRequirement) =>
        [...of].filter(([effect]) => isRowOf(row, stepOf.get(effect))).map(([, note]) => note);
    return {
        amend(row, owned) {
            const problems = notes(new Map([...carried.problems, ...fetched.problems, ...clashes]), row);
            if (problems.length > 0) return { ...row, carrier: null, fidelity: "left-over", note: problems.join(" ") };
            const twice = notes(ownedBy(origins, owned), row);
            if (twice.length > 0) {
                const note = format(_("An RPM of the plan has $0 already, and two packages cannot."), twice.join(", "));
                return { ...row, carrier: null, fidelity: "conflict", note };
            }
            const added = notes(ownedBy(carried.additions, owned), row);
            if (added.length > 0) {
                const note = format(
                    _("An RPM of the plan has $0, and what a step adds to it would take its place."),
                    added.join(", "),
                );
                return { ...row, carrier: null, fidelity: "conflict", note };
            }
            // How large a file of the definition is, a step alone does not tell.
            const isPacked = row.carrier === "blueprint" && notes(packed, row).length > 0;
            const carrier = isPacked ? "content" : row.carrier;
            const got = notes(which, row);
            const satisfiedBy = got.length === 0 ? row.satisfiedBy : [...new Set(got)].join(", ");
            const unvouched = [...new Set(notes(fetched.unvouched, row))];
            if (unvouched.length === 0) return { ...row, carrier, satisfiedBy };
            const note = [row.note, ...unvouched].join(" ");
            return { ...row, carrier, satisfiedBy, fidelity: "equivalent", note };
        },
        paths: [...new Set([...origins.keys(), ...carried.additions.keys()])],
        requirements: carried.requirements,
        standIns: carried.standIns,
        settle(rows) {
            const lost = rows.filter(isLost);
            const leftOut = [...stepOf].filter(([, step]) => lost.some(row => isRowOf(row, step)));
            const settled = carryEffects(asked, context, new Set(leftOut.map(([effect]) => effect)));
            const kept = settled.downloads.flatMap(({ effect }) => fetched.found.get(effect) ?? []);
            const paths = new Set([...settled.origins.keys(), ...kept.flatMap(({ leaves }) => leaves)]);
            return {
                ...contentOf(settled, kept),
                withheld: fetched.withheld,
                paths: [...paths, ...settled.additions.keys()],
            };
        },
    };
}

/** Which one it is of what may be another tomorrow: "commit 1a2b3c4d5e6f", "sha256 1a2b3c4d5e6f". */
const whichOf = ({ found, unvouched }: FetchedDownloads): Map<Effect, string> =>
    new Map(
        [...found.values()].flatMap(({ effect, lock }): [Effect, string][] => {
            if (lock && "commit" in lock) return [[effect, `commit ${lock.commit.slice(0, 12)}`]];
            return lock && unvouched.has(effect) ? [[effect, `sha256 ${lock.sha256.slice(0, 12)}`]] : [];
        }),
    );

/** What no fetch changes: what steps ask for, and what the blueprint has of them when these are the rows of the plan. */
export function readStepBlueprint(
    context: Pick<StepsContext, "name" | "files" | "effects" | "target" | "taken">,
    rows: readonly PlannedRequirement[],
): Pick<StepContent, "blueprint"> & Pick<CarriedSteps, "requirements"> {
    const of = context.effects.flatMap(({ effects, step }) => effects.map(effect => ({ effect, step })));
    const asked = of.map(({ effect, step }) => ({ effect, askedBy: placeOf(step) }));
    const lost = rows.filter(isLost);
    const leftOut = of.filter(({ step }) => lost.some(row => isRowOf(row, step))).map(({ effect }) => effect);
    const { blueprint } = contentOf(carryEffects(asked, context, new Set(leftOut)), []);
    return { blueprint, requirements: carryEffects(asked, context).requirements };
}

const isLost = (row: PlannedRequirement): boolean => isUnsettled(row) || row.fidelity === "acknowledged";

function contentOf(
    { modules, customizations, files, directories, links, standIns }: CarriedEffects,
    fetched: readonly Fetched[],
): Omit<StepContent, "withheld"> {
    // Of what is fetched for one path the later counts, whatever it is, and what a step says of it before either.
    const fetchedFiles = new Map<string, ContentFile>();
    const fetchedLinks = new Map<string, string>();
    for (const each of fetched) {
        for (const [path, file] of each.files) {
            fetchedLinks.delete(path);
            fetchedFiles.set(path, file);
        }
        for (const [path, target] of each.links) {
            fetchedFiles.delete(path);
            fetchedLinks.set(path, target);
        }
    }
    const isOwn = (path: string) => files.has(path) || links.has(path);
    const rest = <Value>(entries: ReadonlyMap<string, Value>) => [...entries].filter(([path]) => !isOwn(path));
    return {
        blueprint: {
            ...(modules.length > 0 ? { enabled_modules: modules } : {}),
            ...(Object.keys(customizations).length > 0 ? { customizations } : {}),
        },
        content: {
            trees: fetched.flatMap(({ trees }) => trees),
            files: new Map([...rest(fetchedFiles), ...files]),
            directories,
            provides: [...standIns].map(([name, version]) => ({ name, version })),
            links: new Map([...rest(fetchedLinks), ...links]),
        },
        lock: fetched.flatMap(({ lock }) => (lock && "sha256" in lock ? [lock] : [])),
        clones: fetched.flatMap(({ lock }) => (lock && "commit" in lock ? [lock] : [])),
    };
}

function pinned({ wanted, ...download }: Download, pins: ReadonlyMap<string, string>): Download {
    if ("text" in wanted) return { ...download, wanted };
    const { path } = download;
    if ("git" in wanted) {
        const commit = pins.get(pinName({ path, url: wanted.git, member: wanted.member }));
        return { ...download, wanted: { ...wanted, revision: commit ?? wanted.revision } };
    }
    const sum = pins.get(pinName({ path, url: shownUrl(wanted.url) }));
    return { ...download, wanted: { ...wanted, sha256: sum ?? wanted.sha256 } };
}

const placeOf = ({ line }: Step): string => format(_("line $0"), line);

const ownedBy = (origins: ReadonlyMap<string, Effect>, owned: ReadonlySet<string>): Map<Effect, string> =>
    new Map([...origins].filter(([path]) => owned.has(path)).map(([path, effect]) => [effect, path]));

function isRowOf(row: Requirement, step: Step | undefined): boolean {
    const own = step && stepRequirement(step);
    return own?.name === row.name && own.text === row.text && own.askedBy[0] === row.askedBy[0];
}
