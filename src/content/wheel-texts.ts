/** What lies in unpacked wheels: files by their digest, and the texts in which a wheel tells of itself; of all by one look. */
import type { Workshop } from "../host/confined.ts";
import { readTar } from "../host/tar.ts";

/** Of what a wheel tells of itself, in bytes; its list grows with its files. */
const LONGEST = { METADATA: 2 ** 20, "entry_points.txt": 2 ** 20, RECORD: 2 ** 24 };
/** Of what is read of all together. */
const MOST_BYTES = 2 ** 28;

/** SHA-256 in hex of each file, by its path below the tree, by tree. */
export async function readDigests(
    run: Workshop["run"],
    trees: readonly string[],
): Promise<Map<string, Map<string, string>>> {
    const found = new Map(trees.map(tree => [tree, new Map<string, string>()]));
    const argv = ["find", ...trees, "-type", "f", "-exec", "sha256sum", "--zero", "--", "{}", "+"];
    const told = new TextDecoder().decode(await run(argv, { maxBytes: MOST_BYTES }));
    const longest = Math.max(...trees.map(({ length }) => length));
    for (const line of told.split("\0").slice(0, -1)) {
        const path = line.slice(66);
        // Trees are siblings, and their names as long as each other's.
        found.get(path.slice(0, longest))?.set(path.slice(longest + 1), line.slice(0, 64));
    }
    return found;
}

/** The directory in which a wheel tells of itself; null unless there is one, of the name that the file has. */
export function infoOf(paths: readonly string[], name: string): string | null {
    const found = [...new Set(paths.flatMap(path => /^[^/]+\.dist-info(?=\/)/.exec(path)?.[0] ?? []))];
    const [info = ""] = found;
    const own = info
        .split("-")[0]
        ?.toLowerCase()
        .replace(/[-_.]+/g, "-");
    return found.length === 1 && own === name ? info : null;
}

/**
 * What is told in such directories, by directory: texts by their name, or the name of one that is too large to be read.
 */
export async function readInfos(
    run: Workshop["run"],
    infos: readonly string[],
): Promise<Map<string, ReadonlyMap<string, string> | string>> {
    const answers = new Map<string, Map<string, string> | string>(infos.map(info => [info, new Map()]));
    if (infos.length === 0) return answers;
    const named = Object.keys(LONGEST).flatMap(name => ["-o", "-name", name]);
    const which = ["-maxdepth", "1", "-type", "f", "(", ...named.slice(1), ")", "-printf", "%s %p\\0"];
    const listed = new TextDecoder().decode(await run(["find", ...infos, ...which], { maxBytes: MOST_BYTES }));
    const wanted: string[] = [];
    for (const line of listed.split("\0").slice(0, -1)) {
        const path = line.replace(/^\d+ /, "");
        const [info, name] = partsOf(path);
        const longest = Object.entries(LONGEST).find(([known]) => known === name)?.[1] ?? 0;
        if (Number.parseInt(line, 10) > longest) answers.set(info, name);
        else wanted.push(path);
    }
    const only = wanted.filter(path => typeof answers.get(partsOf(path)[0]) !== "string");
    const names = ["--null", "--verbatim-files-from", "--files-from=-"];
    const archive = await run(["tar", "--create", "--file=-", "--format=gnu", ...names], {
        ...{ input: only.map(path => `${path}\0`).join(""), maxBytes: MOST_BYTES },
    });
    for (const { path, bytes } of readTar(archive)) {
        const [info, name] = partsOf(path);
        const texts = answers.get(info);
        if (texts instanceof Map) texts.set(name, new TextDecoder().decode(bytes));
    }
    return answers;
}

const partsOf = (path: string): [directory: string, name: string] => {
    const cut = path.lastIndexOf("/");
    return [path.slice(0, cut), path.slice(cut + 1)];
};
