/** Build steps that install Python distributions. Null is what is not understood for certain. */
import { _, format } from "../language.ts";
import { parsePythonRequirement, requirementLinesOf } from "./python.ts";
import { cloneAt } from "./step-clone.ts";
import { tellsOnly } from "./step-fetch.ts";
import { carried, combineAll, type Meaning, needless, notNeeded, type StepContext } from "./step-meaning.ts";
import { madeAt } from "./step-place.ts";

type Judge = (words: readonly string[], context: StepContext) => Meaning | null;

const HARMLESS =
    /^(?:-U|--upgrade|-q|--quiet|-v|--no-cache-dir|--no-cache|-I|--ignore-installed|--force-reinstall|--break-system-packages|--disable-pip-version-check|--no-warn-script-location|--root-user-action=\S+|--prefer-binary|--progress-bar=\w+|--compile|--no-compile|--(?:trusted-host|timeout|default-timeout|retries)=\S+)$/;
/** What pip installs with; ansible-builder's own way of starting a container. */
const BOOTSTRAP = /^(?:pip|setuptools|wheel)$/;

export const judgePip: Judge = ([verb = "", ...words], context) => {
    if (/^(?:list|freeze|check|show|--version|-V|config|inspect)$/.test(verb)) return tellsOnly();
    if (verb === "cache") return notNeeded(_("A commit has no package cache."));
    if (verb === "uninstall") return judgeUninstall(words, context);
    if (verb !== "install") return null;
    const meanings: (Meaning | null)[] = [];
    for (let at = 0; at < words.length; at++) {
        const word = words[at] ?? "";
        const [, inline] = /^(?:-r|--requirement=)(.+)$/.exec(word) ?? [];
        if (HARMLESS.test(word)) continue;
        if (/^--(?:trusted-host|timeout|default-timeout|retries)$/.test(word)) {
            at += 1;
            continue;
        }
        if (word === "-r" || word === "--requirement" || inline !== undefined) {
            if (inline === undefined) at += 1;
            meanings.push(judgeFile(inline ?? words[at] ?? "", context));
        } else if (/^\.{0,2}\/|^\.$/.test(word)) meanings.push(judgeClone(word, context));
        else meanings.push(word.startsWith("-") ? null : judgeDistribution(word));
    }
    return meanings.length > 0 ? combineAll(meanings) : null;
};

function judgeUninstall(words: readonly string[], context: StepContext): Meaning | null {
    const names = words.filter(word => !/^(?:-y|--yes|--break-system-packages)$/.test(word));
    const arePlain = names.length > 0 && names.every(name => /^[A-Za-z0-9][\w.-]*$/.test(name));
    if (!arePlain) return null;
    context.removed.push(...names.map(name => `python ${name}`));
    return needless(_("What nobody asks for is not in a commit."));
}

/** The lines of a file that an earlier step brought, as far as it is known what is in it. */
function judgeFile(file: string, context: StepContext): Meaning | null {
    const made = madeAt(file, context);
    if (made?.kind !== "file" || !made.from || "member" in made.from) return null;
    if ("definition" in made.from) context.read.add(made.from.definition);
    const text = "text" in made.from ? made.from.text : (context.files.get(made.from.definition) ?? "");
    const lines = requirementLinesOf(text).map(line => line.text);
    return lines.length > 0 && lines.every(line => !line.startsWith("-"))
        ? combineAll(lines.map(judgeDistribution))
        : null;
}

/** What an earlier step cloned is installed as from its address. */
function judgeClone(directory: string, context: StepContext): Meaning | null {
    const clone = cloneAt(directory, context);
    return clone && judgeDistribution(`git+${clone.git}${clone.revision === null ? "" : `@${clone.revision}`}`);
}

function judgeDistribution(word: string): Meaning | null {
    const effect = { kind: "python" as const, text: word };
    if (/^(?:git\+)?https:\/\/[^\s@<>]+(?:@[\w./-]+)?(?:#[^\s<>]+)?$/.test(word))
        return carried([effect], _("A Python distribution from an address."), "equivalent");
    const requirement = parsePythonRequirement(word);
    if (!requirement || requirement.url !== null) return null;
    if (BOOTSTRAP.test(requirement.name)) return notNeeded(_("It only installs what comes after it."));
    if (requirement.name === "dumb-init") return notNeeded(_("systemd starts what runs in the system."));
    return carried([effect], format(_("The Python distribution $0."), requirement.name));
}
