/** Texts of YAML and JSON whose escapes hide from a look at the file what they say. */
import { visit } from "yaml";

import { readTree } from "./redact-values.ts";
import { writeScalar } from "./yaml-write.ts";

/** What is in double quotes without an escape, and all that is not, reads as it is written but for its spaces. */
const MAY_ESCAPE = /"[^"]*\\/;

/**
 * The text of a file with each such value redacted by what it says, and all else by how it is written. A value that
 * stays what it is keeps its bytes.
 *
 * @param redact Of a text that is not escaped; twice changes nothing.
 */
export function redactEscaped(path: string, text: string, redact: (text: string) => string): string {
    const document = MAY_ESCAPE.test(text) ? readTree(text, path) : null;
    if (!document) return redact(text);
    const escaped: { start: number; end: number; value: string }[] = [];
    visit(document, {
        Scalar: (_key, scalar) => {
            const [start, end] = scalar.range ?? [0, 0];
            const { type, value } = scalar;
            if (type !== "QUOTE_DOUBLE" || typeof value !== "string" || !text.slice(start, end).includes("\\")) return;
            escaped.push({ start, end, value });
        },
    });
    let done = 0;
    const parts = escaped
        .toSorted((one, other) => one.start - other.start)
        .map(({ start, end, value }) => {
            const before = redact(text.slice(done, start));
            done = end;
            const shown = redact(value);
            return before + (shown === value ? text.slice(start, end) : writeScalar(shown, true, "QUOTE_DOUBLE"));
        });
    return parts.join("") + redact(text.slice(done));
}
