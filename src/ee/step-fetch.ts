/** Build steps that fetch a file or unpack an archive. Null is what is not understood for certain. */
import { _ } from "../language.ts";
import { plainPath } from "./files.ts";
import {
    combine,
    inBlueprint,
    inContent,
    type Meaning,
    madeAt,
    make,
    notNeeded,
    type StepContext,
} from "./step-meaning.ts";

const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** What curl or wget fetches, and where to; "-" is standard output. Null for other options. */
function readFetch(program: string, words: readonly string[]): { url: string; file: string } | null {
    const urls: string[] = [];
    let file: string | null = program === "curl" ? "-" : null;
    for (let at = 0; at < words.length; at++) {
        const word = words[at] ?? "";
        const output = /^(?:-[fsSLg]*o|--output)$/.test(word) && program === "curl";
        const document = /^(?:-q?O|--output-document)$/.test(word) && program === "wget";
        const [, inline] = /^(?:--output|--output-document|-q?O)=?(-?.*)$/.exec(word) ?? [];
        if (output || document) {
            at += 1;
            file = words[at] ?? null;
        } else if (program === "curl" && /^(?:-[fsSLg]*O|--remote-name)$/.test(word)) file = null;
        else if (program === "wget" && inline) file = inline;
        else if (/^--(?:retry|max-time|connect-timeout|tries|timeout|retry-delay)$/.test(word)) at += 1;
        else if (
            /^(?:-[fsSLgqnv]+|-#|--(?:fail|silent|show-error|location|quiet|no-verbose|create-dirs|compressed)|--proto=\S+|--tlsv1\.\d|--(?:retry|tries)=\d+)$/.test(
                word,
            )
        )
            continue;
        else if (/^https?:\/\/[^\s*?]+$/.test(word)) urls.push(word);
        else return null;
    }
    const [url, ...more] = urls;
    return url === undefined || more.length > 0 ? null : { url, file: file ?? nameOf(url.replace(/[?#].*$/, "")) };
}

/** Fetching into a file. One that has no place yet must be moved to one. */
export function judgeFetch(program: string, words: readonly string[], context: StepContext): Meaning | null {
    const fetch = readFetch(program, words);
    if (!fetch || fetch.file === "-" || fetch.file === "") return null;
    if (/^\/etc\/yum\.repos\.d\/[\w.-]+$/.test(fetch.file))
        return inBlueprint(_("A repository, as a source of the composer."), "equivalent");
    if (fetch.file.startsWith("/")) {
        const meaning = make(fetch.file, context);
        return meaning?.carrier === "blueprint" ? inContent(_("A file from an address.")) : meaning;
    }
    if (/^[\w.+-]+$/.test(fetch.file)) context.made.set(fetch.file, "scratch");
    return /^[\w.+-]+$/.test(fetch.file) ? notNeeded(_("Only later steps use it.")) : null;
}

/** An archive that is unpacked: one that an earlier step brought, or what the command before writes. */
export function judgeUnpack(
    words: readonly string[],
    context: StepContext,
    before: readonly string[] | null,
): Meaning | null {
    const fetched = before && readFetch(before[0] ?? "", before.slice(1));
    if (before && fetched?.file !== "-") return null;
    let directory = "";
    let archive: string | null = before ? "-" : null;
    const members: string[] = [];
    const [first = "", ...rest] = words;
    if (!/^-?[xvzjJf]*$/.test(first) || !first.includes("x")) return null;
    const queue = [...rest];
    if (first.includes("f")) archive = queue.shift() ?? null;
    while (queue.length > 0) {
        const word = queue.shift() ?? "";
        if (word === "-C" || word === "--directory") directory = queue.shift() ?? "";
        else if (/^--strip-components=?\d*$/.test(word)) {
            if (!word.includes("=")) queue.shift();
        } else if (/^-[vzjJ]+$|^--no-same-owner$/.test(word)) continue;
        else if (word.startsWith("-") || !/^[\w./+-]+$/.test(word)) return null;
        else members.push(word);
    }
    const isThere = before ? archive === "-" : archive !== null && madeAt(archive, context) !== null;
    if (!isThere || !directory.startsWith("/")) return null;
    const paths = members.length > 0 ? members.map(member => `${plainPath(directory)}/${nameOf(member)}`) : [directory];
    const meanings = paths.map(path => make(path, context));
    if (meanings.some(meaning => meaning === null)) return null;
    return combine(
        meanings.flatMap(meaning => (meaning?.carrier === "blueprint" ? inContent(meaning.note) : (meaning ?? []))),
    );
}
