/** Build steps that install: dnf and its kin, rpm, pip, ansible-galaxy. Null is what is not understood for certain. */
import { _, format } from "../language.ts";
import { parsePythonRequirement } from "./python.ts";
import { combine, inBlueprint, inContent, type Meaning, madeAt, notNeeded, type StepContext } from "./step-meaning.ts";

/** Arguments, known and no patterns. */
type Judge = (words: readonly string[], context: StepContext) => Meaning | null;

/** No file beside, which dnf would take. */
const RPM_NAME = /^[A-Za-z0-9][A-Za-z0-9+._-]*(?<!\.rpm)$/;
const RPM_FILE = /^(?:https?:\/\/\S+|\/\S+)\.rpm$/;
/** Options that change how packages are got, not which. */
const DNF_HARMLESS =
    /^(?:-y|--assumeyes|-q|--quiet|-v|--verbose|--nodocs|--refresh|--best|--nobest|--allowerasing|--noplugins|--setopt=\S+|--disableplugin=\S+|--disablerepo=\S+|--enablerepo=\S+|--enable-repo=\S+)$/;

export const judgeDnf: Judge = (words, context) => {
    const flags = words.filter(word => word.startsWith("-"));
    const [verb = "", ...operands] = words.filter(word => !word.startsWith("-"));
    if (["clean", "makecache", "repolist", "list", "info", "check-update", "search", "history"].includes(verb))
        return verb === "history" && operands[0] !== "list" ? null : notNeeded(_("A commit has no package cache."));
    if (verb === "config-manager") return judgeConfigManager(flags, operands);
    if (!flags.every(flag => DNF_HARMLESS.test(flag))) return null;
    switch (verb) {
        case "update":
        case "upgrade":
            return notNeeded(_("Every compose takes the newest packages."));
        case "install":
            return operands.length > 0 ? combineAll(operands.map(operand => judgePackage(operand, context))) : null;
        case "groupinstall":
            return operands.length > 0 ? inBlueprint(_("A group of packages."), "equivalent") : null;
        case "remove":
        case "erase":
            if (operands.length === 0 || !operands.every(operand => RPM_NAME.test(operand))) return null;
            return { ...notNeeded(_("What nobody asks for is not in a commit.")), fidelity: "equivalent" };
        case "module":
            return judgeModule(operands);
        default:
            return null;
    }
};

function judgePackage(operand: string, context: StepContext): Meaning | null {
    if (operand === "dnf-command(config-manager)") return notNeeded(_("It only helps to add repositories."));
    if (RPM_FILE.test(operand)) return judgeRpmFile(operand, context);
    if (/^@[a-z0-9-]+$/.test(operand)) return inBlueprint(_("A group of packages."), "equivalent");
    return RPM_NAME.test(operand) ? inBlueprint(_("A package.")) : null;
}

/** An RPM from an address, or one that an earlier step has brought. */
function judgeRpmFile(operand: string, context: StepContext): Meaning | null {
    if (/^\/.*epel-release|^https?:.*\/epel-release/.test(operand))
        return inBlueprint(_("A repository, as a source of the composer."), "equivalent");
    if (operand.startsWith("/") && madeAt(operand, context) === null) return null;
    return inContent(_("An RPM that is in no repository."));
}

function judgeModule([verb, ...streams]: readonly string[]): Meaning | null {
    if (verb === "reset") return notNeeded(_("A commit begins with no module enabled."));
    if (streams.length === 0 || !streams.every(stream => /^[\w+.-]+:[\w+.-]+(?:\/[\w+.-]+)?$/.test(stream)))
        return null;
    if (verb === "enable") return inBlueprint(_("A module's stream."));
    return verb === "install" ? inBlueprint(_("A module's stream and its packages."), "equivalent") : null;
}

/** Repositories are where packages come from: the composer's sources, and the system's own afterwards. */
const repository = (): Meaning => inBlueprint(_("A repository, as a source of the composer."), "equivalent");

