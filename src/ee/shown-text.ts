/** Which files of a definition are shown as text; all others stay as they are. */

/** As much as is read of a definition; an editor stays quick below it. */
const LARGEST = 1_000_000;

/** Why a file is not shown as text; null when it is. Reading a file that is no text leaves U+FFFD in it. */
export function whyNotShown(text: string): "binary" | "large" | null {
    if (text.length > LARGEST) return "large";
    return /[\0\ufffd]/.test(text) ? "binary" : null;
}

/** Whether a text is all of its file, so that writing it makes the same file again. */
export const isWhole = (text: string): boolean => !text.includes("\ufffd");
