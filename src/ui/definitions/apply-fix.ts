/** Apply the fix of a finding that may be older than the text: findings come a while after the last key. */
import { checkDefinition } from "../../ee/check.ts";
import { applyEdits } from "../../ee/fix.ts";
import type { Issue } from "../../issue.ts";
import type { Files } from "./history.ts";

/** The files with the same finding, as it is in them by now, fixed; as they are where there is no such finding any more. */
export function applyFix(files: Files, shown: Issue): Files {
    const same = checkDefinition(files).findings.filter(finding => nameOf(finding) === nameOf(shown));
    // Lines that are alike have findings that are alike.
    const found = same.length > 1 ? same.find(({ line }) => line === shown.line) : same[0];
    if (!found?.fix) return files;
    const { file, edits } = found.fix;
    return new Map(files).set(file, applyEdits(files.get(file) ?? "", edits));
}

/** What a finding is about, wherever the text has it. */
const nameOf = ({ code, file, path, message, fix }: Issue): string =>
    JSON.stringify([code, file, path, message, fix?.title]);
