/** What must be right before a build is started, line by line, from what has been answered so far. */
import { isParentRow } from "../../build/locked-parent.ts";
import { isUntold } from "../../build/locked-rpms.ts";
import { isUnsettled, type Plan, type PlannedRequirement } from "../../build/plan.ts";
import type { SigningKey } from "../../content/signing-words.ts";
import { HostError } from "../../host/host.ts";
import type { Issue } from "../../issue.ts";
import { _, format, ngettext } from "../../language.ts";
import { embedsContainers } from "../../osbuild/blueprint.ts";
import type { ComposerState } from "../composer-state.ts";

/** What a question has been answered with so far. */
export type Answer<T> = { data: T | undefined; error: Error | null; isFetching: boolean };

export type PreflightLine = {
    id: "composer" | "rights" | "definition" | "type" | "plan" | "container" | "signing" | "ref" | "parent";
    state: "running" | "passed" | "warning" | "failed";
    text: string;
    /** What helps, or what exactly is wrong. */
    detail: string | null;
};

export type Preflight = {
    composer: ComposerState | undefined;
    /** Why this user may not build; null when he may, undefined while it is not known. */
    denied: string | null | undefined;
    findings: readonly Issue[];
    /** The distribution, when the composer has no image type for it that makes a commit; else null. */
    withoutType: string | null;
    /** The image type, in the server's word; undefined while it is not known. */
    type: string | undefined;
    plan: Answer<Plan>;
    /** The plan is of what a commit was made of, exactly; of what its author locked, it says so itself. */
    isLocked?: boolean;
    /** What signs the content RPM; null: nothing does. */
    signingKey: Answer<SigningKey | null>;
    /** What is wrong with the ref; null when nothing is, undefined while there is none yet. */
    refProblem: string | null | undefined;
    /** The ref has commits here already, and the build would not continue them. */
    breaksHistory: boolean;
    /** Checksum of the commit that is locked to build on; null: none is, or it does not count. */
    lockedParent?: string | null;
    /** The commit to build on, as the user named it, and its checksum once it is found. Null: a new history. */
    parent: { name: string; answer: Answer<string | null> } | null;
};

/** The lines in their order; one that cannot be told yet is "running". */
export function listPreflight(given: Preflight): PreflightLine[] {
    return [
        composerLine(given.composer),
        rightsLine(given),
        definitionLine(given.findings),
        ...(given.withoutType === null ? [] : [typeLine(given.withoutType)]),
        planLine(given),
        ...(given.plan.data?.requirements ?? [])
            .filter(({ kind, carrier }) => kind === "container" && carrier !== null)
            .map(image => containerLine(image, given.type)),
        ...signingLines(given.signingKey, Date.now()),
        refLine(given),
        ...(given.parent ? [parentLine(given.parent, given.lockedParent)] : unlockedParent(given.lockedParent)),
    ];
}

/** Why "Start build" has to wait, or null. */
export function whyNotStart(lines: readonly PreflightLine[]): string | null {
    const failed = lines.filter(({ state }) => state === "failed").length;
    if (failed > 0)
        return format(
            ngettext(
                "Settle $0 failed line of the pre-flight first.",
                "Settle $0 failed lines of the pre-flight first.",
                failed,
            ),
            failed,
        );
    return lines.some(({ state }) => state === "running") ? _("The pre-flight has not ended yet.") : null;
}

const line = (
    id: PreflightLine["id"],
    state: PreflightLine["state"],
    text: string,
    detail: string | null = null,
): PreflightLine => ({ id, state, text, detail });

function composerLine(composer: ComposerState | undefined): PreflightLine {
    switch (composer?.kind) {
        case undefined:
            return line("composer", "running", _("Asking the composer"));
        case "ready":
            return line("composer", "passed", _("Composer reachable"), composer.backend);
        case "not-installed":
            return line("composer", "failed", _("osbuild-composer is not installed"));
        case "inactive":
            return line("composer", "failed", _("osbuild-composer is not running"));
        case "no-permission":
            return line("composer", "failed", _("You may not use osbuild-composer"));
        case "silent":
            return line("composer", "failed", _("osbuild-composer does not answer"), composer.message);
        case "error":
            return line("composer", "failed", _("osbuild-composer answered with an error"), composer.message);
    }
}

function rightsLine({ denied }: Preflight): PreflightLine {
    if (denied === undefined) return line("rights", "running", _("Looking at your rights"));
    return denied === null
        ? line("rights", "passed", _("You may build"))
        : line("rights", "failed", _("You may not build"), denied);
}

function definitionLine(findings: readonly Issue[]): PreflightLine {
    const [first, ...others] = findings.filter(({ severity }) => severity === "error");
    if (!first) return line("definition", "passed", _("The definition has no errors"));
    const count = others.length + 1;
    const text = format(ngettext("The definition has $0 error", "The definition has $0 errors", count), count);
    return line("definition", "failed", text, first.message);
}

const typeLine = (distro: string): PreflightLine =>
    line("type", "failed", format(_("No image type for $0 makes a commit"), distro));

