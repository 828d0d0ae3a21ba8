/** The files of a definition in the order of their tabs, and what of them may not be written. */
import { useMemo } from "react";

import type { Files } from "../../ee/files.ts";
import { namedFiles } from "../../ee/named-files.ts";
import { whyNotShown } from "../../ee/shown-text.ts";
import { useDelayed } from "./use-delayed.ts";

/** How long the keys have to rest before the files that the text names are looked for. */
const REST_MS = 300;

type FileNames = {
    /** The definition itself, then what it names, there or not, then all others by name. */
    names: string[];
    /** Of the files that the form writes the first that is no UTF-8, which it cannot show. */
    foreign: string | null;
};

export function useFileNames(files: Files, main: string): FileNames {
    const settled = useDelayed(files, REST_MS);
    // A file that comes has its place among the tabs at once: they do not move under the mouse.
    const isSettled = settled.size === files.size && [...files.keys()].every(name => settled.has(name));
    const read = isSettled ? settled : files;
    const named = useMemo(() => namedFiles(read, main), [read, main]);
    return useMemo(() => {
        const first = [main, ...named.map(({ file }) => file)];
        const lists = [main, ...named.filter(({ kind }) => kind !== "file").map(({ file }) => file)];
        return {
            names: [...first, ...[...files.keys()].filter(name => !first.includes(name)).sort()],
            foreign: lists.find(name => whyNotShown(files.get(name) ?? "") === "binary") ?? null,
        };
    }, [files, named, main]);
}
