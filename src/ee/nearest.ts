/** The word of a list that a misspelt one most likely means, or null when none is near. */
export function nearest(word: string, words: readonly string[]): string | null {
    const limit = Math.max(1, Math.floor(word.length / 3));
    let best: string | null = null;
    let least = limit + 1;
    for (const candidate of words) {
        if (Math.abs(candidate.length - word.length) > limit) continue;
        const steps = distance(fold(word), fold(candidate));
        if (steps < least) {
            least = steps;
            best = candidate;
        }
    }
    return best;
}

/** Case, and dash against underscore, are the commonest slips and cost nothing. */
const fold = (word: string): string => word.toLowerCase().replaceAll("-", "_");

/** Edits between two short words (Levenshtein, with a swap of neighbours as one). */
function distance(left: string, right: string): number {
    let before: number[] = [];
    let last = Array.from({ length: right.length + 1 }, (_, index) => index);
    for (let row = 1; row <= left.length; row++) {
        const current = [row];
        for (let column = 1; column <= right.length; column++) {
            const same = left[row - 1] === right[column - 1];
            let cost = Math.min(
                (last[column] ?? 0) + 1,
                (current[column - 1] ?? 0) + 1,
                (last[column - 1] ?? 0) + (same ? 0 : 1),
            );
            const swapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
            if (swapped && row > 1 && column > 1) cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
            current.push(cost);
        }
        before = last;
        last = current;
    }
    return last[right.length] ?? 0;
}
