/**
 * Directories of authors' own in the root directory, where an OSTree system has only its own: they lie elsewhere, where a
 * variable that names them leads.
 */
import { _ } from "../language.ts";
import { isBuildStage } from "./build-steps.ts";
import type { Place } from "./step-path.ts";
import type { Instruction } from "./step-split.ts";

/** What every system has there, or ansible-builder in an image. */
const SYSTEM =
    /^\/(?:bin|boot|build|dev|etc|home|lib|lib64|media|mnt|opt|ostree|output|proc|root|run|runner|sbin|srv|sys|sysroot|tmp|usr|var)(?:\/|$)/;

/** Whether a path is in a directory of the root that no system has. */
export const isOwnRoot = (path: string): boolean => /^\/[\w.-]+(?:\/|$)/.test(path) && !SYSTEM.test(path);

/** Paths that variables of everybody's name. */
export function namedIn(stage: string, { keyword, rest }: Pick<Instruction, "keyword" | "rest">): string[] {
    if (keyword !== "ENV" || isBuildStage(stage)) return [];
    return [...rest.matchAll(/[=:\s"'](\/[\w./-]+)/g)].flatMap(([, path = ""]) =>
        isOwnRoot(path) ? [path.replace(/\/+$/, "")] : [],
    );
}

/** @param named Paths that variables name. */
export function placeInRoot(path: string, named: ReadonlySet<string>): Place {
    const isFound = isOwnRoot(path) && [...named].some(each => path === each || path.startsWith(`${each}/`));
    if (!isFound) return null;
    return {
        note: _("A file below /usr/lib/ee-root, where the variable leads that names its directory."),
        fidelity: "equivalent",
    };
}
