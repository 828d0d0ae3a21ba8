/** `if` in a shell's text. Its commands are read like others; which of them are run, only the machine knows that runs them. */
import { type Cursor, Unread } from "./step-word.ts";

/** What may stand behind each keyword of one `if`. */
const NEXT: Readonly<Record<string, readonly string[]>> = {
    if: ["then"],
    elif: ["then"],
    // biome-ignore lint/suspicious/noThenProperty: the shell's word
    then: ["elif", "else", "fi"],
    else: ["fi"],
};

/** More of them in one another than anybody writes. */
const DEEPEST = 10;

/** The keyword that begins here, where a command would; null for none. */
export function readKeyword(cursor: Cursor): string | null {
    const keyword =
        /^(?:if|then|elif|else|fi)(?=[\s;]|$)/.exec(cursor.text.slice(cursor.at, cursor.at + 5))?.[0] ?? null;
    cursor.at += keyword?.length ?? 0;
    return keyword;
}

/** @param open The last keyword of each `if` that has not ended, the innermost last. Throws Unread where the keyword has no place. */
export function changeConditions(open: readonly string[], keyword: string): string[] {
    if (keyword === "if" && open.length < DEEPEST) return [...open, keyword];
    if (!NEXT[open.at(-1) ?? ""]?.includes(keyword)) throw new Unread();
    return keyword === "fi" ? open.slice(0, -1) : [...open.slice(0, -1), keyword];
}
