/** What a definition says of itself: the first line of its first comment. */
import { bomLength } from "./text.ts";

/** Looked at from the top: a comment further down explains a line, not the whole. */
const MOST_LINES = 30;
/** Addresses, rules, and what is written for editors, linters and lawyers say nothing of this definition. */
const OF_NO_USE =
    /:\/\/|^(?:vim?:|-\*-|yamllint|ansible-lint|noqa|spdx-|copyright|\(c\)|©|!\/|this file (?:is used to build|was generated))/i;

/** One line without "#" and without the definition's own name before a colon; "" when it says nothing. */
export function descriptionOf(text: string, name = ""): string {
    for (const line of text.slice(bomLength(text), 10_000).split(/\r?\n/, MOST_LINES)) {
        if (/^\s*$|^---/.test(line)) continue;
        const [, comment] = /^#+[ \t]*(.*?)[ \t]*$/.exec(line) ?? [];
        if (comment === undefined) return "";
        if (!/\p{L}{2}/u.test(comment) || OF_NO_USE.test(comment)) continue;
        const own = name !== "" && comment.startsWith(`${name}:`) ? comment.slice(name.length + 1).trim() : comment;
        return own.replace(/\.$/, "").slice(0, 200);
    }
    return "";
}