function planLine({ composer, plan: { data: plan, error, isFetching }, isLocked = false }: Preflight): PreflightLine {
    if (composer && composer.kind !== "ready")
        return line("plan", "running", _("The requirements wait for the composer"));
    if (error && !isFetching) return line("plan", "failed", _("The requirements could not be resolved"), error.message);
    if (plan === undefined || isFetching) return line("plan", "running", _("Resolving the requirements"));
    if (isLocked || plan.locked !== undefined) return lockedLine(plan);
    const { length } = plan.leftOver;
    if (length > 0)
        return line(
            "plan",
            "failed",
            format(ngettext("$0 requirement is not settled", "$0 requirements are not settled", length), length),
            plan.leftOver.join(", "),
        );
    const count = plan.requirements.length;
    return line(
        "plan",
        "passed",
        format(
            ngettext("$0 requirement settled, nothing left over", "$0 requirements settled, nothing left over", count),
            count,
        ),
    );
}

/** What the composer knows, and whether its worker can pull the image, comes out when the build starts, before it composes. */
function containerLine({ name, note }: PlannedRequirement, type: string | undefined): PreflightLine {
    if (type !== undefined && !embedsContainers(type))
        return line("container", "failed", format(_("The image type $0 embeds no container images"), type));
    const login = _(
        "A registry that wants a login needs auth_file_path below [containers] in /etc/osbuild-worker/osbuild-worker.toml.",
    );
    const text = format(_("Embeds $0"), name);
    return line("container", note === null ? "passed" : "warning", text, note === null ? login : `${note} ${login}`);
}

/** A key that ends within so many milliseconds is told beforehand: 30 days. */
const SOON = 30 * 86_400_000;

/** None where nothing is signed; that is no news, and neither is that it is looked for. */
function signingLines({ data: key, error, isFetching }: Preflight["signingKey"], now: number): PreflightLine[] {
    if (error && !isFetching) return [line("signing", "failed", _("The content RPM cannot be signed"), error.message)];
    if (!key) return [];
    const who = format(_("$0, key $1"), key.user, key.fingerprint.slice(-16));
    if (key.expires === null || key.expires > now + SOON)
        return [line("signing", "passed", _("The content RPM is signed"), who)];
    const day = new Date(key.expires).toISOString().slice(0, 10);
    const until = format(_("The key expires on $0. Put another in its place before that."), day);
    return [line("signing", "warning", _("The content RPM is signed"), `${who}. ${until}`)];
}

/** So many things in the way are told. */
const MOST_TOLD = 3;

function lockedLine({ requirements, packages, locked }: Plan): PreflightLine {
    // What is built on has a line of its own, whether it is what is locked or another.
    const inTheWay = requirements.filter(row => isUnsettled(row) && !isParentRow(row));
    const obstacles = inTheWay.map(({ text, note }) => `${text}: ${note ?? ""}`);
    const untold = requirements.find(isUntold);
    if (obstacles.length === 0 && untold) return line("plan", "warning", _("All else is there as it was"), untold.note);
    const there =
        locked === undefined
            ? _("All of it is there as it was")
            : format(_("All that was locked on $0 is there"), locked);
    if (obstacles.length === 0) return line("plan", "passed", there, format(_("$0 RPMs"), packages ?? 0));
    const rest = obstacles.length - MOST_TOLD;
    const more = rest > 0 ? [format(ngettext("And $0 more.", "And $0 more.", rest), rest)] : [];
    const told = [...obstacles.slice(0, MOST_TOLD), ...more].join(" ");
    const failed = locked === undefined ? _("It cannot be built again exactly") : _("What is locked cannot be built");
    return line("plan", "failed", failed, told);
}

function refLine({ refProblem, breaksHistory, isLocked = false }: Preflight): PreflightLine {
    if (refProblem === undefined) return line("ref", "running", _("Suggesting a ref"));
    if (refProblem !== null) return line("ref", "failed", _("The ref cannot be used"), refProblem);
    if (breaksHistory)
        return line(
            "ref",
            "warning",
            _("The ref has commits already"),
            isLocked
                ? _("The new commit holds what the one that is built again does, and does not continue the newest.")
                : _("The new commit does not continue the newest: devices that follow the ref get it all the same."),
        );
    return line("ref", "passed", _("The ref can be used"));
}

/** Of a new history where a commit to build on is locked. */
const unlockedParent = (locked: string | null = null): PreflightLine[] =>
    locked === null ? [] : [line("parent", "warning", _("Starts a new history"), notLocked(locked))];

const notLocked = (locked: string): string => format(_("The commit that is locked to build on is $0."), short(locked));
const short = (checksum: string): string => checksum.slice(0, 12);

function parentLine(
    { name, answer: { data, error, isFetching } }: NonNullable<Preflight["parent"]>,
    locked: string | null = null,
): PreflightLine {
    if (name === "") return line("parent", "failed", _("Nothing is chosen to build on"));
    if (error && !isFetching)
        return line("parent", "failed", error.message, error instanceof HostError ? error.detail : null);
    if (!data || isFetching) return line("parent", "running", format(_("Looking for $0"), name));
    const text = format(_("Builds on $0"), name);
    if (locked === null) return line("parent", "passed", text, short(data));
    if (locked === data) return line("parent", "passed", text, format(_("$0, which is locked"), short(data)));
    return line("parent", "warning", text, `${short(data)}. ${notLocked(locked)}`);
}
