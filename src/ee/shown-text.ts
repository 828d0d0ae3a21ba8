/** Which files of a definition are shown as text; all others stay as they are. */
import { isText } from "../host/bytes.ts";

/** As much as is read of a definition; an editor stays quick below it. */
const LARGEST = 1_000_000;

/** Why a file is not shown as text; null when it is. */
export function whyNotShown(text: string): "binary" | "large" | null {
    if (text.length > LARGEST) return "large";
    return isText(text) ? null : "binary";
}
