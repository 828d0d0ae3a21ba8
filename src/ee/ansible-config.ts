/** An ansible.cfg, line by line, as Python's configparser divides it: sections, keys, continued values, comments. */
import { linesOf } from "./text.ts";

export type ConfigLine =
    | { kind: "section"; name: string }
    | { kind: "value"; section: string; key: string; value: string }
    /** More of the value above. */
    | { kind: "more"; section: string; key: string; value: string }
    | { kind: "comment" }
    | { kind: "blank" }
    | { kind: "other" };

/** Every line of the file, in order; keys in lower case. */
export function readConfig(text: string): ConfigLine[] {
    let section = "";
    let key = "";
    return linesOf(text).map(({ text: line }): ConfigLine => {
        const body = line.trim();
        if (body === "") return { kind: "blank" };
        if (/^[#;]/.test(body)) return { kind: "comment" };
        const header = /^\[([^\]]*)\]/.exec(line);
        if (header) {
            section = header[1] ?? "";
            key = "";
            return { kind: "section", name: section };
        }
        if (/^\s/.test(line) && key !== "") return { kind: "more", section, key, value: body };
        const cut = body.search(/[=:]/);
        if (cut <= 0) return { kind: "other" };
        key = body.slice(0, cut).trim().toLowerCase();
        return {
            kind: "value",
            section,
            key,
            value: body
                .slice(cut + 1)
                .trim()
                .replace(/\s+;.*$/, ""),
        };
    });
}

/** The value of a key, continued lines joined; null when it is not there. The last one counts. */
export function configValue(lines: readonly ConfigLine[], section: string, key: string): string | null {
    let value: string | null = null;
    for (const line of lines) {
        if (line.kind === "value" && line.section === section && line.key === key) value = line.value;
        if (line.kind === "more" && line.section === section && line.key === key)
            value = `${value ?? ""}\n${line.value}`;
    }
    return value;
}
