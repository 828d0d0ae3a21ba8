/** What ENV and ARG become: variables of everybody's, and of the steps. */
import { _, format } from "../language.ts";
import type { Effect } from "./effect.ts";
import { REDACTED } from "./redact-url.ts";
import { carried, type Judgement, notNeeded, type StepContext } from "./step-meaning.ts";
import { parseShell } from "./step-shell.ts";

/** Names of variables that nobody should find in a commit. */
const SECRET = /TOKEN|PASSWORD|PASSWD|SECRET|CREDENTIAL|API_?KEY/i;

/** Longer than any value that somebody writes. */
const LONGEST = 10_000;

const unread = (): Judgement => ({ reason: _("Its words are not understood.") });

export function judgeEnvironment(rest: string, context: StepContext): Judgement {
    // The old form has one name, and the rest of the line is its value.
    const [, oldName, oldValue = ""] = /^([A-Za-z_]\w*)\s+(?!=)([^"'\\]*)$/.exec(rest) ?? [];
    const text = oldName === undefined ? rest : `${oldName}="${oldValue}"`;
    if (text.includes(REDACTED))
        return { reason: _("Its value is a secret, and what is in a commit everybody can read.") };
    const [command, ...others] =
        parseShell(text, new Map([...context.variables].filter(([name]) => name !== "PATH"))) ?? [];
    const words = command?.words ?? [];
    const pairs = words.map(({ text: pair, isKnown }) => ({ isKnown, match: /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(pair) }));
    if (words.length === 0 || others.length > 0 || command?.redirections.length || pairs.some(({ match }) => !match))
        return unread();
    const effects: Effect[] = [];
    for (const { isKnown, match } of pairs) {
        const [, name = "", value = ""] = match ?? [];
        if (SECRET.test(name))
            return { reason: format(_("$0 looks like a secret, and what is in a commit everybody can read."), name) };
        // A variable may add to itself, as PATH does; no other dollar is told apart from one that is meant so.
        const isOwn = value.replace(new RegExp(`\\$${name}(?!\\w)`, "g"), "").includes("$") === false;
        if (!isOwn || (isKnown && value.includes("$")))
            return { reason: _("It needs a variable that has no value here.") };
        context.arguments.delete(name);
        if (isKnown) context.variables.set(name, value);
        else context.variables.delete(name);
        // Of one variable only the last effect counts: it has all that was added before.
        const before = context.additions.get(name) ?? `$${name}`;
        const whole = value.replace(new RegExp(`\\$${name}(?!\\w)`, "g"), () => before);
        if (whole.length > LONGEST || /\p{Cc}/u.test(whole)) return unread();
        if (isKnown) context.additions.delete(name);
        else context.additions.set(name, whole);
        effects.push({ kind: "environment", name, value: whole });
    }
    return { meaning: carried(effects, _("A file below /etc/profile.d."), "equivalent") };
}

export function judgeArgument(rest: string, context: StepContext): Judgement {
    // What was redacted has no value here.
    const [command, ...others] = parseShell(rest.replaceAll(REDACTED, "$REDACTED"), context.variables) ?? [];
    if (!command || others.length > 0 || command.redirections.length > 0) return unread();
    for (const { text, isKnown } of command.words) {
        const [, name = "", value] = /^([A-Za-z_]\w*)(?:=([\s\S]*))?$/.exec(text) ?? [];
        if (name === "") return unread();
        if (value === undefined) continue;
        context.arguments.add(name);
        if (isKnown) context.variables.set(name, value);
        else context.variables.delete(name);
    }
    return { meaning: notNeeded(_("Its value is put in where it is used.")) };
}
