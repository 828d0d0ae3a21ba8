/** What the list shows, as its address says it. */
import { type BuildRecord, isOver } from "../../build/record.ts";
import { _ } from "../../language.ts";
import type { Summary } from "./summary.ts";

export const FINDINGS = ["errors", "warnings", "none"] as const;
export const BUILDS = ["done", "failed", "running", "never"] as const;
export type FindingsFilter = (typeof FINDINGS)[number] | null;
export type BuildFilter = (typeof BUILDS)[number] | null;

/** A word of the address that is no filter filters nothing. */
export const parseFilter = <T extends string>(words: readonly T[], word: string): T | null =>
    words.find(known => known === word) ?? null;

/** What the menus say. */
export const filterWords = (): Record<(typeof FINDINGS)[number] | (typeof BUILDS)[number], string> => ({
    errors: _("with errors"),
    warnings: _("with warnings"),
    none: _("none"),
    done: _("done"),
    failed: _("failed"),
    running: _("running"),
    never: _("never"),
});

/** Of one that is not read yet nothing is known, so it passes no filter. */
export function hasFindings({ reading }: Summary, filter: FindingsFilter): boolean {
    if (filter === null) return true;
    if (!reading) return false;
    if (filter === "errors") return reading.errors > 0;
    if (filter === "warnings") return reading.warnings > 0;
    return reading.errors + reading.warnings === 0;
}

export function hasBuild(build: BuildRecord | undefined, filter: BuildFilter): boolean {
    if (filter === null) return true;
    if (!build) return filter === "never";
    if (filter === "running") return !isOver(build) && build.state !== "lost";
    return build.state === filter;
}
