/** The whole translation of a definition: where the four vocabularies meet. */
import type { Acknowledgement } from "../ee/choices.ts";
import type { Requirement } from "../ee/requirement.ts";
import type { Blueprint } from "../osbuild/blueprint.ts";

/** How a requirement gets into the commit; null: it does not. */
export type Carrier = "blueprint" | "content" | "container" | "build-only";

export type Fidelity = "exact" | "equivalent" | "not-needed" | "acknowledged" | "left-over" | "conflict" | "missing";

export type PlannedRequirement = Requirement & {
    carrier: Carrier | null;
    fidelity: Fidelity;
    /** What satisfies it: "git-core-2.39.5-0.deb12", "6.6.2"; null when nothing does, or it is not known yet. */
    satisfiedBy: string | null;
    note: string | null;
};

export type Plan = {
    distro: string;
    /** Unsettled first, then in the order of the definition. */
    requirements: PlannedRequirement[];
    blueprint: Blueprint;
    /** The content RPM, or null when there is nothing to pack. */
    content: { name: string; version: string } | null;
    /** Texts of the requirements that block the build: left over, in conflict or missing. */
    leftOver: string[];
    /** What is acknowledged beside the definition, and stands in the way of nothing any more. */
    stale: Acknowledgement[];
    /** How many RPMs the composer resolved for the blueprint; null when it could not be asked. */
    packages: number | null;
    /** Bytes of the content RPM's files; absent where nobody asked for them, or they cannot be told. */
    contentSize?: number;
    /** The day when its author locked it, "2026-11-27": it is what was planned then. "" where it cannot be told; absent where it is not locked. */
    locked?: string;
    /** The commit that its author locked to build on, a checksum; absent where none is. */
    lockedOn?: string;
};

/** Whether a requirement stands in the way of a build. */
export const isUnsettled = ({ fidelity }: Pick<PlannedRequirement, "fidelity">): boolean =>
    fidelity === "left-over" || fidelity === "conflict" || fidelity === "missing";
