/** Fixes for lines that YAML cannot read: each is tried, and offered only if the text can be read further with it. */
import type { Edit, Fix } from "../issue.ts";
import { _ } from "../language.ts";
import { applyEdits } from "./fix.ts";
import { pythonText } from "./python-text.ts";
import { lineStart } from "./text.ts";
import { yamlRefusal } from "./yaml-grammar.ts";
import { scanTokens } from "./yaml-tokens.ts";

/** A line that cannot be read: the place in it, and what PyYAML says. */
export type Broken = { text: string; file: string; offset: number; problem: string };

/** The first repair that lets the text be read beyond this line; null when none does. */
export function mend({ text, file, offset, problem }: Broken): Fix | null {
    const start = lineStart(text, offset);
    const end = text.slice(start).search(/\r?\n|\r|$/) + start;
    const before = pythonText(text).text.length;
    for (const [title, edits] of repairs(text, start, end, offset, problem)) {
        const changed = applyEdits(text, edits);
        const python = pythonText(changed);
        const left = yamlRefusal(scanTokens(python.text));
        const grown = python.text.length - before;
        if (!left || left.mark.index - grown > pythonText(text.slice(0, end)).text.length)
            return { title, file, edits };
    }
    return null;
}

type Repair = [title: string, edits: Edit[]];

function repairs(text: string, start: number, end: number, offset: number, problem: string): Repair[] {
    const line = text.slice(start, end);
    if (line.includes("\t") && /'\\t'/.test(problem)) {
        const spaces = /^[ \t]*/.exec(line)?.[0] ?? "";
        const edits = [...line.matchAll(/\t+/g)].map(({ 0: tabs, index }) => {
            const isLast = line.slice(index).trim() === "";
            const put = isLast ? "" : index < spaces.length ? "  ".repeat(tabs.length) : " ";
            return { offset: start + index, length: tabs.length, text: put };
        });
        return [[_("Replace the tabs"), edits]];
    }
    const [, prefix = "", value = ""] = /^(\s*(?:- +)*(?:[\w.-]+:[ \t]+)?(?:- +)*)(.*?)(?:\s+#.*)?$/.exec(line) ?? [];
    const quoted: Repair = [
        _("Quote it"),
        [{ offset: start + prefix.length, length: value.length, text: `'${value.replaceAll("'", "''")}'` }],
    ];
    const put = (title: string, at: number, added: string): Repair => [title, [{ offset: at, length: 0, text: added }]];
    const behind = start + line.trimEnd().length;
    if (/expected ':'/.test(problem)) return [put(_("Add the colon"), behind, ":")];
    if (/end of stream|separator/.test(problem)) return [put(_("Close the quote"), behind, text[offset] ?? "")];
    if (/unknown escape|escape sequence/.test(problem)) {
        const slash = text.lastIndexOf("\\", offset);
        return [put(_("Double the backslash"), slash, "\\")];
    }
    if (/',' or|stream end|<block|node content/.test(problem)) {
        const open = [...line.matchAll(/[[\]{}]/g)].reduce((stack, { 0: bracket }) => {
            if (bracket === "[" || bracket === "{") return (bracket === "[" ? "]" : "}") + stack;
            return stack.startsWith(bracket) ? stack.slice(1) : stack;
        }, "");
        if (open !== "") return [put(_("Close the bracket"), behind, open)];
    }
    return value === "" || /^['"|>[{]/.test(value) ? [] : [quoted];
}
