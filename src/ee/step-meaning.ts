/** What a build step becomes in a commit, and where a path of it may lie there. */
import { _ } from "../language.ts";
import { plainPath } from "./files.ts";

export type Meaning = {
    /** `build-only`: it leaves nothing in the result, with the reason. */
    carrier: "blueprint" | "content" | "build-only";
    fidelity: "exact" | "equivalent" | "not-needed";
    note: string;
};

/** What it becomes; or why that is not known. */
export type Judgement = { meaning: Meaning } | { reason: string };

/** What the steps before one have done, as far as it matters for those behind it. */
export type StepContext = {
    variables: Map<string, string>;
    /** Those that end with their stage. */
    arguments: Set<string>;
    /** Paths that earlier steps made: in the commit, or only for a while ("scratch"). */
    made: Map<string, "kept" | "scratch">;
    /** Directories below _build that additional_build_files fills. */
    given: readonly string[];
    /** Whether commands still act as root, and in a shell that is known. */
    isRoot: boolean;
    isShell: boolean;
};

export const notNeeded = (note: string): Meaning => ({ carrier: "build-only", fidelity: "not-needed", note });
export const inBlueprint = (note: string, fidelity: "exact" | "equivalent" = "exact"): Meaning => ({
    ...{ carrier: "blueprint", fidelity, note },
});
export const inContent = (note: string, fidelity: "exact" | "equivalent" = "exact"): Meaning => ({
    ...{ carrier: "content", fidelity, note },
});

const RANKS = { "build-only": 0, blueprint: 1, content: 2 } as const;

/** Several as one: the carrier that does most, the least faithful fidelity, every note once. Nothing needs nothing. */
export function combine(meanings: readonly Meaning[]): Meaning {
    const needed = meanings.filter(({ fidelity }) => fidelity !== "not-needed");
    const counted = needed.length > 0 ? needed : meanings;
    const [first, ...rest] = counted;
    if (!first) return notNeeded(_("It does nothing."));
    return {
        carrier: rest.reduce((most, { carrier }) => (RANKS[carrier] > RANKS[most] ? carrier : most), first.carrier),
        fidelity: counted.find(({ fidelity }) => fidelity === "equivalent")?.fidelity ?? first.fidelity,
        note: [...new Set(counted.map(({ note }) => note))].join(" "),
    };
}

/** Gone when the system starts, or never part of it. */
const isScratch = (path: string): boolean => /^\/(?:tmp|var\/tmp|dev\/shm)(?:\/|$)/.test(path);

/** Files of accounts and mounts are made by the system's own tools. */
const OWN = /^\/etc\/(?:passwd|group|shadow|gshadow|fstab|subuid|subgid)-?$/;

/**
 * What a file at a path becomes; null where a commit has no place for it. Paths are absolute.
 * Authority: osbuild-composer, which writes files below /etc; rpm-ostree, where /usr/local, /opt, /var and homes are
 * not part of a commit, and the root directory holds only what the system has.
 */
export function placeFile(path: string): Meaning | null {
    if (!path.startsWith("/") || path.split("/").includes("..") || plainPath(path) === "/") return null;
    const plain = plainPath(path);
    if (isScratch(plain)) return notNeeded(_("Only later steps use it."));
    if (OWN.test(plain)) return null;
    if (/^\/etc\/./.test(plain)) return inBlueprint(_("A file below /etc."));
    if (/^\/usr\/local\/./.test(plain))
        return inContent(_("A file below /usr, since /usr/local is not part of a commit."), "equivalent");
    if (/^\/(?:usr|bin|sbin|lib|lib64)\/./.test(plain)) return inContent(_("A file below /usr."));
    if (/^\/(?:opt|srv|home|root|var\/(?!run|log|cache)[^/]+)\/./.test(plain))
        return inContent(_("A file below /usr, put in its place when the system starts."), "equivalent");
    return null;
}

/** Note what a step makes; answers what `placeFile` does. */
export function make(path: string, context: StepContext): Meaning | null {
    const meaning = placeFile(path);
    if (meaning) context.made.set(plainPath(path), meaning.carrier === "build-only" ? "scratch" : "kept");
    return meaning;
}

/** What became of a path by earlier steps; of what they left for a while, all below it too. */
export function madeAt(path: string, { made }: StepContext): "kept" | "scratch" | null {
    const plain = plainPath(path);
    const own = made.get(plain);
    if (own) return own;
    for (const [other, state] of made) if (state === "scratch" && plain.startsWith(`${other}/`)) return state;
    return null;
}
