/**
 * What is wrong in a list of Python requirements. ansible-builder hands on what it cannot read; pip stops at it.
 * Authority: pip 24, req/req_file.py; ansible-builder 3.1, introspect.py (pip_file_data).
 */
import type { Fix } from "../issue.ts";
import { _, format } from "../language.ts";
import { besides, type Files } from "./files.ts";
import { isUrl } from "./galaxy.ts";
import { listFinding, replaceInList } from "./list-findings.ts";
import type { Located } from "./located.ts";
import { nearest } from "./nearest.ts";
import { normalizeName, parsePythonRequirement, type RequirementLine, requirementLinesOf } from "./python.ts";
import { joinLines } from "./python-pins.ts";
import type { RequirementText } from "./requirement-text.ts";

const PIP_OPTIONS =
    "-r -c -e -i -f --requirement --constraint --editable --index-url --extra-index-url --no-index --find-links --no-binary --only-binary --prefer-binary --require-hashes --pre --trusted-host --use-feature".split(
        " ",
    );
/** Options that stand behind a requirement, on its line or on those that continue it. */
const BEHIND = /(?<!\s)\s+--(?:hash|config-settings?|global-option)(?:[=\s]\S*)?/g;

/** The findings of a list's lines, each at its first line; a line is looked at when its findings are asked for. */
export function* pythonFindings(list: RequirementText, files: Files): Generator<Located> {
    const seen = new Map<string, number>();
    const linesOf = nestedTexts(files);
    for (const line of joinLines(requirementLinesOf(list.text))) {
        const secret = secretIn(line.text);
        if (secret) yield listFinding(list, "python-secret", secret, line.offset);
        yield* judged(line);
    }

    function judged({ text: whole, offset, number }: RequirementLine): Located[] {
        const option = /^-{1,2}[A-Za-z-]+/.exec(whole)?.[0];
        if (option !== undefined) return optionFinding(list, linesOf, option, whole, offset);
        const text = whole.replace(BEHIND, "");
        if (isUrl(text)) return [];
        if (/^[./]\S*$/.test(text)) return [notCopied(list, text, offset)];
        const requirement = parsePythonRequirement(text);
        if (!requirement) return [unreadable(list, text, offset)];
        const key = `${normalizeName(requirement.name)};${requirement.marker}`;
        const first = seen.get(key);
        seen.set(key, first ?? number);
        if (first === undefined || requirement.marker !== "") return [];
        const message = format(_("$0 is asked for in line $1 already."), requirement.name, first);
        return [listFinding(list, "python-twice", message, offset, withoutLine(list, offset, text.length))];
    }
}

function unreadable(list: RequirementText, text: string, offset: number): Located {
    const single = /^[\w.[\]-]+\s*=(?!=)/.exec(text)?.[0];
    const repaired = single === undefined ? "" : `${single.slice(0, -1)}==${text.slice(single.length)}`;
    const fix =
        single !== undefined && parsePythonRequirement(repaired)
            ? replaceInList(list, _("Write =="), offset + single.length - 1, 1, "==")
            : null;
    return listFinding(list, "python-line", format(_("pip cannot read this line: $0"), text.slice(0, 80)), offset, fix);
}

const notCopied = (list: RequirementText, named: string, offset: number): Located =>
    listFinding(
        list,
        "python-local",
        format(_("ansible-builder does not copy $0 into the build. Name a release, or an address."), named),
        offset,
    );

/** Remove a line of a file; an item of a list in the definition is more than its text. */
function withoutLine(list: RequirementText, offset: number, length: number): Fix | null {
    const start = list.text.lastIndexOf("\n", offset - 1) + 1;
    const end = list.text.indexOf("\n", offset + length);
    return list.at(1) === 1 && end >= 0 ? replaceInList(list, _("Remove it"), start, end + 1 - start, "") : null;
}

/** An address with a password in it goes wherever the list goes. */
function secretIn(text: string): string | null {
    const [, user] = /:\/\/([^\s/@]+)@/.exec(text) ?? [];
    return user === undefined || /^git$/.test(user) || /^\$\{?\w+\}?(?::\$\{?\w+\}?)?$/.test(user)
        ? null
        : _("A password in an address stays readable in the list. It is not carried into a commit.");
}

/** What can stand in the place of a `-r` line: a file's text without options; null for others. Each file is read once. */
function nestedTexts(files: Files): (path: string) => string | null {
    const known = new Map<string, string | null>();
    return path => {
        const before = known.get(path);
        if (before !== undefined) return before;
        const text = files.get(path);
        const isPlain = text !== undefined && !requirementLinesOf(text).some(line => line.text.startsWith("-"));
        known.set(path, isPlain ? text.trimEnd() : null);
        return isPlain ? text.trimEnd() : null;
    };
}

function optionFinding(
    list: RequirementText,
    linesOf: (path: string) => string | null,
    option: string,
    text: string,
    offset: number,
): Located[] {
    const short = option.startsWith("--") ? option : option.slice(0, 2);
    if (!PIP_OPTIONS.includes(short)) {
        const near = nearest(option, PIP_OPTIONS);
        const message = near
            ? format(_("$0 is no option that pip takes here. Did you mean $1?"), option, near)
            : format(_("$0 is no option that pip takes here."), option);
        const fix = near ? replaceInList(list, _("Rename it"), offset, option.length, near) : null;
        return [listFinding(list, "pip-option", message, offset, fix)];
    }
    const [, kind = "", named] =
        /^(-r|-c|-e|-f|--requirement|--constraint|--editable|--find-links)[\s=]*(\S+)/.exec(text) ?? [];
    if (named === undefined || isUrl(named)) return [];
    if (/^(?:-e|-f|--editable|--find-links)$/.test(kind)) return [notCopied(list, named, offset)];
    const isNested = kind === "-r" || kind === "--requirement";
    const nested = isNested ? linesOf(besides(list.file, named)) : null;
    const fix = nested === null ? null : replaceInList(list, _("Put its lines here"), offset, text.length, nested);
    const message = isNested
        ? _("ansible-builder does not copy $0 into the build, which stops there: put its lines here.")
        : _("ansible-builder does not copy $0 into the build, and pip stops there: put its conditions here.");
    return [listFinding(list, "nested-requirements", format(message, named), offset, fix)];
}
