/** What an instruction of a Containerfile becomes in a commit. */
import { _, format } from "../language.ts";
import { judgeScript } from "./step-commands.ts";
import { judgeCopy } from "./step-copy.ts";
import { judgeArgument, judgeEnvironment } from "./step-environment.ts";
import { type Judgement, notNeeded, type StepContext } from "./step-meaning.ts";
import { pathOf } from "./step-path.ts";
import { parseShell } from "./step-shell.ts";
import type { Instruction } from "./step-split.ts";
import { judgeWrite } from "./step-write.ts";

/** Judges one instruction, and notes in the context what counts for those behind it. */
export function judgeInstruction(instruction: Instruction, context: StepContext): Judgement {
    context.doubt = null;
    context.gone = null;
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
            return judgeDirectory(rest, context);
        case "LABEL":
        case "MAINTAINER":
            return { meaning: notNeeded(_("It only describes an image.")) };
        case "CMD":
        case "ENTRYPOINT":
        case "EXPOSE":
        case "HEALTHCHECK":
        case "STOPSIGNAL":
        case "VOLUME":
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

/** Where later commands start. */
function judgeDirectory(rest: string, context: StepContext): Judgement {
    const [command] = parseShell(rest, context.variables) ?? [];
    const [word, ...more] = command?.words ?? [];
    const path = word?.isKnown && more.length === 0 ? pathOf(word.text, context) : null;
    context.directory = path?.startsWith("/") ? path : null;
    return { meaning: notNeeded(_("Commands start where their caller is.")) };
}

function judgeRun({ rest, documents }: Instruction, context: StepContext): Judgement {
    const script = rest.replace(/^(?:--mount=type=(?:cache|tmpfs)\S*\s+)+/, "");
    if (script.startsWith("--")) return { reason: _("What it mounts or how it is run is not known.") };
    if (script.startsWith("[")) return judgeArgv(script, context);
    const [document, ...more] = documents;
    if (!document) return judged(judgeScript(script, context), context);
    if (more.length > 0) return { reason: _("Its here-documents are not understood.") };
    if (/^#!(?!\/(?:usr\/)?bin\/(?:ba)?sh\b)/.test(document.lines[0] ?? ""))
        return { reason: _("Its here-document is not understood.") };
    const outside = script
        .replace(/<<-?(["']?)[A-Za-z_]\w*\1/, "")
        .replace(/\s+/g, " ")
        .trim();
    if (outside === "") return judged(judgeScript(document.lines.join("\n"), context), context);
    const [, redirection, written, option, teed] =
        /^(?:cat ?(>>?) ?(\/\S+)|tee (-a )?(\/\S+))(?: ?> ?\/dev\/null)?$/.exec(outside) ?? [];
    const file = written ?? teed ?? "";
    const text = document.lines.map(line => `${line}\n`).join("");
    const isText = context.isRoot && /^[\w./-]+$/.test(file) && (document.isLiteral || !/[$`\\]/.test(text));
    const meaning = isText ? judgeWrite(file, text, redirection === ">>" || option !== undefined, context) : null;
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
    const { isShell } = context;
    context.isShell = true;
    const answer = judgeScript(script, context);
    context.isShell = isShell;
    return judged(answer, context);
}

function judged(answer: ReturnType<typeof judgeScript>, { doubt }: StepContext): Judgement {
    if ("meaning" in answer) return answer;
    if (doubt !== null) {
        const note = _(
            "Whether $0 is a directory already, only the image knows; -T of cp, mv and ln says that it is none.",
        );
        return { reason: format(note, doubt) };
    }
    return {
        reason:
            answer.unread === null
                ? _("Its shell is not understood.")
                : format(_("“$0” is not understood."), answer.unread.slice(0, 200)),
    };
}
