/** Names of definitions: what a directory, a blueprint and an RPM all allow. */
import { _, format } from "../language.ts";

const LONGEST = 100;

/** What is wrong with a name, in a sentence; null when nothing is. `taken` are the names of the others. */
export function checkName(name: string, taken: readonly string[]): string | null {
    if (!/^[a-z0-9][a-z0-9._-]*$/.test(name))
        return _("Use lower-case letters, digits, dot, dash and underscore; start with a letter or digit.");
    if (name.length > LONGEST) return format(_("Use at most $0 characters."), LONGEST);
    if (taken.includes(name)) return format(_("There is a definition named $0 already."), name);
    return null;
}

/** The nearest name to a text that a definition may have; "" when nothing of it can be used. */
export const suggestName = (text: string): string =>
    text
        .toLowerCase()
        .slice(0, 4 * LONGEST)
        .replace(/[^a-z0-9._-]+/g, "-")
        .replace(/^[._-]+/, "")
        .slice(0, LONGEST)
        .replace(/[._-]+$/, "");

/** That name, or the first free one like "kolla-2" when it is taken. */
export function freeName(name: string, taken: readonly string[]): string {
    if (!taken.includes(name)) return name;
    const numbered = (number: number) => `${name.slice(0, LONGEST - 5)}-${number}`;
    let number = 2;
    while (taken.includes(numbered(number))) number++;
    return numbered(number);
}
