/** What PyYAML has against a text, word for word, with what it means and often a way out. */
import type { Fix } from "../issue.ts";
import { _, format } from "../language.ts";
import { type PythonText, pythonText } from "./python-text.ts";
import type { YamlRefusal } from "./yaml-cursor.ts";
import { yamlRefusal } from "./yaml-grammar.ts";
import { mend } from "./yaml-mend.ts";
import { scanTokens, type Tokens } from "./yaml-tokens.ts";

export type YamlProblem = {
    code: string;
    message: string;
    offset: number;
    /** What ansible-builder prints; for what it does not catch, the last line of Python's traceback. */
    builderMessage: string;
    fix: Fix | null;
};

/** A text as Python has it, and the tokens that PyYAML scans of it. */
export type ScannedText = { python: PythonText; tokens: Tokens };

export function scanText(text: string): ScannedText {
    const python = pythonText(text);
    return { python, tokens: scanTokens(python.text) };
}

/** Null for a text that PyYAML takes; `file` is the name it has in messages. */
export function yamlComplaint(text: string, { python, tokens }: ScannedText, file: string): YamlProblem | null {
    const refusal = yamlRefusal(tokens);
    if (!refusal) return null;
    const said = python.restore(saidOf(refusal, file));
    const [code, words, place] = wordsFor(refusal, python.text);
    const message = python.restore(words);
    const offset = python.offsetOf(place);
    return {
        code,
        message,
        offset,
        builderMessage: refusal.caught ? `An error occurred while parsing the definition file:\n${said}` : said,
        fix: code === "yaml" ? mend({ text, file, offset, problem: refusal.problem }) : null,
    };
}

/** PyYAML's error as text; it leaves out the place of the context where that is the place of the problem. */
function saidOf({ context, contextMark, problem, mark }: YamlRefusal, file: string): string {
    const at = ({ line, column }: { line: number; column: number }) =>
        `  in "${file}", line ${line + 1}, column ${column + 1}`;
    const isSame = contextMark?.line === mark.line && contextMark.column === mark.column;
    const lines = [context, contextMark && !isSame ? at(contextMark) : null, problem, at(mark)];
    return lines.filter(line => line !== null).join("\n");
}

type Words = [code: string, message: string, place: number];

/** Ours for the commonest of PyYAML's words, and the place to look at. */
function wordsFor(refusal: YamlRefusal, text: string): Words {
    const { context, contextMark, problem, mark } = refusal;
    const opened = contextMark?.index ?? mark.index;
    const unread = (why: string, place = mark.index): Words => [
        "yaml",
        format(_("This line cannot be read: $0. Fix it to use the form."), why),
        place,
    ];
    const here = text[mark.index] ?? "";
    if (/another document/.test(problem)) {
        const message = _(
            "A second document begins here. A definition is one document: remove the line with three dashes.",
        );
        return ["yaml-second-document", message, mark.index];
    }
    if (/undefined alias/.test(problem)) {
        const name = /'(.*)'/.exec(problem)?.[1] ?? "";
        return ["yaml-alias", format(_("*$0 stands for nothing: no &$0 comes before it."), name), mark.index];
    }
    if (/second occurrence/.test(problem)) {
        const name = /'(.*)'/.exec(context ?? "")?.[1] ?? "";
        return ["yaml-anchor", format(_("&$0 is in line $1 already."), name, (contextMark?.line ?? 0) + 1), mark.index];
    }
    if (/'\\t' that cannot start/.test(problem)) return unread(_("it has a tab; use spaces"));
    if (/cannot start any token/.test(problem)) return unread(format(_("text that begins with $0 needs quotes"), here));
    if (/mapping values/.test(problem)) return unread(_("it has a second colon, or is indented too far"));
    if (/sequence entries/.test(problem)) return unread(_("a list's dash must begin a line of its own"));
    if (/expected ':'/.test(problem)) return unread(_("its colon is missing"), opened);
    if (/quoted/.test(context ?? "") && /end of stream|separator/.test(problem))
        return unread(_("its quote is not closed"), opened);
    if (/unknown escape|escape sequence/.test(problem))
        return unread(_("a backslash in double quotes must be doubled"));
    if (/flow/.test(context ?? "")) {
        const bracket = /node/.test(context ?? "")
            ? Math.max(text.lastIndexOf("[", mark.index - 1), text.lastIndexOf("{", mark.index - 1), 0)
            : opened;
        const isEnd = /stream end|block|document/.test(problem) || lineOf(text, bracket) !== mark.line;
        return isEnd ? unread(_("its bracket is not closed"), bracket) : unread(_("a comma or a bracket is missing"));
    }
    if (/node content|<block end>/.test(problem))
        return unread(
            here === "]" || here === "}" || here === ","
                ? format(_("$0 has no beginning"), here)
                : _("it does not begin under the lines that it belongs to"),
        );
    if (/block scalar/.test(context ?? "")) return unread(_("nothing but a comment may follow | or > on its line"));
    if (/anchor|alias/.test(context ?? "")) return unread(_("text that begins with & or * needs quotes"), opened);
    if (/tag/.test(context ?? "") || /tag handle/.test(problem))
        return unread(_("text that begins with ! needs quotes"), opened);
    return unread(problem);
}

const lineOf = (text: string, offset: number): number => text.slice(0, offset).split("\n").length - 1;
