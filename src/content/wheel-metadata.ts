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

/** A command that is made where a wheel is installed. */
export type WheelCommand = { name: string } & (
    | { /** Calls what is found at `path` of it. */ module: string; path: string }
    | { /** Python, without its first line, which names the interpreter. */ script: string }
    | { /** A program of the wheel as it is: below its directory of programs. */ isFile: true }
);

/** More than any distribution has. */
export const MOST_COMMANDS = 500;
export const COMMAND_NAME = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,199}$/;
/** "package.module:function [extra]" */
const CALLED = /^([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)[ \t]*:[ \t]*([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)[ \t]*(?:\[[^\]]*\])?$/;

/**
 * The commands that an entry_points.txt asks for, sorted by name, the first of each name; and names of those that are none
 * to make, since the name is no file's in a directory of programs, or nothing is said that could be called: "…" for all
 * behind the most that are read.
 */
export function commandsOf(text: string): { commands: WheelCommand[]; others: string[] } {
    let section = "";
    const commands = new Map<string, WheelCommand>();
    const others = new Set<string>();
    for (const line of text.split(/\r?\n/)) {
        const header = /^\s*\[([^\]]*)\]/.exec(line);
        if (header) section = header[1]?.trim() ?? "";
        const cut = line.indexOf("=");
        const name = cut > 0 && !/^\s*[#;]/.test(line) ? line.slice(0, cut).trim() : "";
        if (name === "" || !/^(?:console|gui)_scripts$/.test(section) || commands.has(name)) continue;
        if (commands.size + others.size >= MOST_COMMANDS) {
            others.add("…");
            break;
        }
        const [, module, path] = CALLED.exec(line.slice(cut + 1).trim()) ?? [];
        if (module !== undefined && path !== undefined && COMMAND_NAME.test(name))
            commands.set(name, { name, module, path });
        else others.add(name);
    }
    const byName = [...commands.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
    return { commands: byName, others: [...others].sort() };
}
