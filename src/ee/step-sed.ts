/** Build steps that change files of packages by sed. Null is what is not understood for certain. */
import { fromSources } from "./step-fetch.ts";
import type { Meaning, StepContext } from "./step-meaning.ts";
import { placeOf } from "./step-path.ts";
import { doOnce } from "./step-start.ts";

const OF_DNF = /^\/etc\/(?:yum\.repos\.d\/[\w.*-]+|dnf\/dnf\.conf|yum\.conf)$/;

/** What a package brings is not known here, and what is in it when the system starts is changed then. */
export function judgeSed(words: readonly string[], context: StepContext): Meaning | null {
    const read = readSed(words);
    if (!read || read.files.some(file => context.made.has(file))) return null;
    if (read.files.every(file => OF_DNF.test(file))) return fromSources();
    const areOnes = read.files.every(
        file => /^\/etc\/[\w./-]+$/.test(file) && !file.includes("..") && !OF_DNF.test(file) && placeOf(file) !== null,
    );
    return areOnes ? doOnce("ee-sed", ["/usr/bin/sed", ...words], context) : null;
}

/** Null for other options, and where a word may be a script as well as a file. */
function readSed(words: readonly string[]): { files: string[] } | null {
    const rest: string[] = [];
    let isInPlace = false;
    let scripts = 0;
    for (let at = 0; at < words.length; at++) {
        const word = words[at] ?? "";
        const [, expression] = /^(?:--expression=|-e(?=.))(.*)$/s.exec(word) ?? [];
        if (word === "-e" || word === "--expression") {
            at += 1;
            scripts += 1;
        } else if (expression !== undefined) scripts += 1;
        else if (/^(?:-[Erns]*i|--in-place)$/.test(word)) isInPlace = true;
        else if (/^(?:-[Erns]+|--regexp-extended)$/.test(word)) continue;
        else if (word.startsWith("-")) return null;
        else rest.push(word);
    }
    const files = scripts > 0 ? rest : rest.slice(1);
    return isInPlace && files.length > 0 && files.every(file => file.startsWith("/")) ? { files } : null;
}
