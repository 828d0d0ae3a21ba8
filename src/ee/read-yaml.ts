/**
 * YAML text to nodes and values, as PyYAML's safe loader would see it, in bounded time and memory.
 *
 * What PyYAML refuses is a problem here too, with what it says about it; what is only too large for us is a problem
 * of its own. Positions in PyYAML's words count from 1, like ours.
 */
import { Composer, type CST, type Document, isCollection, isPair, isScalar, Parser } from "yaml";

import { _, format } from "../language.ts";
import { type ScannedText, scanText, type YamlProblem, yamlComplaint } from "./yaml-complaint.ts";
import { constructProblems } from "./yaml-construct.ts";
import { flattenYaml, refold } from "./yaml-flatten.ts";
import { pythonTags, typeUntagged } from "./yaml-types.ts";

/** Longest text that is read, in UTF-16 units: no definition comes near it, and a page stays quick below it. */
const LONGEST = 1_000_000;
/** Longest text of which something is read although it is refused. */
const LONGEST_BROKEN = 100_000;
/** Python gives up a little above 400 levels, the browser's stack somewhere above 500. */
const DEEPEST = 200;
const MOST_ALIASES = 1000;

export type { YamlProblem } from "./yaml-complaint.ts";

export type YamlReading = {
    /** Null when nothing could be read at all. */
    document: Document | null;
    /** The document's value; undefined when there is a problem. */
    value: unknown;
    problems: YamlProblem[];
};

/** Line breaks of Python or PyYAML that the `yaml` package takes for text. */
const OTHER_BREAKS = /\r(?!\n)|[\u0085\u2028\u2029]/g;

/** Characters that PyYAML's reader does not take. */
const UNPRINTABLE = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** Readings that are remembered: a form and its checks read the same few texts over and over with each key. */
const REMEMBERED = 4;
const readings = new Map<string, { reading: YamlReading; file: string }>();

/**
 * Read a file named `file` (its name is part of what PyYAML says). Never throws. The answer is shared by all who read the
 * same text: nobody may change it.
 */
export function readYaml(text: string, file: string): YamlReading {
    const known = readings.get(text);
    // Only problems name the file.
    const isSame = known && (known.file === file || known.reading.problems.length === 0);
    const reading = isSame ? known.reading : readAnew(text, file);
    readings.delete(text);
    readings.set(text, { reading, file });
    const [oldest] = readings.keys();
    if (readings.size > REMEMBERED && oldest !== undefined) readings.delete(oldest);
    return reading;
}

