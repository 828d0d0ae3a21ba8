/** Build steps without the values that are, or may be, secret: those of ENV and ARG, and of commands. */
import { LINE_BREAK } from "./containerfile-steps.ts";
import { REDACTED, redactUrls } from "./redact-url.ts";
import { redactWords } from "./redact-words.ts";

const SECRET = /token|passw|secret|credential|api_?key|private|auth/i;

/** How far the line before goes on in this one. */
type State =
    | { inside: false }
    /** `open`: a value that is hidden goes on without a space between. */
    | { inside: true; mode: "pairs" | "hidden" | "other"; open: boolean };

/**
 * One text after the other of a stage, for an instruction may go on in the next item of a list. A value of which it
 * cannot be told where it ends takes the rest of its instruction with it.
 *
 * @param all Every value, or those with a telling name.
 * @param isText The stage is one text, which is cut into lines wherever Python cuts. An item of a list is not: behind
 *   such a break its line may go on, or another begin for who reads it.
 */
export function instructionRedactor(all: boolean, isText: boolean): (text: string) => string {
    let state: State = { inside: false };
    const hides = (name: string) => all || SECRET.test(name);
    const redactLine = (line: string, mayGoOn: boolean): string => {
        // The parser of Containerfiles leaves out both; the instruction goes on behind them.
        if (state.inside && /^\s*(?:#|$)/.test(line)) return line;
        const [, start = "", rest = line] = /^(\s*(?:-\s+)?["']?(?:ENV|ARG)\s+)(.*)$/i.exec(line) ?? [];
        const ended = rest.trimEnd();
        const isContinued = ended.endsWith("\\");
        const goesOn = isContinued || mayGoOn;
        const kept = isContinued ? ended.slice(0, -1) : ended;
        const body = kept.trimEnd();
        const suffix = rest.slice(body.length);
        const attached = goesOn && kept === body;
        let was: State = state;
        if (start !== "") was = { inside: true, mode: modeOf(body, hides), open: false };
        if (!was.inside) return line;
        if (was.mode === "other") {
            state = goesOn ? was : { inside: false };
            return start === "" ? line : start + rest;
        }
        const { text, mode, open } =
            was.mode === "hidden" ? hideRest(body, start !== "") : redactPairs(body, was, hides);
        state = goesOn ? { inside: true, mode, open: open && attached } : { inside: false };
        return start + text + suffix;
    };
    return text => {
        const parts = text.split(LINE_BREAKS);
        const lines = parts.map((part, index) => {
            if (index % 2 === 1) return part;
            return redactLine(part, !(isText || ["\n", "\r\n", undefined].includes(parts[index + 1])));
        });
        return redactWords(redactUrls(lines.join("")));
    };
}

const LINE_BREAKS = new RegExp(`(${LINE_BREAK.source})`);

/** The old form `NAME value` has one name, and all behind it is its value. */
function modeOf(body: string, hides: (name: string) => boolean): "pairs" | "hidden" | "other" {
    const [, name] = /^([\w.-]+)(?:\s+[^=\s]|\s*$)/.exec(body) ?? [];
    if (name === undefined) return "pairs";
    return hides(name) ? "hidden" : "other";
}

type Redacted = { text: string; mode: "pairs" | "hidden"; open: boolean };

/** @param hasName The name comes first, and stays. */
function hideRest(body: string, hasName: boolean): Redacted {
    const [, name = "", space = "", value = ""] = (hasName && /^([\w.-]+)(\s*)(.*)$/.exec(body)) || ["", "", "", body];
    return { text: name + space + (value === "" ? "" : REDACTED), mode: "hidden", open: false };
}

const PAIR = /^(\s*)([\w.-]+=)((?:"(?:[^"\\]|\\.)*"|'[^']*'|\\.|[^\s"'\\])*)(?=\s|$)/;

/** `NAME=value` pairs. */
function redactPairs(body: string, { open }: { open: boolean }, hides: (name: string) => boolean): Redacted {
    let [text, rest, isHidden] = ["", body, false];
    if (open && /^\S/.test(rest)) [text, rest, isHidden] = [REDACTED, rest.replace(/^\S+/, ""), true];
    while (rest.trim() !== "") {
        const [whole, space = "", name = "", value = ""] = PAIR.exec(rest) ?? [];
        if (whole === undefined) {
            const [, before = "", word = ""] = /^(\s*)(\S+)/.exec(rest) ?? [];
            const known = /^[\w.-]+=?/.exec(word)?.[0] ?? "";
            const isBroken = known.endsWith("=");
            // A name without a value, as ARG may have; else nobody can tell where this ends.
            if (!isBroken && known === word)
                [text, rest, isHidden] = [text + before + word, rest.slice(before.length + word.length), false];
            else if (word === REDACTED) [text, rest] = [text + before + word, rest.slice(before.length + word.length)];
            else return { text: `${text}${before}${isBroken ? known : ""}${REDACTED}`, mode: "hidden", open: false };
            continue;
        }
        isHidden = hides(name.slice(0, -1));
        text += space + name + (isHidden && value !== "" ? REDACTED : value);
        rest = rest.slice(whole.length);
    }
    return { text: text + rest, mode: "pairs", open: isHidden };
}
