/** What additional_build_files puts below _build, and of which file of the definition it is a copy. */
import { isText } from "../host/bytes.ts";
import { besides, type Files, kindOf, plainPath } from "./files.ts";
import { glob, globPaths } from "./glob.ts";
import { redactFiles } from "./redact.ts";
import { holdsSecret } from "./redact-bytes.ts";
import { REDACTED } from "./redact-url.ts";
import type { StepContext } from "./step-meaning.ts";

/** `name` below what a step copies, "" for a file that it names; `definition` relative to the definition's directory. */
export type Given = { name: string; definition: string };

type Added = { src: string; dest: string };

/** One file below _build. */
export type Placed = { at: string; definition: string };

/**
 * What a path below _build stands for; none where additional_build_files brings nothing there.
 * Authority: ansible-builder 3.2, where a file is put below `dest` by its name, and of a directory what is in it.
 */
export function givenAt(source: string, context: StepContext): Given[] {
    const plain = plainPath(source);
    if (source.split("/").includes("..") || !plain.startsWith("_build/")) return [];
    const { placed, budget } = context;
    budget.files -= placed.length;
    if (budget.files < 0) return [];
    if (/[*?[]/.test(plain)) {
        const fitting = glob(new Map(placed.map(({ at }) => [at, ""])), plain);
        const depth = plain.split("/").length;
        return placed
            .filter(({ at }) => fitting.includes(at) && at.split("/").length === depth)
            .map(({ at, definition }) => ({ name: at.slice(at.lastIndexOf("/") + 1), definition }));
    }
    const own = placed.find(({ at }) => at === plain);
    if (own) return [{ name: "", definition: own.definition }];
    const below = placed.filter(({ at }) => at.startsWith(`${plain}/`));
    if (below.length > 0) return below.map(({ at, definition }) => ({ name: at.slice(plain.length + 1), definition }));
    return guessed(plain, context);
}

/** More files than anybody brings. */
const MOST_PLACED = 20_000;

/** All that lies below _build, as far as it is listed. */
export function listPlaced(added: readonly Added[], files: Files, file: string): Placed[] {
    const placed: Placed[] = [];
    for (const each of added) if (placed.length < MOST_PLACED) placed.push(...placedBy(each, files, file));
    return placed;
}

/** Where the source of it has not been listed, it may be a directory, whose contents lie below `dest`. */
function guessed(plain: string, { added, files, file }: StepContext): Given[] {
    return added.flatMap(({ src, dest }) => {
        const directory = plainPath(`_build/${dest}`);
        const source = besides(file, src);
        const isUnknown = kindOf(files, source) === "none" && !/[*?[]/.test(src) && isInside(source);
        if (!isUnknown || !plain.startsWith(`${directory}/`)) return [];
        return [{ name: "", definition: `${source}${plain.slice(directory.length)}` }];
    });
}

/** Whether additional_build_files may bring something there, listed or not. */
export function isBelowAdded(source: string, { added }: StepContext): boolean {
    const plain = `${plainPath(source)}/`;
    const isPlain = !source.split("/").includes("..");
    return isPlain && added.some(({ dest }) => plain.startsWith(`${plainPath(`_build/${dest}`)}/`));
}

/** Whether a path relative to the definition's directory is one of something in it. */
export const isInside = (path: string): boolean => path !== "" && !/^(?:\/|\.\.(?:\/|$))/.test(path);

function placedBy({ src, dest }: Added, files: Files, file: string): Placed[] {
    const source = besides(file, src);
    if (!isInside(source)) return [];
    const at = (name: string) => plainPath(`_build/${dest}/${name}`);
    const kind = kindOf(files, source);
    const place = (name: string, below: string): Placed => ({ at: at(below), definition: name });
    const lastOf = (path: string) => path.slice(path.lastIndexOf("/") + 1);
    if (kind === "file") return [place(source, lastOf(source))];
    if (kind === "directory")
        return namesBelow(files, source).map(name => place(name, source === "" ? name : name.slice(source.length + 1)));
    if (!/[*?[]/.test(src)) return [{ at: at(lastOf(source)), definition: source }];
    // A directory that fits gives what is in it, also where that fits by itself.
    const placed: Placed[] = [];
    for (const path of globPaths(files, source)) {
        const names = files.has(path) ? [path] : namesBelow(files, path);
        const start = files.has(path) ? path.lastIndexOf("/") + 1 : path === "" ? 0 : path.length + 1;
        placed.push(...names.map(name => place(name, name.slice(start))));
        if (placed.length >= MOST_PLACED) break;
    }
    return placed;
}

const namesBelow = (files: Files, directory: string): string[] =>
    [...files.keys()].filter(name => (directory === "" || name.startsWith(`${directory}/`)) && !name.endsWith("/"));

/** Whether a `src` of additional_build_files, which may be a pattern or a directory, is what brings a file. */
export const isBroughtFrom = (src: string, definition: string, main: string): boolean =>
    glob(new Map([[definition, ""]]), besides(main, src)).length > 0;

/** Whether a file of the definition does not leave its directory whole, for what may be secrets in it. */
export function isRedacted(definition: string, { files, redacted }: StepContext): boolean {
    const known = redacted.get(definition);
    if (known !== undefined) return known;
    const answer = mayHoldSecret(definition, files.get(definition) ?? "");
    redacted.set(definition, answer);
    return answer;
}

/** Whether a file of that name would lose what may be a secret on its way. */
export const mayHoldSecret = (path: string, text: string): boolean =>
    isText(text)
        ? text !== "" && (redactFiles(new Map([[path, text]])).get(path) ?? "").includes(REDACTED)
        : holdsSecret(path, text);
