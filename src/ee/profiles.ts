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
