/** Which targets of commands are directories that are there already. */
import type { StepContext } from "./step-meaning.ts";
import { isScratch, pathOf } from "./step-path.ts";
import { unpackedAbove } from "./step-unpacked.ts";

/** Authority: the file system hierarchy, the RPM "filesystem" of Enterprise Linux, and where Ansible looks for its own. */
const THERE = [
    /^\/(?:etc|home|media|mnt|opt|root|run|srv|tmp|usr|var)$/,
    /^\/usr\/local$|^\/usr\/(?:local\/)?(?:etc|games|include|lib|lib64|libexec|s?bin|share|src)$/,
    /^\/var\/(?:cache|lib|log|opt|spool|tmp)$/,
    /^\/etc\/(?:(?:cron|ld\.so\.conf|logrotate|modprobe|pam|profile|sudoers|sysctl|tmpfiles|yum\.repos)\.d)$/,
    /^\/etc\/(?:ansible|dnf|pki|security|skel|ssh|ssl|sysconfig|systemd|systemd\/system|X11|xdg|yum)$/,
    /^\/usr\/lib\/(?:modules|rpm|systemd|systemd\/system|udev|(?:environment|modprobe|sysctl|sysusers|tmpfiles)\.d)$/,
    /^\/usr\/share\/(?:aclocal|applications|augeas|backgrounds|bash-completion|dict|doc|empty|fonts|games|gnome|help)$/,
    /^\/usr\/share\/(?:icons|info|licenses|locale|man|man\/man\d|metainfo|mime|misc|pixmaps|pki|sounds|themes|X11)$/,
    /^\/usr\/share\/(?:xml|xsessions|zoneinfo|zsh|ansible(?:\/roles|\/collections(?:\/ansible_collections)?)?)$/,
    /\/(?:site|dist)-packages$|\/anchors$/,
];

/** What a step puts there by that name is new: the directories in which everybody has his own, but for those of packages. */
const NEW =
    /^\/(?:opt|srv|root|usr\/share\/ansible\/roles|usr\/(?:local\/)?(?:libexec|s?bin|share|src)|usr\/local)\/(?!\.)([^/]+)/;
const PACKAGED =
    /^(?:ansible|containers|crypto-policies|dbus-1|gcc|git-core|glib-2\.0|gnupg|httpd|java|javascript|kernels|nginx|openssh|perl5|php|pkgconfig|polkit-1|python.*|ruby|selinux|sudo|systemd|tabset|terminfo|vim)$/;

/** A name in the root directory that no system has. */
const IN_ROOT =
    /^\/(?!(?:s?bin|boot|dev|etc|home|lib|lib64|media|mnt|opt|proc|root|run|srv|sys|tmp|usr|var)(?:\/|$))[^/]/;

/** No directory is called so. */
const FILE = /\/[^/.][^/]*\.(?!d$)[a-z]\w*$/;

/** Whether a target names a directory that something is put into. */
export function isDirectory(written: string, context: StepContext): boolean {
    if (written.endsWith("/") || written === ".") return true;
    const path = pathOf(written, context);
    return path !== null && (isThere(path, context) || /^\/etc\/[\w.-]+\.d$/.test(path));
}

function isThere(path: string, { made }: StepContext): boolean {
    const kind = made.get(path)?.kind;
    if (kind === "directory" || kind === "unpacked" || THERE.some(each => each.test(path))) return true;
    return [...made.keys()].some(other => other.startsWith(`${path}/`));
}

/**
 * Whether a directory that is copied or moved there comes to lie in what is there, and not in its place; null where nobody
 * knows, since the image may have a directory there or not.
 */
export function takesDirectory(written: string, context: StepContext): boolean | null {
    const path = pathOf(written, context);
    if (path === null) return null;
    if (path === "." || isThere(path, context)) return true;
    if (unpackedAbove(path, context)) return null;
    if (isScratch(path)) return false;
    if (written.endsWith("/")) return null;
    return isNew(path, context) ? false : null;
}

function isNew(path: string, { made }: StepContext): boolean {
    if (FILE.test(path) || IN_ROOT.test(path)) return true;
    const [top = "", name = ""] = NEW.exec(path) ?? [];
    if (name !== "" && !PACKAGED.test(name) && !THERE.some(each => each.test(top))) return true;
    const above = path.slice(0, path.lastIndexOf("/"));
    return made.get(above)?.kind === "directory" && !THERE.some(each => each.test(above));
}
