/** Paths as commands write them, and where a file at one lies in a commit. */
import { _ } from "../language.ts";
import { plainPath } from "./files.ts";
import type { StepContext } from "./step-meaning.ts";

/** Links that every system has. */
const LINKED: [link: RegExp, path: string][] = [
    [/^\/(bin|sbin|lib|lib64)(?=\/|$)/, "/usr/$1"],
    [/^\/var\/run(?=\/|$)/, "/run"],
];

/** Nothing that a shell, an RPM's list of files or systemd would read as something else. */
export const PLAIN = /^[\p{L}\p{M}\p{N}/._+@:,=~-]*$/u;

/** The plain path that a command means; null for one above its directory, and for one with letters that nobody needs. */
export function pathOf(written: string, { directory }: Pick<StepContext, "directory">): string | null {
    if (written === "" || !PLAIN.test(written) || written.startsWith("~") || written.split("/").includes(".."))
        return null;
    const whole = written.startsWith("/") || directory === null ? written : `${directory}/${written}`;
    return LINKED.reduce((path, [link, target]) => path.replace(link, target), plainPath(whole) || ".");
}

/** Gone when the system starts, or never part of it; what has no known directory is of use only for a while. */
export const isScratch = (path: string): boolean =>
    !path.startsWith("/") || /^\/(?:tmp|var\/tmp|dev\/shm|build)(?:\/|$)/.test(path);

/** Files of accounts and mounts are made by the system's own tools. */
const OWN = /^\/etc\/(?:passwd|group|shadow|gshadow|fstab|subuid|subgid)-?$/;

export type Place = { note: string; fidelity: "exact" | "equivalent" } | "scratch" | null;

/**
 * Null where a commit has no place for it.
 * Authority: osbuild-composer, which writes files below /etc; rpm-ostree, where /usr/local, /opt, /var and homes are
 * not part of a commit, and the root directory holds only what the system has.
 */
export function placeOf(path: string): Place {
    if (isScratch(path)) return "scratch";
    if (OWN.test(path)) return null;
    if (/^\/etc\/yum\.repos\.d\/./.test(path))
        return {
            note: _("A file below /etc; the composer needs a source of its own to take packages from there."),
            fidelity: "equivalent",
        };
    if (/^\/etc\/./.test(path)) return { note: _("A file below /etc."), fidelity: "exact" };
    if (/^\/usr\/local(?:\/|$)/.test(path))
        return { note: _("A file below /usr, since /usr/local is not part of a commit."), fidelity: "equivalent" };
    if (/^\/usr\/./.test(path)) return { note: _("A file below /usr."), fidelity: "exact" };
    if (/^\/(?:opt|srv|home|root|var\/(?!log|cache)[^/]+)\/./.test(path))
        return { note: _("A file below /usr, put in its place when the system starts."), fidelity: "equivalent" };
    return null;
}

/** Whether it is where a container works, or below: ansible-builder makes it, and a system has no such place. */
export const isWorkdir = (path: string, { workdir }: StepContext): boolean =>
    workdir !== null && placeOf(path) === null && path !== "/" && `${path}/`.startsWith(`${workdir}/`);

export const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