function judgeConfigManager(flags: readonly string[], operands: readonly string[]): Meaning | null {
    const verbs = flags.filter(flag => !DNF_HARMLESS.test(flag)).map(flag => flag.replace(/=.*$/, ""));
    const isAsked = operands.length > 0 || flags.some(flag => flag.includes("="));
    return isAsked && verbs.length === 1 && /^--(?:add-repo|set-enabled|enable)$/.test(verbs[0] ?? "")
        ? repository()
        : null;
}

export const judgeCrb: Judge = words => (words.length === 1 && words[0] === "enable" ? repository() : null);

export const judgeRpm: Judge = (words, context) => {
    const flags = words.filter(word => word.startsWith("-"));
    const operands = words.filter(word => !word.startsWith("-"));
    if (/^(?:-q[a-z]*|--query)$/.test(words[0] ?? "")) return notNeeded(_("It only tells something."));
    if (flags.join() === "--import") return operands.length > 0 ? repository() : null;
    const isInstall = flags.length > 0 && flags.every(flag => /^(?:-[iUFvh]+|--install|--upgrade)$/.test(flag));
    if (!isInstall || !operands.every(operand => RPM_FILE.test(operand)) || operands.length === 0) return null;
    return combineAll(operands.map(operand => judgeRpmFile(operand, context)));
};

const PIP_HARMLESS =
    /^(?:-U|--upgrade|-q|--quiet|-v|--no-cache-dir|--no-cache|-I|--ignore-installed|--force-reinstall|--break-system-packages|--disable-pip-version-check|--no-warn-script-location|--root-user-action=\S+|--prefer-binary)$/;
/** What pip installs with; ansible-builder's own way of starting a container. */
const BOOTSTRAP = /^(?:pip|setuptools|wheel)$/;

export const judgePip: Judge = ([verb = "", ...words], context) => {
    if (/^(?:list|freeze|check|show|--version|-V)$/.test(verb)) return notNeeded(_("It only tells something."));
    if (verb === "cache") return notNeeded(_("A commit has no package cache."));
    if (verb !== "install" || !context.isRoot) return null;
    const meanings: (Meaning | null)[] = [];
    for (let at = 0; at < words.length; at++) {
        const word = words[at] ?? "";
        if (PIP_HARMLESS.test(word)) continue;
        if (word === "-r" || word === "--requirement") {
            at += 1;
            const file = words[at] ?? "";
            meanings.push(madeAt(file, context) ? inContent(_("The Python requirements of a file.")) : null);
        } else meanings.push(word.startsWith("-") ? null : judgeDistribution(word));
    }
    return meanings.length > 0 ? combineAll(meanings) : null;
};

function judgeDistribution(word: string): Meaning | null {
    if (/^(?:git\+)?https:\/\/[^\s@]+(?:@[\w./-]+)?(?:#\S+)?$/.test(word))
        return inContent(_("A Python distribution from an address."), "equivalent");
    const requirement = parsePythonRequirement(word);
    if (!requirement || requirement.url !== null) return null;
    if (BOOTSTRAP.test(requirement.name)) return notNeeded(_("It only installs what comes after it."));
    if (requirement.name === "dumb-init") return notNeeded(_("systemd starts what runs in the system."));
    return inContent(format(_("The Python distribution $0."), requirement.name));
}

export const judgeGalaxy: Judge = words => {
    const [what, verb, ...rest] = words;
    if (verb === "list" && (what === "collection" || what === "role")) return notNeeded(_("It only tells something."));
    if (verb !== "install" || (what !== "collection" && what !== "role")) return null;
    const path = rest.indexOf("-p");
    const at = `/usr/share/ansible/${what}s`;
    if (path >= 0 && rest[path + 1] !== at) return null;
    const names = rest.filter((_word, index) => path < 0 || (index !== path && index !== path + 1));
    // Without a path they go into the home of whoever builds.
    if (path < 0 || names.length === 0 || !names.every(name => /^[a-z]\w*\.\w+(?::[\w.<>=!,]+)?$/i.test(name)))
        return null;
    return inContent(what === "collection" ? _("A collection.") : _("A role."));
};

/** Null when one of them is. */
export function combineAll(meanings: readonly (Meaning | null)[]): Meaning | null {
    const known = meanings.filter(meaning => meaning !== null);
    return known.length === meanings.length ? combine(known) : null;
}
