/** Where what an author puts at a path lies in a commit, and what makes it be at that path when the system runs. */
import type { Owner } from "../ee/effect.ts";
import { isOwnRoot } from "../ee/step-root.ts";

/** Directories of a container that are the machine's own on an OSTree system: author's path -> path when it runs. */
const OWN: [prefix: string, runs: string][] = [
    ["/opt", "/var/opt"],
    ["/srv", "/var/srv"],
    ["/home", "/var/home"],
    ["/root", "/var/roothome"],
    ["/var", "/var"],
];

export type Place = {
    /** In the commit. */
    path: string;
    /** What the author's path is when the system runs, where it is filled at its start; null: it is the path. */
    runs: string | null;
};

/** Directories that every system has. */
export const isOfEverySystem = (path: string): boolean =>
    /^\/usr(?:\/(?:s?bin|lib(?:64|exec)?|share|include|src|games))?$/.test(path);

/** What is in /usr/local for the author is in /usr. */
export const inUsr = (target: string): string => target.replace(/^\/usr\/local(?=\/)/, "/usr");

/** What lies in directories of the root that no system has. */
export const ROOT = "/usr/lib/ee-root";

/** Null where a commit has no place for it. Authority: rpm-ostree's file system layout. */
export function placeInCommit(path: string): Place | null {
    const plain = path.replace(/^\/(bin|sbin|lib|lib64)(?=\/)/, "/usr/$1").replace(/^\/usr\/local(?=\/|$)/, "/usr");
    if (/^\/usr$|^\/(?:usr|etc)\/./.test(plain)) return { path: plain, runs: null };
    if (/^\/run\/./.test(plain)) return { path: plain, runs: plain };
    for (const [prefix, runs] of OWN)
        if (plain.startsWith(`${prefix}/`))
            return { path: `/usr/share/factory${plain}`, runs: `${runs}${plain.slice(prefix.length)}` };
    return isOwnRoot(plain) ? { path: `${ROOT}${plain}`, runs: null } : null;
}

/** The file with these lines. @param name The package's: "ee-sample". */
export const tmpfilesPath = (name: string): string => `/usr/lib/tmpfiles.d/${name}.conf`;

/**
 * Programs of /opt are linked, so that a newer commit brings newer ones; what is the machine's to change, or somebody
 * else's than root's, is copied.
 */
export const bringLine = ({ path, runs }: { path: string; runs: string }, owner?: Owner): string =>
    runs.startsWith("/var/opt/") && !owner
        ? linkLine(runs, path)
        : `C ${quote(runs)} - ${owner?.user ?? "-"} ${owner?.group ?? "-"} - ${argument(path)}`;

export const linkLine = (runs: string, target: string): string => `L ${quote(runs)} - - - - ${argument(target)}`;

/** Of what nobody asked for nothing is said: a directory that is there keeps its mode and its owner. */
export function directoryLine(runs: string, mode: number | null, owner?: Owner): string {
    const somebody = mode === null ? "-" : "root";
    const bits = mode === null ? "-" : mode.toString(8).padStart(4, "0");
    return `d ${quote(runs)} ${bits} ${owner?.user ?? somebody} ${owner?.group ?? somebody} - -`;
}

/** tmpfiles.d's words: percent signs begin specifiers, and quotes keep blanks. */
const quote = (path: string): string => `"${argument(path).replace(/["\\]/g, "\\$&")}"`;
const argument = (path: string): string => path.replace(/%/g, "%%");
