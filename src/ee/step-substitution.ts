/** What stands in `$(…)`: commands whose output is not known here, but that leave everything else as it was. */
import type { Command } from "./step-shell.ts";

/** More parentheses in one another than anybody writes. */
const DEEPEST = 4;

/** Where the parenthesis is that closes one; -1 for none. Quotes count for nothing: what they hide is unread then. */
export function endOfSubstitution(text: string, start: number): number {
    let open = 1;
    for (let at = start; at < text.length && open <= DEEPEST; at++) {
        if (text[at] === "(") open += 1;
        else if (text[at] === ")") open -= 1;
        if (open === 0) return at;
    }
    return -1;
}

/** Whether commands only write to their output. */
export const changesNothing = (commands: readonly Command[] | null): boolean =>
    commands !== null && commands.length > 0 && commands.every(isHarmless);

const ALWAYS = /^(?:arch|basename|cat|cut|dirname|echo|egrep|grep|head|id|jq|ls|nproc|printf|tail|tr|uname|whoami)$/;

function isHarmless({ words: [program, ...words], redirections }: Command): boolean {
    if (!program?.isKnown || redirections.some(({ target }) => target.text !== "/dev/null")) return false;
    const given = words.map(({ text }) => text);
    switch (program.text) {
        case "curl":
            return !given.some(word =>
                /^-[a-zA-Z]*[oOTDcK]|^--(?:output|remote|upload|dump|cookie-jar|config)/.test(word),
            );
        case "wget":
            return /^(?:-q )?-q?O ?-(?: -q)? \S+$/.test(given.join(" "));
        case "rpm":
            return /^(?:-E|--eval|-q[a-z]*)$/.test(given[0] ?? "");
        case "date":
            return given.every(word => /^(?:\+.*|-u|-I\w*)$/.test(word));
        case "sed":
            return given.every(word => /^(?:-[Enre]+|s([/|#,])[^\n]*\1[^\n]*\1[gp]*)$/.test(word));
        case "awk":
            return given.every(word => /^(?:-F.*|\{ ?print \$\w+ ?\})$/.test(word));
        default:
            return ALWAYS.test(program.text);
    }
}
