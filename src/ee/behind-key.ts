/** What a completed key is followed by. */
import type { CursorPlace } from "./cursor-place.ts";
import type { ValueKind } from "./schema-keys.ts";

/** A colon and a space, or the next line with its indentation where only a mapping or list can follow. */
export function behindKey({ hasColon, isFlow, column, path }: CursorPlace, kinds: readonly ValueKind[]): string {
    if (hasColon) return "";
    if (isFlow) return ": ";
    const below = `:\n${" ".repeat(column + 2)}`;
    // Steps may be one text, and nobody writes them so.
    if (kinds.includes("list") && (!kinds.includes("text") || path[0] === "additional_build_steps"))
        return `${below}- `;
    return kinds.includes("mapping") && !kinds.includes("text") ? below : ": ";
}
