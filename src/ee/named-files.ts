/** The files that a definition names, whether they are there or not. */
import { isScalar, isSeq } from "yaml";

import { besides, type Files } from "./files.ts";
import { nodeAt, type Path } from "./node-at.ts";
import { readYaml } from "./read-yaml.ts";
import type { ListKind } from "./requirement-text.ts";

export type NamedFile = {
    /** Relative to the definition's directory. */
    file: string;
    /** What it holds; "file" for what is only copied. */
    kind: ListKind | "config" | "file";
};

/** What somebody writes by hand: an archive or a key store is not made by typing. */
const IS_TEXT = /\.(?:cfg|conf|crt|ini|json|pem|py|repo|sh|toml|txt|ya?ml)$/;

/** In the order in which they are named, files outside of the directory left out; as far as the text can be read. */
export function namedFiles(files: Files, main: string): NamedFile[] {
    const { document } = readYaml(files.get(main) ?? "", main);
    if (!document) return [];
    const textAt = (path: Path): string | null => {
        const node = nodeAt(document, path)?.node;
        return isScalar(node) && typeof node.value === "string" ? node.value : null;
    };
    const sources = nodeAt(document, ["additional_build_files"])?.node;
    const count = isSeq(sources) ? sources.items.length : 0;
    const named: [path: Path, kind: NamedFile["kind"]][] = [
        [["dependencies", "galaxy"], "galaxy"],
        [["dependencies", "python"], "python"],
        [["dependencies", "system"], "system"],
        [["ansible_config"], "config"],
        ...Array.from({ length: count }, (_item, index): [Path, "file"] => [
            ["additional_build_files", index, "src"],
            "file",
        ]),
    ];
    const found = new Map<string, NamedFile>();
    for (const [path, kind] of named) {
        const written = textAt(path);
        if (written === null || written.trim() === "" || written.includes("\n")) continue;
        const file = besides(main, written);
        const isInside = file !== "" && !file.startsWith("/") && !file.startsWith("../") && file !== "..";
        if (!isInside || file === main || found.has(file)) continue;
        // A pattern, a directory and what is no text have no file to be written.
        if (kind === "file" && !files.has(file) && (/[*?[]/.test(file) || !IS_TEXT.test(file))) continue;
        found.set(file, { file, kind });
    }
    return [...found.values()];
}
