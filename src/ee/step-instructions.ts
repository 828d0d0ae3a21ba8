/** What an instruction of a Containerfile becomes in a commit. */
import { _, format } from "../language.ts";
import { judgeScript } from "./step-commands.ts";
import { judgeCopy } from "./step-copy.ts";
import { inBlueprint, type Judgement, make, notNeeded, type StepContext } from "./step-meaning.ts";
import { parseShell } from "./step-shell.ts";
import type { Instruction } from "./step-split.ts";

/** Judges one instruction, and notes in the context what counts for those behind it. */
export function judgeInstruction(instruction: Instruction, context: StepContext): Judgement {
    const { keyword, rest, isOpen } = instruction;
    if (isOpen) return { reason: _("It goes on into the line that ansible-builder writes behind it.") };
    switch (keyword) {
        case "RUN":
            return judgeRun(instruction, context);
        case "COPY":
        case "ADD":
            return judgeCopy(instruction, context);
        case "ENV":
            return judgeEnvironment(rest, context);
        case "ARG":
            return judgeArgument(rest, context);
        case "USER":
            context.isRoot = /^(?:root|0)(?::\S+)?$/.test(rest);
            return { meaning: notNeeded(_("A system has many users, and begins as none of them.")) };
        case "WORKDIR":
            return { meaning: notNeeded(_("Commands start where their caller is.")) };
        case "LABEL":
        case "MAINTAINER":
            return { meaning: notNeeded(_("It only describes an image.")) };
        case "CMD":
        case "ENTRYPOINT":
        case "EXPOSE":
        case "HEALTHCHECK":
        case "STOPSIGNAL":
            return { meaning: notNeeded(_("It is for a container that runs, and systemd runs the system.")) };
        case "SHELL":
            context.isShell =
                /^\[\s*"\/(?:usr\/)?bin\/(?:ba)?sh"\s*(?:,\s*"-(?:[eux]*c|[eux]*o|e|u|x)"\s*|,\s*"pipefail"\s*)+\]$/.test(
                    rest,
                );
            return context.isShell
                ? { meaning: notNeeded(_("It only says how later steps are run.")) }
                : { reason: _("What it makes of the steps behind it is not known.") };
        default:
            return { reason: format(_("$0 is not understood."), keyword) };
    }
}

function judgeRun({ rest, documents }: Instruction, context: StepContext): Judgement {
    const script = rest.replace(/^(?:--mount=type=(?:cache|tmpfs)\S*\s+)+/, "");
    if (script.startsWith("--")) return { reason: _("What it mounts or how it is run is not known.") };
    if (script.startsWith("[")) return judgeArgv(script, context);
    const [document, ...more] = documents;
    if (!document) return judged(judgeScript(script, context));
    if (more.length > 0) return { reason: _("Its here-documents are not understood.") };
    if (/^#!(?!\/(?:usr\/)?bin\/(?:ba)?sh\b)/.test(document.lines[0] ?? ""))
        return { reason: _("Its here-document is not understood.") };
    const mark = /<<-?(["']?)[A-Za-z_]\w*\1/;
    if (script.replace(mark, "").trim() === "") return judged(judgeScript(document.lines.join("\n"), context));
    const [, file] = /^cat\s*(?:>\s*)(\/\S+)$/.exec(script.replace(mark, "").replace(/\s+/g, " ").trim()) ?? [];
    const isText = document.isLiteral || !/[$`\\]/.test(document.lines.join("\n"));
    const meaning = file !== undefined && isText && /^[\w./-]+$/.test(file) ? make(file, context) : null;
    return meaning ? { meaning } : { reason: _("Its here-document is not understood.") };
}

function judgeArgv(text: string, context: StepContext): Judgement {
    let argv: unknown;
    try {
        argv = JSON.parse(text);
    } catch {
        argv = null;
    }
    if (!Array.isArray(argv) || !argv.every(word => typeof word === "string"))
        return { reason: _("Its list of words cannot be read.") };
    // No shell reads these: each is quoted for ours.
    const script = argv.map(word => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
    return judged(judgeScript(script, { ...context, isShell: true }));
}

function judged(answer: ReturnType<typeof judgeScript>): Judgement {
    if ("meaning" in answer) return answer;
    return {
        reason:
            answer.unread === null
                ? _("Its shell is not understood.")
                : format(_("“$0” is not understood."), answer.unread.slice(0, 200)),
    };
}

/** Names of variables that nobody should find in a commit. */
const SECRET = /TOKEN|PASSWORD|PASSWD|SECRET|CREDENTIAL|API_?KEY/i;

function judgeEnvironment(rest: string, context: StepContext): Judgement {
    const [command, ...others] =
        parseShell(rest, new Map([...context.variables].filter(([name]) => name !== "PATH"))) ?? [];
    const words = command?.words ?? [];
    const pairs = words.map(({ text, isKnown }) => ({ isKnown, match: /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(text) }));
    if (words.length === 0 || others.length > 0 || command?.redirections.length || pairs.some(({ match }) => !match))
        return { reason: _("Its words are not understood.") };
    for (const { isKnown, match } of pairs) {
        const [, name = "", value = ""] = match ?? [];
        if (SECRET.test(name))
            return { reason: format(_("$0 looks like a secret, and what is in a commit everybody can read."), name) };
        // A variable may add to itself, as PATH does.
        const isOwn = value.replace(new RegExp(`\\$${name}(?!\\w)`, "g"), "").includes("$") === false;
        if (!isKnown && !isOwn) return { reason: _("It needs a variable that has no value here.") };
        context.arguments.delete(name);
        if (isKnown) context.variables.set(name, value);
        else context.variables.delete(name);
    }
    return { meaning: inBlueprint(_("A file below /etc/profile.d."), "equivalent") };
}

function judgeArgument(rest: string, context: StepContext): Judgement {
    const [command, ...others] = parseShell(rest, context.variables) ?? [];
    if (!command || others.length > 0 || command.redirections.length > 0)
        return { reason: _("Its words are not understood.") };
    for (const { text, isKnown } of command.words) {
        const [, name = "", value] = /^([A-Za-z_]\w*)(?:=([\s\S]*))?$/.exec(text) ?? [];
        if (name === "") return { reason: _("Its words are not understood.") };
        if (value === undefined) continue;
        context.arguments.add(name);
        if (isKnown) context.variables.set(name, value);
        else context.variables.delete(name);
    }
    return { meaning: notNeeded(_("Its value is put in where it is used.")) };
}
