/** The text of each stage's build steps, as ansible-builder writes it into a Containerfile, and where it stands. */
import { type Document, isScalar, isSeq } from "yaml";

import type { Definition } from "./definition.ts";
import { nodeAt } from "./node-at.ts";
import { placesIn } from "./text.ts";

export type StageText = {
    /** The key: "prepend_final". */
    stage: string;
    /** Without line breaks, in order. */
    lines: string[];
    /** For each of them the line of the definition; of what YAML folds or quotes, the line where it begins. */
    places: number[];
};

/**
 * The stages in the order written. A text is stripped and cut into lines, items of a list are taken as they are.
 * Authority: ansible-builder 3.2, user_definition.py (get_additional_commands).
 */
export function listStageTexts(text: string, document: Document, definition: Definition): StageText[] {
    const place = placesIn(text);
    return Object.entries(definition.additional_build_steps ?? {}).map(([stage, written]) => {
        const node = nodeAt(document, ["additional_build_steps", stage])?.node;
        if (typeof written === "string") {
            const stripped = written.trimStart();
            const above = written.slice(0, written.length - stripped.length).split("\n").length - 1;
            return { stage, ...placed(linesIn(stripped.trimEnd()), node, above) };
        }
        const items = (written ?? []).map((item, index) =>
            placed(linesIn(item), isSeq(node) ? node.items[index] : null, 0),
        );
        return { stage, lines: items.flatMap(item => item.lines), places: items.flatMap(item => item.places) };
    });

    function placed(lines: string[], node: unknown, above: number): { lines: string[]; places: number[] } {
        const start = isScalar(node) ? place(node.range?.[0] ?? 0).line : 1;
        const isBlock = isScalar(node) && node.type === "BLOCK_LITERAL";
        return { lines, places: lines.map((_line, index) => (isBlock ? start + 1 + above + index : start)) };
    }
}

/** An item that ends with a line break is followed by an empty line in the Containerfile, which says nothing. */
export const linesIn = (text: string): string[] => text.replace(/(\r\n|\n|\r)$/, "").split(/\r\n|\n|\r/);

/** A stage's lines, where their places do not matter. */
export const writtenLines = (written: string | readonly string[] | undefined): string[] =>
    typeof written === "string" ? linesIn(written.trim()) : (written ?? []).flatMap(linesIn);
