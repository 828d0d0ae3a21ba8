import { _, format } from "../../language.ts";
import { locale } from "./locale.ts";

const UNITS = [
    { bytes: 1e9, name: "GB" },
    { bytes: 1e6, name: "MB" },
    { bytes: 1e3, name: "kB" },
];

/** "812 B", "31.2 MB", "1.09 GB": three digits that count, in the page's language. */
export function formatSize(bytes: number, language: string = locale()): string {
    const { bytes: unit, name } = UNITS.find(each => bytes >= each.bytes) ?? { bytes: 1, name: "B" };
    const number = (bytes / unit).toLocaleString(language, { maximumSignificantDigits: 3 });
    return format(_("$0 $1"), number, name);
}

/** A count with the separators of the page's language. */
export const formatCount = (count: number, language: string = locale()): string => count.toLocaleString(language);
