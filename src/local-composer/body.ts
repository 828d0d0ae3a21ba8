/** Reading a request's body: JSON that fits a schema. Texts are those of the Go programs that the real one is made of. */
import type * as z from "zod";

import type { Refusal } from "./answer.ts";

/**
 * @param refuse Makes the refusal, given what is wrong with the text.
 */
export function parseBody<Schema extends z.ZodType>(
    schema: Schema,
    text: string,
    refuse: (problem: string) => Refusal,
): z.infer<Schema> {
    const parsed = schema.safeParse(parseJson(text, refuse));
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw refuse(`json: cannot unmarshal ${issue?.path.join(".") || "the body"}: ${issue?.message ?? "unknown"}`);
}

function parseJson(text: string, refuse: (problem: string) => Refusal): unknown {
    try {
        return JSON.parse(text);
    } catch (error) {
        const { message } = error as SyntaxError;
        throw refuse(/end of JSON input|Unterminated|property name or '}'/.test(message) ? "unexpected EOF" : message);
    }
}
