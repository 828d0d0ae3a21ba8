/** What is wrong in a list of requirements: how it is told, and what makes a bindep list unreadable. */
import type { Fix } from "../issue.ts";
import { _, format } from "../language.ts";
import { type BindepError, parseBindep } from "./bindep.ts";
import type { Located } from "./located.ts";
import type { RequirementText } from "./requirement-text.ts";

/** Longest list that is judged, in UTF-16 units; those that people write have a hundredth of it. */
export const LONGEST_LIST = 500_000;

/** A warning at an offset of the list's own text. */
export const listFinding = (
    list: RequirementText,
    code: string,
    message: string,
    offset: number,
    fix: Fix | null = null,
): Located => ({
    severity: "warning",
    code,
    message,
    path: list.path,
    file: list.file,
    fix,
    offset: list.at(offset),
});

/** A fix by one replacement, offsets in the list's own text; none where text and file do not run alike. */
export function replaceInList(
    list: RequirementText,
    title: string,
    offset: number,
    length: number,
    text: string,
): Fix | null {
    const [start, end] = [list.at(offset), list.at(offset + length)];
    return end - start === length ? { title, file: list.file, edits: [{ offset: start, length, text }] } : null;
}

/** Lines of a bindep file. One that cannot be read is an end of all. What is found is put into words when it is asked for. */
export function* bindepFindings(list: RequirementText): Generator<Located> {
    const { errors } = parseBindep(list.text);
    const starts = [0, ...[...list.text.matchAll(/\n/g)].map(({ index }) => index + 1)];
    for (const error of errors) {
        const offset = (starts[error.line - 1] ?? 0) + error.column - 1;
        const [message, fix] = bindepWords(list, error, offset);
        yield listFinding(list, "bindep-unreadable", message, offset, fix);
    }
}

function bindepWords(list: RequirementText, error: BindepError, offset: number): [string, Fix | null] {
    const whole = format(
        _("makes all of $0 unreadable; no system packages would be installed."),
        list.file.startsWith("execution-environment.") ? _("the list") : list.file,
    );
    const rest = list.text.slice(offset);
    switch (error.reason) {
        case "space-after-operator": {
            const [, before = "", operator = "", space = ""] = /^( *)([<>=!]+)( +)/.exec(rest) ?? [];
            const fix = replaceInList(
                list,
                _("Remove the space"),
                offset + before.length + operator.length,
                space.length,
                "",
            );
            return [format(_("A space after $0 $1"), operator, whole), fix];
        }
        case "upper-case-profile": {
            const word = /^[\w:.-]+/.exec(rest)?.[0] ?? "";
            const fix = replaceInList(list, _("Use lower case"), offset, word.length, word.toLowerCase());
            return [format(_("Upper case in a profile $0"), whole), fix];
        }
        case "tab": {
            const at = list.text.indexOf("\t", list.text.lastIndexOf("\n", offset) + 1);
            return [format(_("A tab $0"), whole), replaceInList(list, _("Replace the tab"), at, 1, " ")];
        }
        default:
            return [format(_("“$0” $1"), error.text.slice(0, 60), whole), null];
    }
}
