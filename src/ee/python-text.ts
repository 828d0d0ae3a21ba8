/** A text as Python has it once it has opened the file. */

export type PythonText = {
    /** One character for each line break, and for each character of any plane. */
    text: string;
    /** From an index of that text to an offset of ours. */
    offsetOf: (index: number) => number;
    /** Words about that text, with the characters that it has stand-ins for. */
    restore: (words: string) => string;
};

const DIFFERENT = /\r\n?|[\ud800-\udbff][\udc00-\udfff]/g;
/** Where stand-ins are taken from: letters, as good as any for what is beyond the first plane. */
const LETTERS = 0x4e00;

export function pythonText(text: string): PythonText {
    if (!/[\r\ud800-\udbff]/.test(text)) return { text, offsetOf: index => index, restore: words => words };
    const longer: number[] = [];
    const letters = new Map<string, string>();
    const standIn = (character: string): string => {
        const known = letters.get(character);
        if (known !== undefined) return known;
        const letter = String.fromCharCode(LETTERS + letters.size);
        letters.set(character, letter);
        return letter;
    };
    let shrunk = 0;
    const short = text.replace(DIFFERENT, (found, offset: number) => {
        if (found.length === 2) {
            longer.push(offset - shrunk);
            shrunk += 1;
        }
        return found.startsWith("\r") ? "\n" : standIn(found);
    });
    const meant = new Map([...letters].map(([character, letter]) => [letter, character]));
    return {
        text: short,
        offsetOf: index => index + countBelow(longer, index),
        restore: words => words.replace(/[\u4e00-\u9fff]/g, letter => meant.get(letter) ?? letter),
    };
}

/** How many of these ascending numbers are below a limit. */
function countBelow(numbers: readonly number[], limit: number): number {
    let low = 0;
    let high = numbers.length;
    while (low < high) {
        const middle = (low + high) >> 1;
        if ((numbers[middle] ?? 0) < limit) low = middle + 1;
        else high = middle;
    }
    return low;
}
