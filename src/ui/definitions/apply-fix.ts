/** Apply a finding's fix to the files it was made for. */
import type { Fix } from "../../issue.ts";
import type { Files } from "./history.ts";

/** The edits of a fix all count from the text as it was, so the last one is made first. */
export function applyFix(files: Files, { file, edits }: Fix): Files {
    const text = edits
        .toSorted((left, right) => right.offset - left.offset)
        .reduce(
            (changed, { offset, length, text: put }) => changed.slice(0, offset) + put + changed.slice(offset + length),
            files.get(file) ?? "",
        );
    return new Map(files).set(file, text);
}
