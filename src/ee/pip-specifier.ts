/** A pip requirement of a known package, and what it says beside the package's name. */

/** ">=2.16" of "ansible-core>=2.16"; another text is whole. */
export function specifierOf(name: string, text: string): string {
    const rest = text.startsWith(name) ? text.slice(name.length).trim() : text;
    return rest === "" || SPECIFIER.test(rest) ? rest : text;
}

/** The other way round: a specifier belongs to the package, anything else stands for itself. */
export const withSpecifier = (name: string, typed: string): string =>
    typed === "" || SPECIFIER.test(typed) ? name + typed : typed;

const SPECIFIER = /^[<>=!~[;@]/;
