/** Which line a change in the form has put into a text. */
import type { Files } from "../../ee/held-text.ts";

/** The last of the lines that are new, in a file that was there before; null where no text has more lines than before. */
export function lineThatCame(before: Files, after: Files): { file: string; line: number } | null {
    for (const [file, text] of after) {
        const old = before.get(file);
        if (old === undefined || old === text) continue;
        const [lines, oldLines] = [text.split("\n"), old.split("\n")];
        if (lines.length <= oldLines.length) continue;
        let below = 0;
        while (below < oldLines.length && lines.at(-1 - below) === oldLines.at(-1 - below)) below++;
        return { file, line: lines.length - below };
    }
    return null;
}
