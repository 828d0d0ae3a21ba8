/**
 * A text in which quoted text and brackets stand on one line each, every offset where it was.
 *
 * PyYAML takes their further lines at any indentation, the `yaml` package does not: it reads this text instead then.
 * What is in quotes may get more spaces than PyYAML leaves in it, which `refold` takes away again.
 */
import { type Document, isScalar, parseDocument, visit } from "yaml";

import { pythonText } from "./python-text.ts";
import { scanTokens } from "./yaml-tokens.ts";

export function flattenYaml(text: string): string {
    const python = pythonText(text);
    const { tokens } = scanTokens(python.text);
    const parts: string[] = [];
    let done = 0;
    let level = 0;
    const copy = (until: number, blank: boolean) => {
        const part = text.slice(done, until);
        parts.push(blank ? part.replace(/[^ ]/g, " ") : part);
        done = until;
    };
    for (const { id, mark, end } of tokens) {
        // Between tokens inside brackets stand only space and comments.
        copy(python.offsetOf(mark.index), level > 0);
        const until = Math.max(python.offsetOf(end), done);
        if (id === "<scalar>" && /["']/.test(text[done] ?? "")) {
            parts.push(text.slice(done, until).replace(/[\r\n]/g, " "));
            done = until;
        } else if (id === "<scalar>" && level > 0) {
            parts.push(text.slice(done, until).replace(/[\r\n\t]/g, " "));
            done = until;
        } else copy(until, false);
        if (id === "[" || id === "{") level += 1;
        if (id === "]" || id === "}") level -= 1;
    }
    copy(text.length, false);
    return parts.join("");
}

/** Read anew what a flat text has in quotes, as it stands in the text that it was made of. */
export function refold(document: Document, text: string): void {
    visit(document, {
        Scalar: (_key, scalar) => {
            const [start, end] = scalar.range ?? [0, 0];
            const written = text.slice(start, end);
            if (!/^["']/.test(written) || !written.includes("\n") || typeof scalar.value !== "string") return;
            const { contents, errors } = parseDocument(written, { schema: "failsafe", prettyErrors: false });
            if (errors.length === 0 && isScalar(contents)) scalar.value = contents.value;
        },
    });
}