function readAnew(text: string, file: string): YamlReading {
    const refused = (code: string, message: string, offset: number, builderMessage: string): YamlReading => ({
        document: null,
        value: undefined,
        problems: [{ code, message, offset, builderMessage, fix: null }],
    });
    const tooDeep = () =>
        refused("too-deep", _("This file is nested too deeply to be read."), 0, "maximum recursion depth exceeded");
    if (text.length > LONGEST)
        return refused("too-large", _("This file is too large to be read: 1 MB is the limit."), 0, "");
    const unprintable = UNPRINTABLE.exec(text.startsWith("\ufeff") ? text.replace("\ufeff", " ") : text);
    if (unprintable) {
        const code = (unprintable[0].codePointAt(0) ?? 0).toString(16).padStart(4, "0");
        return refused(
            "not-text",
            format(_("This is not text: it holds the character U+$0."), code.toUpperCase()),
            unprintable.index,
            `unacceptable character #x${code}: special characters are not allowed\n  in "${file}", position ${unprintable.index}`,
        );
    }
    // A large text that is refused is not read any further: for some it would take many seconds.
    const scanned = scanText(text);
    const level = scannedDepth(scanned);
    // Both count in their own ways; what is too deep for both need not be read.
    if (level > 2 * DEEPEST) return tooDeep();
    const isJudged = text.length > LONGEST_BROKEN && level <= DEEPEST;
    if (isJudged) {
        const complaint = yamlComplaint(text, scanned, file);
        if (complaint) return { document: null, value: undefined, problems: [complaint] };
    }
    // What ends a line for Python ends one here, and a mark of the byte order is in no line; the offsets stay.
    const lined = text.replace(/^\ufeff/, "\n").replace(OTHER_BREAKS, "\n");
    const tokens = [...new Parser().parse(lined)];
    if (depth(tokens) > DEEPEST) return tooDeep();

    let [document = null] = compose(tokens, text.length);
    const complaint = isJudged ? null : yamlComplaint(text, scanned, file);
    if (complaint) return { document, value: undefined, problems: [complaint] };
    if (!document) return { document, value: undefined, problems: [] };
    if (document.errors.some(({ code }) => code !== "TAG_RESOLVE_FAILED")) {
        const [flat] = compose(new Parser().parse(flattenYaml(lined)), text.length);
        if (flat && flat.errors.length < document.errors.length) {
            refold(flat, lined);
            document = flat;
        }
    }
    if (lined.lastIndexOf("\n") < lined.trimEnd().length) openLastBlock(document, text.length);
    if (text.includes("!")) typeUntagged(document);
    const problems = constructProblems(document, text, file);
    if (problems.length > 0) return { document, value: undefined, problems };
    try {
        return { document, value: document.toJS({ maxAliasCount: MOST_ALIASES }), problems };
    } catch (error) {
        const message =
            error instanceof ReferenceError
                ? _("Aliases in this file repeat each other too often to be read.")
                : _("This file cannot be read: a merge key (<<) needs a mapping.");
        return {
            document,
            value: undefined,
            problems: [{ code: "yaml-alias", message, offset: 0, builderMessage: "", fix: null }],
        };
    }
}

const OPTIONS = {
    schema: "failsafe",
    customTags: pythonTags,
    version: "1.1",
    uniqueKeys: false,
    // Edits need to know where dashes and colons are.
    keepSourceTokens: true,
    prettyErrors: false,
    logLevel: "silent",
} as const;

const compose = (tokens: Iterable<CST.Token>, length: number): Document[] => [
    ...new Composer(OPTIONS).compose(tokens, true, length),
];

/** A block of text that the end of the file ends has no line break there for PyYAML, whatever its first line asks for. */
function openLastBlock(document: Document, length: number): void {
    let last: unknown = document.contents;
    while (isCollection(last)) {
        const item: unknown = last.items.at(-1);
        last = isPair(item) ? item.value : item;
    }
    if (
        isScalar<unknown>(last) &&
        typeof last.value === "string" &&
        /^BLOCK/.test(last.type ?? "") &&
        last.range?.[1] === length
    )
        last.value = last.value.replace(/\n$/, "");
}

/** How deep collections are nested as far as PyYAML scans a text. */
function scannedDepth({ tokens }: ScannedText): number {
    let level = 0;
    let deepest = 0;
    for (const { id } of tokens.tokens) {
        if (id === "<document start>" || id === "<document end>") {
            // What begins or ends in a collection is refused there, however much is behind it.
            if (level > 0) break;
        } else if (id === "[" || id === "{" || id.endsWith(" start>")) level += 1;
        else if (id === "]" || id === "}" || id === "<block end>") level -= 1;
        deepest = Math.max(deepest, level);
    }
    return deepest;
}

/** How deep the collections of a token stream are nested, without recursion. */
function depth(tokens: CST.Token[]): number {
    const open: [CST.Token | null | undefined, number][] = tokens.map(token => [token, 0]);
    let deepest = 0;
    for (let next = open.pop(); next; next = open.pop()) {
        const [token, level] = next;
        if (!token) continue;
        deepest = Math.max(deepest, level);
        if (token.type === "document") open.push([token.value, level]);
        else if ("items" in token)
            for (const item of token.items) open.push([item.key, level + 1], [item.value, level + 1]);
    }
    return deepest;
}
