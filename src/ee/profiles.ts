/** The profiles in the brackets of a bindep line: `gcc [compile platform:rpm]`. The rest of the line stays. */

const BRACKETS = /\[([^[\]]*)\]/;

/** One by one; a group in round brackets, of which all have to hold, is one. */
export const listProfiles = (line: string): string[] =>
    (BRACKETS.exec(line)?.[1] ?? "").match(/\([^()]*\)|[^\s()]+/g) ?? [];

/** The line with these profiles; without any it has no brackets. */
export function setProfiles(line: string, profiles: readonly string[]): string {
    const inside = profiles.length === 0 ? "" : `[${profiles.join(" ")}]`;
    if (BRACKETS.test(line)) {
        const changed = line.replace(inside === "" ? /\s*\[[^[\]]*\]/ : BRACKETS, () => inside);
        return changed.trim();
    }
    // Behind the name, before what it says of a version.
    return inside === "" ? line : line.replace(/^(\s*\S+)/, name => `${name} ${inside}`);
}

/** The line but for its brackets. */
export const withoutProfiles = (line: string): string => setProfiles(line, []);

/** The line with other words than its brackets, which stay as they are written, or get the profiles that come with the words. */
export function reword(line: string, words: string): string {
    const [brackets] = BRACKETS.exec(line) ?? [];
    if (brackets === undefined) return words;
    if (!BRACKETS.test(words)) return words.replace(/^(\s*\S+)/, name => `${name} ${brackets}`);
    return setProfiles(words, [...new Set([...listProfiles(line), ...listProfiles(words)])]);
}
