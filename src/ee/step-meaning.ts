/** What a build step becomes in a commit. */
import { _ } from "../language.ts";
import { type ArchiveSource, type Effect, isSpread } from "./effect.ts";
import type { Files } from "./files.ts";
import type { GalaxyEntry } from "./galaxy.ts";
import type { Placed } from "./step-given.ts";
import type { Made } from "./step-place.ts";
import type { UndoableMap } from "./undoable-map.ts";

export type Meaning = {
    /** `build-only`: it leaves nothing in the result, with the reason; it has no effects then, and else at least one. */
    carrier: "blueprint" | "content" | "build-only";
    fidelity: "exact" | "equivalent" | "not-needed";
    note: string;
    effects: Effect[];
};

/** What it becomes; or why that is not known. */
export type Judgement = { meaning: Meaning } | { reason: string };

/** What the steps before one have done, as far as it matters for those behind it. */
export type StepContext = {
    variables: Map<string, string>;
    /** Those that end with their stage. */
    arguments: Set<string>;
    /** What earlier steps made, by path; without a slash at its start where the directory is not known. */
    made: UndoableMap<string, Made>;
    /** What a command took away for the next one to put something else there, and what an instruction leaves in doubt. */
    gone: string | null;
    doubt: string | null;
    /** Roles that steps install. */
    roles: Set<string>;
    /** What a step took away again, as `subjectOf` says it: what earlier ones left of it is no effect of theirs. */
    removed: string[];
    /** What is added to variables that have no value here: PATH, for one. */
    additions: Map<string, string>;
    /** Accounts that steps made. */
    accounts: UndoableMap<string, Extract<Effect, { kind: "user" }>>;
    /** Paths that variables of everybody's name, whichever step sets them. */
    named: ReadonlySet<string>;
    /** Where commands start; null where only the base image says so. */
    directory: string | null;
    files: Files;
    /** The definition's own name, and what it puts below _build. */
    file: string;
    /** What its own list asks for; read at the first call. */
    listed: () => readonly GalaxyEntry[];
    added: readonly { src: string; dest: string }[];
    placed: readonly Placed[];
    /** How many of these may still be looked at. */
    budget: { files: number };
    /** Of files that a step took, whether they leave the directory whole. */
    redacted: Map<string, boolean>;
    /** Files of the definition of which a step takes what is in them, and not the file. */
    read: Set<string>;
    /** Lines for git's store of credentials, of what steps clone. */
    logins: Set<string>;
    /** Where a container would work; null for nowhere in particular. */
    workdir: string | null;
    /** What a container would start with. */
    entrypoint: string;
    /** Of each stage that COPY can take from, what it holds. */
    stages: ReadonlyMap<string, StepContext>;
    /** Whether commands still act as root, and in a shell that is known. */
    isRoot: boolean;
    isShell: boolean;
};

export const notNeeded = (note: string): Meaning => ({
    ...{ carrier: "build-only", fidelity: "not-needed", note, effects: [] },
});

/** Nothing is carried, and what the author wanted comes true all the same. */
export const needless = (note: string): Meaning => ({ ...notNeeded(note), fidelity: "equivalent" });

/** What has effects; a blueprint carries them if it has words for all of them. */
export const carried = (effects: Effect[], note: string, fidelity: "exact" | "equivalent" = "exact"): Meaning => ({
    carrier: effects.every(isForBlueprint) ? "blueprint" : "content",
    fidelity,
    note,
    effects,
});

/** In a blueprint everything that stands in it is kept, shown and sent as a whole; larger files go with the content. */
export const LARGEST_DATA = 65_536;

/**
 * Authority: facts of osbuild-composer, which takes packages, accounts, and files and directories below /etc, with
 * permission bits and no others. What is in a file of the definition is not looked at here.
 */
function isForBlueprint(effect: Effect): boolean {
    switch (effect.kind) {
        case "file":
        case "directory": {
            const isLarge = "from" in effect && "text" in effect.from && effect.from.text.length > LARGEST_DATA;
            const isFetched = "from" in effect && "member" in effect.from;
            return effect.path.startsWith("/etc/") && (effect.mode ?? 0) <= 0o777 && !isLarge && !isFetched;
        }
        default:
            return !["python", "link", "environment", "stand-in", "galaxy"].includes(effect.kind);
    }
}

/** Several as one: every effect and every note once, the least faithful fidelity. Nothing needs nothing. */
export function combine(meanings: readonly Meaning[]): Meaning {
    const needed = meanings.filter(({ fidelity }) => fidelity !== "not-needed");
    const counted = needed.length > 0 ? needed : meanings;
    const [first] = counted;
    if (!first) return notNeeded(_("It does nothing."));
    const note = [...new Set(counted.map(each => each.note))].join(" ");
    const fidelity = counted.some(each => each.fidelity === "equivalent") ? "equivalent" : first.fidelity;
    const effects = foldEffects(counted.flatMap(each => each.effects));
    if (effects.length === 0 || fidelity === "not-needed") return { ...notNeeded(note), fidelity };
    return carried(effects, note, fidelity);
}

/** Null when one of them is. */
export function combineAll(meanings: readonly (Meaning | null)[]): Meaning | null {
    const known = meanings.filter(meaning => meaning !== null);
    return known.length === meanings.length ? combine(known) : null;
}

/** What is said of one path, account or variable several times counts as said last. */
export function foldEffects(effects: readonly Effect[]): Effect[] {
    const folded = new Map<string, Effect>();
    for (const effect of effects) {
        const subject = subjectOf(effect);
        // What is unpacked again comes over what was unpacked in between; a file may only have got another mode.
        if (isSeveral(effect)) folded.delete(subject);
        folded.set(subject, effect);
    }
    return [...folded.values()];
}

type Several = Omit<Extract<Effect, { kind: "file" }>, "from"> & { from: ArchiveSource & { member: string } };

/** Archives that are unpacked into one directory are several things below it. */
const isSeveral = (effect: Effect): effect is Several =>
    effect.kind === "file" && "member" in effect.from && isSpread(effect.from.member);

/** What an effect is about. */
export function subjectOf(effect: Effect): string {
    if (isSeveral(effect)) {
        const { from } = effect;
        const source = "git" in from ? from.git : "url" in from ? from.url : from.definition;
        return `path ${effect.path}/ ${source} ${from.member}`;
    }
    if ("path" in effect) return `path ${effect.path}`;
    if (effect.kind === "galaxy") return `${effect.entry.kind} ${effect.entry.name}`;
    // Pip installs one version of a distribution, that which is asked for last.
    const [name] = "name" in effect ? [effect.name] : (/^[\w.-]+(?=$|[\s[=<>!~;])/.exec(effect.text) ?? [effect.text]);
    return `${effect.kind} ${name}`;
}

/** The same without what these are about, and lies below them. */
export function without(meaning: Meaning, removed: readonly string[]): Meaning {
    const isGone = (subject: string) => removed.some(gone => subject === gone || subject.startsWith(`${gone}/`));
    const effects = meaning.effects.filter(effect => !isGone(subjectOf(effect)));
    if (effects.length === meaning.effects.length) return meaning;
    if (effects.length === 0) return notNeeded(_("A later step takes it away again."));
    return carried(effects, meaning.note, meaning.fidelity === "exact" ? "exact" : "equivalent");
}
