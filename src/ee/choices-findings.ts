/** What is wrong with the file of choices beside a definition. */

import { choicesFile, parseChoices } from "./choices.ts";
import type { Files } from "./files.ts";
import type { Located } from "./located.ts";
import { offsetOf } from "./node-at.ts";
import { readYaml } from "./read-yaml.ts";

export function choicesFindings(files: Files): Located[] {
    const text = files.get(choicesFile);
    const parsed = text === undefined ? null : parseChoices(text);
    if (text === undefined || parsed === null || !("problems" in parsed)) return [];
    const isPlaced = parsed.problems.some(({ path }) => path.length > 0) && depthOf(text) <= DEEPEST;
    // JSON is YAML but for its tabs, and YAML knows where things are.
    const document = isPlaced ? readYaml(text.replaceAll("\t", " "), choicesFile).document : null;
    return parsed.problems.map(problem => ({
        severity: "error",
        ...problem,
        file: choicesFile,
        fix: null,
        offset: problem.path.length > 0 && document ? offsetOf(document, problem.path) : 0,
    }));
}

/** What is nested further is none of ours, and takes its time to be read. */
const DEEPEST = 10;

function depthOf(json: string): number {
    let depth = 0;
    let deepest = 0;
    for (const [bracket] of json.replace(/"(?:[^"\\]|\\.)*"/g, "").matchAll(/[[\]{}]/g)) {
        depth += bracket === "[" || bracket === "{" ? 1 : -1;
        deepest = Math.max(deepest, depth);
    }
    return deepest;
}
