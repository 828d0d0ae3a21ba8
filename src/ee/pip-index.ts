/**
 * Where wheels are fetched from: what a definition's list of Python requirements says, else what the machine's pip.conf
 * does. Pure; what it answers is secret but for `shownIndex`. Authority: pip 24, req/req_file.py (handle_option_line).
 */
import { configValue, readConfig } from "./ansible-config.ts";
import type { Definition } from "./definition.ts";
import { definitionFile, type Files } from "./files.ts";
import { requirementLinesOf } from "./python.ts";
import { readYaml } from "./read-yaml.ts";
import { cleanUrl, REDACTED } from "./redact-url.ts";
import { requirementText } from "./requirement-text.ts";

export type PipIndex = {
    /** Addresses of indexes, the first that is asked first. */
    urls: string[];
    /** Pages with links to wheels. */
    links: string[];
    /** Servers that need no certificate. */
    trusted: string[];
    /** Whether releases that are none yet are taken, too. */
    pre: boolean;
};

/** One option of a line: `--index-url ADDRESS`. */
export type PipOption = { name: string; value: string };

const MOST = 20;
/** Options that say where wheels are, or which; the short ones by their long names. */
const VALUED: Readonly<Record<string, string>> = {
    "-i": "--index-url",
    "--index-url": "--index-url",
    "--pypi-url": "--index-url",
    "--extra-index-url": "--extra-index-url",
    "-f": "--find-links",
    "--find-links": "--find-links",
    "--trusted-host": "--trusted-host",
};
const BARE = new Set(["--no-index", "--pre"]);

/** The options of a line that has only such as these; null for any other line. */
export function indexOptions(line: string): PipOption[] | null {
    const words = line.trim().split(/\s+/);
    const options: PipOption[] = [];
    for (let at = 0; at < words.length; at++) {
        const [, word = "", joined] = /^(--?[a-z-]+)(?:=(.*))?$/.exec(words[at] ?? "") ?? [];
        const name = VALUED[word];
        if (BARE.has(word) && joined === undefined) options.push({ name: word, value: "" });
        else if (name !== undefined) options.push({ name, value: joined ?? words[++at] ?? "" });
        else return null;
    }
    return options;
}

/** Whether pip, in its box, can do something with it: addresses of the web without a variable, names of servers. */
export const isUsable = ({ name, value }: PipOption): boolean =>
    BARE.has(name) || (name === "--trusted-host" ? /^[\w.:[\]-]{1,255}$/.test(value) : isAddress(value));

function isAddress(written: string): boolean {
    const text = written.replaceAll(REDACTED, "redacted");
    return text.length < 2000 && /^https?:\/\/[^\s"'<>$]+$/.test(text) && URL.canParse(text);
}

/** The lines of the definition's own list; a collection does not decide where anything is fetched from. */
function ownLines(files: Files, definition: Definition): string[] {
    const file = definitionFile(files);
    const { document } = readYaml(files.get(file) ?? "", file);
    const list = document && requirementText(files, file, document, definition, "python");
    return list ? requirementLinesOf(list.text).map(({ text }) => text) : [];
}

/**
 * The indexes for a definition; null when nobody names one. pip's own default is not taken for granted: names of what is
 * wanted leave the machine only where somebody said whereto.
 *
 * @param machine Text of the machine's pip.conf; null for none.
 */
export function readPipIndex(files: Files, definition: Definition, machine: string | null): PipIndex | null {
    const index = machine === null ? { urls: [], links: [], trusted: [], pre: false } : readConfigured(machine);
    for (const line of ownLines(files, definition))
        for (const option of (indexOptions(line) ?? []).filter(isUsable)) {
            const { name } = option;
            // Of a copy without secrets the rest is good enough: a server may let anybody in.
            const value = option.value.includes(REDACTED) ? cleanUrl(option.value) : option.value;
            if (name === "--index-url") index.urls = [value];
            else if (name === "--extra-index-url") index.urls.push(value);
            else if (name === "--find-links") index.links.push(value);
            else if (name === "--trusted-host") index.trusted.push(value);
            else if (name === "--pre") index.pre = true;
            else index.urls = [];
        }
    return index.urls.length + index.links.length === 0 ? null : index;
}

/** Sections of pip.conf that count for fetching, the last one most. */
const SECTIONS = ["global", "install", "download"];

function readConfigured(text: string): PipIndex {
    const lines = readConfig(text);
    const read = (key: string) =>
        SECTIONS.map(section => configValue(lines, section, key)).findLast(value => value !== null) ?? "";
    const many = (key: string, option: string) =>
        read(key)
            .split(/\s+/)
            .filter(value => value !== "" && isUsable({ name: option, value }))
            .slice(0, MOST);
    const isSet = (key: string) => /^(?:1|true|yes|on)$/i.test(read(key).trim());
    const urls = [...many("index-url", "--index-url").slice(0, 1), ...many("extra-index-url", "--extra-index-url")];
    return {
        urls: isSet("no-index") ? [] : urls,
        links: many("find-links", "--find-links"),
        trusted: many("trusted-host", "--trusted-host"),
        pre: isSet("pre"),
    };
}

/** The pip.conf that we give to pip: the addresses, and nothing else. */
export function writePipConfig({ urls, links, trusted, pre }: PipIndex): string {
    const list = (key: string, values: readonly string[]) =>
        values.length > 0 ? [`${key} =`, ...values.slice(0, MOST).map(value => `    ${value}`)] : [];
    const [first, ...more] = urls;
    return [
        "[global]",
        ...(first === undefined ? ["no-index = true"] : [`index-url = ${first}`]),
        ...list("extra-index-url", more),
        ...list("find-links", links),
        ...list("trusted-host", trusted),
        ...(pre ? ["pre = true"] : []),
        "",
    ].join("\n");
}

/** What tells one index from another, without secrets; null where a query may be all that does. */
export const indexKey = ({ urls, links, pre }: PipIndex): string | null =>
    [...urls, ...links].some(url => url.includes("?"))
        ? null
        : JSON.stringify([urls.map(cleanUrl), links.map(cleanUrl), pre]);

/** The addresses as anybody may see them, without user, password and query. */
export const shownIndex = ({ urls, links }: PipIndex): string => [...urls, ...links].map(cleanUrl).join(" ");
