/** Build steps that write text into files: echo, printf and here-documents. Null is what is not understood for certain. */
import { _ } from "../language.ts";
import { carried, type Meaning, notNeeded, type StepContext } from "./step-meaning.ts";
import { pathOf } from "./step-path.ts";
import { madeAt, make } from "./step-place.ts";

/** The text that echo or printf write; null for what is not known for certain. */
export function textOf([program = "", ...words]: readonly string[]): string | null {
    if (program === "printf") return printed(words);
    if (program !== "echo") return null;
    let at = 0;
    for (; /^-[neE]+$/.test(words[at] ?? ""); at++);
    const flags = words.slice(0, at).join("");
    const text = words.slice(at).join(" ");
    const written = flags.includes("e") ? unescaped(text) : text;
    return written === null ? null : written + (flags.includes("n") ? "" : "\n");
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "\\": "\\" };

/** What the shell's own echo -e and printf make of backslashes; one before any other character stays. */
function unescaped(text: string): string | null {
    if (/\\[0-9abcefvxuUE]/.test(text)) return null;
    return text.replace(/\\(.)/gs, (whole, character: string) => ESCAPES[character] ?? whole);
}

/** Of printf's directives `%s` and `%%`; the format serves again while there are words. */
function printed([format = "", ...words]: readonly string[]): string | null {
    if (format.startsWith("-")) return null;
    const parts = format.split(/(%.)/s);
    if (parts.some(part => part.startsWith("%") && part !== "%s" && part !== "%%")) return null;
    const queue = [...words];
    const taken = parts.filter(part => part === "%s").length;
    if (taken === 0 && queue.length > 0) return null;
    let text = "";
    do {
        for (const part of parts) {
            const next = part === "%s" ? (queue.shift() ?? "") : part === "%%" ? "%" : unescaped(part);
            if (next === null) return null;
            text += next;
        }
    } while (queue.length > 0 && text.length < LONGEST);
    return text.length < LONGEST ? text : null;
}

/** Longer than what anybody writes; a format that serves for many words makes much of little. */
const LONGEST = 100_000;

/** Files of packages that read others beside them: what is added to one is written into another. */
const BESIDE: readonly [file: string, beside: string, mode: number][] = [
    ["/etc/ssh/ssh_config", "/etc/ssh/ssh_config.d/90-ee.conf", 0o644],
    ["/etc/profile", "/etc/profile.d/ee-steps.sh", 0o644],
    ["/etc/sudoers", "/etc/sudoers.d/ee-steps", 0o440],
    ["/etc/sysctl.conf", "/etc/sysctl.d/99-ee-steps.conf", 0o644],
];

/** Where programs read whatever lies there, so that people add files of their own to those of packages. */
const DROP_IN = /^\/etc\/(?:[\w.-]+\/)*[\w.-]+\.d\/[\w.-]+$/;

/** Files that no package has, or that say nothing as packages have them. */
const EMPTY = /^\/etc\/(?:ansible\/ansible\.cfg|pip\.conf|sudoers\.d\/[\w-]+)$/;

/** A text that is written into a file, or added to what earlier steps wrote there. */
export function judgeWrite(
    file: string,
    text: string | null,
    isAppended: boolean,
    context: StepContext,
): Meaning | null {
    const path = pathOf(file, context);
    if (path === null || text === null) return null;
    if (/^\/etc\/(?:dnf\/dnf|yum)\.conf$/.test(path) && isAppended)
        return notNeeded(_("It only says how packages are got."));
    const made = madeAt(file, context);
    if (!isAppended) {
        const mode = made?.kind === "file" ? made.mode : 0o644;
        return make(file, { kind: "file", from: { text }, mode }, context);
    }
    if (made) {
        const isText = made.kind === "file" && made.from !== null && "text" in made.from;
        if (!isText || !made.from || !("text" in made.from)) return null;
        return make(file, { ...made, from: { text: made.from.text + text } }, context);
    }
    if (EMPTY.test(path)) return make(file, { kind: "file", from: { text }, mode: 0o644 }, context);
    if (DROP_IN.test(path)) return make(file, { kind: "file", from: { text }, mode: 0o644, isNew: true }, context);
    const [, beside, mode = 0o644] = BESIDE.find(([own]) => own === path) ?? [];
    if (beside === undefined) return null;
    const before = madeAt(beside, context);
    const above = before?.kind === "file" && before.from && "text" in before.from ? before.from.text : "";
    const meaning = make(beside, { kind: "file", from: { text: above + text }, mode }, context);
    return meaning && carried(meaning.effects, _("A file beside it, which is read with it."), "equivalent");
}
