/** What a program may do beyond what its caller may. Null is what is not understood for certain. */
import { _ } from "../language.ts";
import { type Meaning, needless } from "./step-meaning.ts";
import type { Command } from "./step-shell.ts";

/**
 * The two programs that map ids for containers of everybody's. Their RPM gives them that right by one way, the bit for
 * root's identity or a capability; the other way is the same right.
 * Authority: shadow-utils, whose newuidmap and newgidmap need CAP_SETUID and CAP_SETGID.
 */
const MAPPING: Readonly<Record<string, string>> = {
    "/usr/bin/newuidmap": "cap_setuid",
    "/usr/bin/newgidmap": "cap_setgid",
};

/** @param all The commands of the same instruction: a right that is taken away has to be given again by one of them. */
export function judgeRights(command: Command | undefined, all: readonly Command[]): Meaning | null {
    const [program, what = "", file = "", ...more] = plainWords(command);
    if (more.length > 0 || MAPPING[file] === undefined) return null;
    const isGiven = all.some(each => givesRight(plainWords(each), file));
    const isTaken = program === "chmod" && /^(?:u-s|0?755)$/.test(what);
    return (isTaken && isGiven) || givesRight(plainWords(command), file)
        ? needless(_("The RPM that brings the program gives it this right already."))
        : null;
}

function givesRight([program, what = "", file, ...more]: readonly string[], wanted: string): boolean {
    if (more.length > 0 || file !== wanted) return false;
    if (program === "chmod") return /^(?:u\+s|0?4755)$/.test(what);
    return program === "setcap" && new RegExp(`^${MAPPING[wanted]}[+=](?:ep|eip|p)$`).test(what);
}

function plainWords(command: Command | undefined): string[] {
    if (!command || command.redirections.length > 0) return [];
    return command.words.every(({ isKnown, isPattern }) => isKnown && !isPattern)
        ? command.words.map(({ text }) => text)
        : [];
}
