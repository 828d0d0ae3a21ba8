/** Build steps that install RPMs: dnf and its kin, and rpm. Null is what is not understood for certain. */
import { _, format } from "../language.ts";
import { fromSources, tellsOnly } from "./step-fetch.ts";
import { carried, combineAll, type Meaning, needless, notNeeded, type StepContext } from "./step-meaning.ts";
import { nameOf } from "./step-path.ts";
import { madeAt } from "./step-place.ts";
import { judgeConfigManager, judgeKey } from "./step-repositories.ts";

/** Verbs that need no operands. */
const NEEDS_NONE = /^(?:update|upgrade|upgrade-minimal|distro-sync|autoremove)$/;

/** Arguments, known and no patterns. */
type Judge = (words: readonly string[], context: StepContext) => Meaning | null;

/** No file beside, which dnf would take; a path or capability that some RPM has. */
const RPM_NAME = /^(?:[A-Za-z0-9][A-Za-z0-9+._-]*|\/[\w./+-]+|[\w.+-]+\([\w.:+-]+\))(?<!\.rpm)$/;
const RPM_FILE = /^(?:https?:\/\/\S+|\/\S+|[\w.+-]+)\.rpm$/;
/** Options that change how packages are got, not which. */
export const DNF_HARMLESS =
    /^(?:-[yqvCb]+|--assumeyes|--quiet|--verbose|--nodocs|--no-docs|--disableexcludes=\S+|--refresh|--best|--nobest|--allowerasing|--skip-broken|--noplugins|--nogpgcheck|--setopt=\S+|--disableplugin=\S+|--disablerepo=\S+|--enablerepo=\S+|--enable-repo=\S+|--disable-repo=\S+|--repo=\S+)$/;
const WITH_VALUE = /^--(?:setopt|enablerepo|disablerepo|disableplugin|repo)$/;

export const judgeDnf: Judge = (given, context) => {
    const words = joined(given);
    const flags = words.filter(word => word.startsWith("-"));
    const [verb = "", ...operands] = words.filter(word => !word.startsWith("-"));
    if (["clean", "makecache", "repolist", "list", "info", "check-update", "search", "history"].includes(verb))
        return verb === "history" && operands[0] !== "list" ? null : notNeeded(_("A commit has no package cache."));
    const others = flags.filter(flag => !DNF_HARMLESS.test(flag));
    if (verb === "config-manager") return judgeConfigManager(others, operands, context);
    if (others.length > 0 || (operands.length === 0 && !NEEDS_NONE.test(verb))) return null;
    switch (verb) {
        case "update":
        case "upgrade":
        case "upgrade-minimal":
        case "distro-sync":
            return notNeeded(_("Every compose takes the newest packages."));
        case "install":
        case "reinstall":
        case "localinstall":
            return combineAll(operands.map(operand => judgePackage(operand, context)));
        case "groupinstall":
            return groups(operands);
        case "remove":
        case "erase":
        case "autoremove":
            return leaveOut(operands, context);
        case "module":
            return judgeModule(operands);
        case "group":
            return operands[0] === "install" && operands.length > 1 ? groups(operands.slice(1)) : null;
        case "copr":
            return operands[0] === "enable" ? fromSources() : null;
        default:
            return null;
    }
};

/** What steps install only for a while is not asked for at all. */
function leaveOut(names: readonly string[], context: StepContext): Meaning | null {
    if (!names.every(name => RPM_NAME.test(name))) return null;
    context.removed.push(...names.map(name => `package ${name}`));
    return needless(_("What nobody asks for is not in a commit."));
}

const groups = (names: readonly string[]): Meaning | null =>
    names.every(name => /^[\w .+@:/-]+$/.test(name))
        ? carried(
              names.map(name => ({ kind: "package-group", name })),
              _("A group of packages."),
              "equivalent",
          )
        : null;

/** Options with their values in one word. */
function joined(words: readonly string[]): string[] {
    const all: string[] = [];
    for (let at = 0; at < words.length; at++) {
        const word = words[at] ?? "";
        const isOpen = WITH_VALUE.test(word);
        if (isOpen) at += 1;
        all.push(isOpen ? `${word}=${words[at] ?? ""}` : word);
    }
    return all;
}

