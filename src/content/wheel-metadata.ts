/** What a wheel says of itself. Authority: core metadata 2.x, and the specification of entry points. */

export type WheelMetadata = {
    name: string;
    version: string;
    /** A specifier such as ">=3.8"; "" for any Python. */
    requiresPython: string;
    /** PEP 508 lines, markers included. */
    requires: string[];
};

/** More than anybody asks for. */
const MOST_REQUIRES = 1000;

/** METADATA of a dist-info directory; null where it has no name or version. */
export function parseMetadata(text: string): WheelMetadata | null {
    const fields = headersOf(text);
    const first = (key: string) => fields.find(([name]) => name === key)?.[1];
    const [name, version] = [first("name"), first("version")];
    if (!name || !version) return null;
    const requires = fields.filter(([key]) => key === "requires-dist").map(([, value]) => value);
    return {
        name,
        version,
        requiresPython: first("requires-python") ?? "",
        requires: requires.slice(0, MOST_REQUIRES),
    };
}

/** The headers before the first empty line, as in mail: a line that begins with a space continues the one before. */
function headersOf(text: string): [key: string, value: string][] {
    const headers: [string, string][] = [];
    for (const line of text.split(/\r?\n/)) {
        if (line === "") break;
        const last = headers.at(-1);
        const [, key, value = ""] = /^([A-Za-z][A-Za-z0-9-]*):[ \t]*(.*)$/.exec(line) ?? [];
        if (key !== undefined) headers.push([key.toLowerCase(), value.trim()]);
        else if (last && /^[ \t]/.test(line)) last[1] = `${last[1]} ${line.trim()}`;
    }
    return headers;
}

/** Names of the commands that an entry_points.txt asks for, sorted. */
export function commandsOf(text: string): string[] {
    let section = "";
    const names = text.split(/\r?\n/).flatMap(line => {
        const header = /^\s*\[([^\]]*)\]/.exec(line);
        if (header) section = header[1]?.trim() ?? "";
        const cut = line.indexOf("=");
        const name = cut > 0 && !/^\s*[#;]/.test(line) ? line.slice(0, cut).trim() : "";
        return name !== "" && /^(?:console|gui)_scripts$/.test(section) ? [name] : [];
    });
    return [...new Set(names)].sort();
}
