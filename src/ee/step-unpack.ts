/** Build steps that unpack a tar or a zip: one that an earlier step fetched or brought, or what the command before writes. */
import type { ArchiveSource } from "./effect.ts";
import { plainPath } from "./files.ts";
import { readFetch } from "./step-fetch.ts";
import { combineAll, type Meaning, type StepContext } from "./step-meaning.ts";
import { isScratch, pathOf } from "./step-path.ts";
import { madeAt, make } from "./step-place.ts";
import { hidesMade } from "./step-unpacked.ts";

type Unpacking = {
    /** "-" for standard input. */
    archive: string;
    directory: string;
    /** Names in the archive; all of it without any. */
    members: string[];
    /** So many directories of each name are left out. */
    stripped: number;
};

/** @param before The command that writes what is unpacked; null for none. */
export function judgeUnpack(
    program: string,
    words: readonly string[],
    context: StepContext,
    before: readonly string[] | null,
): Meaning | null {
    const unpacking = program === "tar" ? readTar(words) : readUnzip(words);
    if (!unpacking || (unpacking.archive === "-") !== (before !== null)) return null;
    const fetched = before ? fetchedBy(before) : fetchedAt(unpacking.archive, context);
    if (!fetched) return null;
    const { archive } = fetched;
    const { directory, members, stripped } = unpacking;
    if (members.length === 0) {
        const path = pathOf(directory, context) ?? "";
        if (hidesMade(path, context)) return null;
        // What is taken on from a directory that is there for a while is taken by its name in the archive.
        const isNamed = stripped === 0 || !isScratch(path);
        const member = isNamed ? "/".repeat(stripped) : "";
        return make(directory, { kind: "unpacked", archive: isNamed ? archive : null, member }, context);
    }
    return combineAll(
        members.map(member => {
            const name = plainPath(member).split("/").slice(stripped).join("/");
            if (name === "" || member.endsWith("/") || /[*?[]/.test(member)) return null;
            const from = archive && { ...archive, member };
            return make(`${directory}/${name}`, { kind: "file", from, mode: null }, context);
        }),
    );
}

/** `archive` is null where its address is not known. */
type Fetched = { archive: ArchiveSource | null };

function fetchedBy([program = "", ...words]: readonly string[]): Fetched | null {
    const fetch = readFetch(program, words);
    return fetch?.file === "-" ? { archive: fetch.url === null ? null : { url: fetch.url, sha256: null } } : null;
}

function fetchedAt(file: string, context: StepContext): Fetched | null {
    const made = madeAt(file, context);
    if (made?.kind !== "file") return null;
    if (made.from === null) return { archive: null };
    if ("text" in made.from) return null;
    if (!("member" in made.from)) return { archive: { definition: made.from.definition } };
    if (!("url" in made.from) || made.from.member !== null) return null;
    return { archive: { url: made.from.url, sha256: made.from.sha256 } };
}

/** Null for other options. */
function readTar(words: readonly string[]): Unpacking | null {
    const queue = [...words];
    const read: Unpacking = { archive: "-", directory: ".", members: [], stripped: 0 };
    let isUnpacking = false;
    // Each member goes into the directory that was named last before it, and a second one is looked for in the first.
    const enter = (directory: string) => {
        isPlain &&= read.directory === "." && read.members.length === 0;
        read.directory = directory;
    };
    let isPlain = true;
    for (let isFirst = true; queue.length > 0; isFirst = false) {
        const word = queue.shift() ?? "";
        const [, strip] = /^--strip(?:-components)?(?:=(\d+))?$/.exec(word) ?? [];
        if ((isFirst ? /^-?[xvzjJf]+$/ : /^-[xvzjJf]+$/).test(word)) {
            isUnpacking ||= word.includes("x");
            // Behind a dash the rest of the word would be the file.
            if (/f$|^(?!-).*f/.test(word)) read.archive = queue.shift() ?? "";
            else if (word.includes("f")) return null;
        } else if (word === "-C" || word === "--directory") enter(queue.shift() ?? "");
        else if (word.startsWith("--directory=")) enter(word.slice("--directory=".length));
        else if (word.startsWith("--strip")) {
            const count = strip ?? queue.shift() ?? "";
            if (!/^\d$/.test(count)) return null;
            read.stripped = Number(count);
        } else if (/^--(?:no-same-owner|gzip|overwrite)$/.test(word)) continue;
        else if (word.startsWith("-")) return null;
        else read.members.push(word);
    }
    return isUnpacking && isPlain ? read : null;
}

function readUnzip(words: readonly string[]): Unpacking | null {
    const queue = [...words];
    const operands: string[] = [];
    let directory = ".";
    while (queue.length > 0) {
        const word = queue.shift() ?? "";
        if (word === "-d") directory = queue.shift() ?? "";
        else if (/^-[qo]+$/.test(word)) continue;
        else if (word.startsWith("-")) return null;
        else operands.push(word);
    }
    const [archive = "", ...members] = operands;
    return archive === "" || archive === "-" ? null : { archive, directory, members, stripped: 0 };
}