function judgePackage(operand: string, context: StepContext): Meaning | null {
    if (operand === "dnf-command(config-manager)") return notNeeded(_("It only helps to add repositories."));
    if (RPM_FILE.test(operand)) return judgeRpmFile(operand, context);
    const [, group] = /^@([a-z0-9-]+)$/.exec(operand) ?? [];
    if (group !== undefined) return groups([group]);
    return RPM_NAME.test(operand) ? carried([{ kind: "package", name: operand }], _("A package.")) : null;
}

/**
 * An RPM from an address, or one that an earlier step has brought: the composer takes none but those of its sources, so
 * it is asked for the package that the file is named for. Null where the name does not tell.
 */
function judgeRpmFile(operand: string, context: StepContext): Meaning | null {
    const isAddress = /^https?:/.test(operand);
    const made = isAddress ? null : madeAt(operand, context);
    if (!isAddress && made === null) return null;
    if (made?.kind === "stand-in") return carried([made], _("An empty package of that name."), "exact");
    const name = packageOf(nameOf(operand));
    if (name === null) return null;
    const note = /-release$/.test(name)
        ? _("A package that brings a repository; the composer needs a source of its own to take packages from there.")
        : format(_("The package $0, from one of the composer's sources: it takes no RPM from anywhere else."), name);
    return carried([{ kind: "package", name }], note, "equivalent");
}

const UNKNOWN = "0000000";

/** The package in a file of that name; null where it does not tell. */
export function packageOf(file: string): string | null {
    // What is not known may be a version; a name with it in is none.
    const stem = file
        .replace(/\$\(\)|\$[A-Za-z_]\w*/g, UNKNOWN)
        .replace(/\.rpm$/, "")
        .replace(/\.(?:noarch|x86_64|aarch64|i686|ppc64le|s390x)$/, "");
    const [, release] = /^([A-Za-z][\w+-]*-release)(?:-latest)?(?:-\d[\w.]*)*$/.exec(stem) ?? [];
    if (release !== undefined) return release.includes(UNKNOWN) ? null : release;
    const [, versioned] = /^([A-Za-z][\w+.-]*)-\d[\w.+~^]*-\d[\w.+~^]*$/.exec(stem) ?? [];
    if (versioned !== undefined) return versioned.includes(UNKNOWN) ? null : versioned;
    const isBare =
        /^[a-z][a-z0-9+]*(?:-[a-z][a-z0-9+]*)*$/.test(stem) && !/(?:^|-)(?:latest|current|stable)(?:-|$)/.test(stem);
    return isBare ? stem : null;
}

function judgeModule([verb, ...streams]: readonly string[]): Meaning | null {
    if (verb === "reset") return notNeeded(_("A commit begins with no module enabled."));
    const named = streams.map(each => /^([\w+.-]+):([\w+.-]+)(?:\/[\w+.-]+)?$/.exec(each));
    if (streams.length === 0 || named.some(match => !match)) return null;
    const modules = named.map(match => ({ kind: "module" as const, name: match?.[1] ?? "", stream: match?.[2] ?? "" }));
    if (verb === "enable") return carried(modules, _("A module's stream."));
    if (verb !== "install") return null;
    const packages = streams.map(name => ({ kind: "package-group" as const, name }));
    return carried([...modules, ...packages], _("A module's stream and its packages."), "equivalent");
}

export const judgeRpm: Judge = (words, context) => {
    const flags = words.filter(word => word.startsWith("-"));
    const operands = words.filter(word => !word.startsWith("-"));
    if (/^(?:-q[a-z]*|--query|-V[a-z]*|--version)$/.test(words[0] ?? "")) return tellsOnly();
    if (operands.length === 0) return null;
    if (flags.length > 0 && flags.every(flag => /^--(?:setcaps|setperms|setugids|restore)$/.test(flag)))
        return operands.every(operand => RPM_NAME.test(operand))
            ? needless(_("Files are as their RPM has them."))
            : null;
    if (flags.join() === "--import") return combineAll(operands.map(operand => judgeKey(operand, context)));
    if (flags.length > 0 && flags.every(flag => /^(?:-e|--erase|--nodeps)$/.test(flag)))
        return leaveOut(operands, context);
    const isInstall =
        flags.length > 0 && flags.every(flag => /^(?:-[iUFvh]+|--install|--upgrade|--nosignature|--quiet)$/.test(flag));
    if (!isInstall || !operands.every(operand => RPM_FILE.test(operand))) return null;
    return combineAll(operands.map(operand => judgeRpmFile(operand, context)));
};

/** `crb enable`: a repository of the system's own. */
export const judgeCrb: Judge = words => (words.length === 1 && words[0] === "enable" ? fromSources() : null);
