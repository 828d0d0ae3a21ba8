/** An author's own steps, as ansible-builder writes them into a Containerfile. */
import type { Definition } from "./definition.ts";

/** What the versions before 3 call the steps of the final stage. Authority: ee_schema.py (_handle_aliasing). */
const OLD = { prepend_final: "prepend", append_final: "append" } as const;

type Place = Exclude<keyof NonNullable<Definition["additional_build_steps"]>, "prepend" | "append">;

/**
 * The lines of a text without the space around it, and items of a list just as they are.
 * Authority: ansible-builder 3.2, containerfile.py (_insert_custom_steps).
 */
export function ownSteps({ additional_build_steps: steps = {} }: Definition, place: Place): readonly string[] {
    const isFinal = place === "prepend_final" || place === "append_final";
    const written = (isFinal ? steps[OLD[place]] : undefined) ?? steps[place] ?? [];
    if (typeof written !== "string") return written;
    const text = stripPython(written);
    return text === "" ? [] : text.split(LINE_BREAK);
}

/** Where Python's str.splitlines cuts. */
export const LINE_BREAK = new RegExp(
    ["\r\n", "\n", "\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"].join("|"),
);

/** Python's str.isspace: it knows five characters more than JavaScript, and not the mark of the byte order. */
const isSpace = (character: string): boolean =>
    /^(?!\ufeff)\s$/.test(character) || "\x1c\x1d\x1e\x1f\x85".includes(character);

/** Python's str.strip. */
export function stripPython(text: string): string {
    let [start, end] = [0, text.length];
    while (start < end && isSpace(text.charAt(start))) start += 1;
    while (end > start && isSpace(text.charAt(end - 1))) end -= 1;
    return text.slice(start, end);
}
