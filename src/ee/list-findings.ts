/** What is wrong in the requirement lists, each judged by its own grammar. */
import type { Fix } from "../issue.ts";
import { _, format } from "../language.ts";
import { type BindepError, parseBindep } from "./bindep.ts";
import { besides, type Files } from "./files.ts";
import { isUrl } from "./galaxy.ts";
import type { Located } from "./located.ts";
import { nearest } from "./nearest.ts";
import { normalizeName, parsePythonRequirement, requirementLinesOf } from "./python.ts";
import type { RequirementText } from "./requirement-text.ts";

const finding = (
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
function replace(list: RequirementText, title: string, offset: number, length: number, text: string): Fix | null {
    const [start, end] = [list.at(offset), list.at(offset + length)];
    return end - start === length ? { title, file: list.file, edits: [{ offset: start, length, text }] } : null;
}

/** Options that are complete without a value. */
const PIP_OPTIONS =
    "-r -c -e -i -f --requirement --constraint --editable --index-url --extra-index-url --no-index --find-links --no-binary --only-binary --prefer-binary --require-hashes --pre --trusted-host --use-feature --hash --config-settings --global-option".split(
        " ",
    );

/** Lines of a Python requirements file. ansible-builder hands on what it cannot read; pip stops at it. */
export function pythonFindings(list: RequirementText, files: Files): Located[] {
    const seen = new Map<string, number>();
    return requirementLinesOf(list.text).flatMap((line): Located[] => {
        const { text, offset, number } = line;
        const option = /^-{1,2}[A-Za-z-]+/.exec(text)?.[0];
        if (option !== undefined) return optionFinding(list, files, option, text, offset);
        if (isUrl(text) || /^[./]\S*$/.test(text) || text.endsWith("\\")) return [];
        const requirement = parsePythonRequirement(text);
        if (!requirement) {
            const single = /^[\w.[\]-]+\s*=(?!=)/.exec(text)?.[0];
            const fix = single ? replace(list, _("Write =="), offset + single.length - 1, 1, "==") : null;
            return [
                finding(
                    list,
                    "python-line",
                    format(_("pip cannot read this line: $0"), text.slice(0, 80)),
                    offset,
                    fix,
                ),
            ];
        }
        const key = `${normalizeName(requirement.name)};${requirement.marker}`;
        const first = seen.get(key);
        seen.set(key, first ?? number);
        if (first === undefined || requirement.marker !== "") return [];
        return [
            finding(
                list,
                "python-twice",
                format(_("$0 is asked for in line $1 already."), requirement.name, first),
                offset,
            ),
        ];
    });
}

function optionFinding(list: RequirementText, files: Files, option: string, text: string, offset: number): Located[] {
    const short = option.startsWith("--") ? option : option.slice(0, 2);
    if (!PIP_OPTIONS.includes(short)) {
        const near = nearest(option, PIP_OPTIONS);
        const message = near
            ? format(_("$0 is no option that pip takes here. Did you mean $1?"), option, near)
            : format(_("$0 is no option that pip takes here."), option);
        const fix = near ? replace(list, _("Rename it"), offset, option.length, near) : null;
        return [finding(list, "pip-option", message, offset, fix)];
    }
    const named = /^(?:-r|-c|--requirement|--constraint)[\s=]*(\S+)/.exec(text)?.[1];
    if (named === undefined || isUrl(named)) return [];
    const nested = files.get(besides(list.file, named));
    const fix =
        nested !== undefined && /^(?:-r|--requirement)/.test(text)
            ? replace(list, _("Put its lines here"), offset, text.length, nested.trimEnd())
            : null;
    const message = _("ansible-builder does not copy $0 into the build: put its lines here.");
    return [finding(list, "nested-requirements", format(message, named), offset, fix)];
}

/** Lines of a bindep file. One that cannot be read is an end of all. */
export function bindepFindings(list: RequirementText): Located[] {
    const { errors } = parseBindep(list.text);
    const starts = [0, ...[...list.text.matchAll(/\n/g)].map(({ index }) => index + 1)];
    return errors.map(error => {
        const offset = (starts[error.line - 1] ?? 0) + error.column - 1;
        const [message, fix] = bindepWords(list, error, offset);
        return finding(list, "bindep-unreadable", message, offset, fix);
    });
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
            const fix = replace(
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
            const fix = replace(list, _("Use lower case"), offset, word.length, word.toLowerCase());
            return [format(_("Upper case in a profile $0"), whole), fix];
        }
        case "tab":
            return [format(_("A tab $0"), whole), null];
        default:
            return [format(_("“$0” $1"), error.text.slice(0, 60), whole), null];
    }
}
