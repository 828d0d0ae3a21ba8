/** How much of a log is on the page. */
export const LAST_LINES = 2000;

/** The last lines of a log, and how many are left out before them. */
export function lastLines(text: string, most: number = LAST_LINES): { shown: string; left: number } {
    const lines = text.replace(/\n$/, "").split("\n");
    const left = Math.max(0, lines.length - most);
    return { shown: lines.slice(left).join("\n"), left };
}
