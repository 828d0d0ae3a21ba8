/** Which targets of commands are directories that are there already. */
import { _, format } from "../language.ts";
import { type Meaning, needless, type StepContext } from "./step-meaning.ts";
import { isScratch, nameOf, pathOf } from "./step-path.ts";
import { unpackedAbove } from "./step-unpacked.ts";

/** Authority: the file system hierarchy, the RPM "filesystem" of Enterprise Linux, and where Ansible looks for its own. */
const THERE = [
    /^\/(?:etc|home|media|mnt|opt|root|run|srv|tmp|usr|var)$/,
    /^\/usr\/local$|^\/usr\/(?:local\/)?(?:etc|games|include|lib|lib64|libexec|s?bin|share|src)$/,
    /^\/var\/(?:cache|lib|log|opt|spool|tmp)$/,
    /^\/etc\/cron\.(?:hourly|daily|weekly|monthly)$/,
    /^\/etc\/(?:(?:cron|ld\.so\.conf|logrotate|modprobe|pam|profile|sudoers|sysctl|tmpfiles|yum\.repos)\.d)$/,
    /^\/etc\/(?:ansible|dnf|pki|security|skel|ssh|ssl|sysconfig|systemd|systemd\/system|X11|xdg|yum)$/,
    /^\/usr\/lib\/(?:modules|rpm|systemd|systemd\/system|udev|(?:environment|modprobe|sysctl|sysusers|tmpfiles)\.d)$/,
    /^\/usr\/share\/(?:aclocal|applications|augeas|backgrounds|bash-completion|dict|doc|empty|fonts|games|gnome|help)$/,
    /^\/usr\/share\/(?:icons|info|licenses|locale|man|man\/man\d|metainfo|mime|misc|pixmaps|pki|sounds|themes|X11)$/,
    /^\/usr\/share\/(?:xml|xsessions|zoneinfo|zsh|ansible(?:\/roles|\/collections(?:\/ansible_collections)?)?)$/,
    /\/(?:site|dist)-packages$|\/anchors$/,
];

/** Places for authors' own, where packages put no directories. Authority: the file system hierarchy. */
const OWN =
    /^(?:\/srv|\/root(?=\/(?!\.|buildinfo$))|\/usr\/(?:local\/)?s?bin|\/usr\/share\/ansible\/roles(?=\/(?!\w+-system-roles)))\/[^/]+$/;

const ROLES = "/usr/share/ansible/roles/";

/** Where packages have directories of any name. */
const PACKAGED = /^\/(?:etc|var|usr\/(?!local\/))/;

/** A name in the root directory that no system has. */
const IN_ROOT =
    /^\/(?!(?:s?bin|boot|dev|etc|home|lib|lib64|media|mnt|opt|proc|root|run|srv|sys|tmp|usr|var)(?:\/|$))[^/]/;

/** No directory is called so, but those of systemd, and roles, whose names start with their author's. */
const FILE = /^(?!\/usr\/share\/ansible\/roles\/[^/]+$).*\/[^/.][^/]*\.(?!(?:d|wants|requires)$)[a-z]\w*$/;

/** Files that every system has. */
export const FILES_THERE =
    /^\/etc\/(?:bashrc|environment|exports|hostname|hosts|inputrc|issue|localtime|motd|networks|profile|protocols|services|shells)$/;

/** What lies where programs read all files. */
const AMONG_FILES = /^\/etc\/(?:[\w-]+\/)*(?!rc\.d\/)[\w.-]+\.d\/[\w-]+$/;

/**
 * What a target is when a command comes to it: a directory, into which it puts something, or none. "none-told" where that
 * is so unless a package has one that hardly any has; null where only the image knows.
 */
export type Target = "directory" | "none" | "none-told" | null;

/** For what may be a directory itself, and links. */
export function readTarget(written: string, context: StepContext): Target {
    const path = pathOf(written, context);
    if (path === null) return null;
    if (path === "." || isThere(path, context)) return "directory";
    if (unpackedAbove(path, context)) return null;
    const isFile = [FILE, FILES_THERE, AMONG_FILES].some(each => each.test(path));
    if (context.gone === path || isScratch(path) || isFile) return "none";
    for (let at = path; at !== ""; at = aboveOf(at)) {
        if (isNew(at, context)) return "none";
        const above = context.made.get(aboveOf(at));
        if (above?.kind !== "directory" || isSystems(aboveOf(at))) continue;
        // Packages rarely have something in a directory that steps make.
        return above.isNew ? "none" : "none-told";
    }
    return null;
}

/** For one file. @param name What it is called before: nobody puts a file into a directory that is called like it. */
export function readFileTarget(written: string, name: string, context: StepContext): Target {
    if (written.endsWith("/")) return "directory";
    const path = pathOf(written, context);
    if (path === null) return null;
    if (/^\/etc\/[\w.-]+\.d$/.test(path)) return "directory";
    const target = readTarget(written, context);
    if (target !== null) return target;
    if (nameOf(path) === name || FILE.test(path)) return "none";
    // What an archive has there is known once it is fetched, and then told.
    if (unpackedAbove(path, context)) return isScratch(path) ? null : "none";
    return PACKAGED.test(path) ? null : "none-told";
}

export type Aim = { path: string; told: Meaning[] };

/** Where what is put to a target comes to lie, and what has to be told of it; null, which is told then, where nobody knows. */
export function aim(written: string, name: string, target: Target, context: StepContext): Aim | null {
    // Who writes a slash means a directory, and no option says more.
    if (target === null && !written.endsWith("/")) context.doubt = written;
    if (target === null) return null;
    if (target === "directory") return { path: `${written}/${name}`, told: [] };
    const note = _("$0 is taken for new: a package that has a directory there would make another thing of it.");
    return { path: written, told: target === "none-told" ? [needless(format(note, written))] : [] };
}

const aboveOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

/** Directories of packages, or of whoever else has something of his own in them. */
export const isSystems = (path: string): boolean =>
    path.startsWith("/usr/share/ansible/") || THERE.some(each => each.test(path));

/** Whether a directory that steps put something into may be one of a package as well. */
export function mayBePackages(path: string, context: StepContext): boolean {
    if (isSystems(path)) return true;
    for (let at = path; at !== ""; at = aboveOf(at)) {
        const made = context.made.get(at);
        if (isNew(at, context) || (made?.kind === "directory" && made.isNew)) return false;
    }
    const isMade = ([each, { kind }]: [string, { kind: string }]) =>
        kind === "directory" && each.startsWith(`${path}/`);
    return PACKAGED.test(path) && ![...context.made].some(isMade);
}

function isThere(path: string, { made }: StepContext): boolean {
    const kind = made.get(path)?.kind;
    if (kind === "directory" || kind === "unpacked" || THERE.some(each => each.test(path))) return true;
    return [...made.keys()].some(other => other.startsWith(`${path}/`));
}

/** A role may be one that others bring, where any are installed. */
const isNew = (path: string, { listed, roles }: StepContext): boolean =>
    IN_ROOT.test(path) ||
    (OWN.test(path) &&
        (!path.startsWith(ROLES) || (roles.size === 0 && !listed().some(({ kind }) => kind === "role"))));
