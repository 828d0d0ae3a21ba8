/**
 * The lines that ansible-builder's introspection writes for what it found: each with who asks.
 * Authority: ansible-builder 3.2, _target_scripts/introspect.py (filter_requirements).
 */
import type { Files } from "./files.ts";
import { collectionLines, isNever } from "./introspect.ts";
import { isPep508 } from "./python-pep508.ts";

export type IntrospectedLines = { python: string[]; system: string[]; problems: string[] };

/** What a collection is said to ask for, in the order written. */
export function introspectLines(collection: string, files: Files): IntrospectedLines {
    const { python, system, problems } = collectionLines(files);
    return {
        python: annotate(
            "python",
            collection,
            python.filter(line => !isNever("python", line)),
        ),
        system: annotate(
            "system",
            collection,
            system.filter(line => !isNever("system", line)),
        ),
        problems,
    };
}

/** Lines with their asker, a collection or "user"; Python lines that PEP 508 does not know go through as they are. */
export const annotate = (kind: "python" | "system", asker: string, lines: readonly string[]): string[] =>
    lines.map(line => (kind === "python" && !isPep508(line) ? line : `${line}  # from collection ${asker}`));
