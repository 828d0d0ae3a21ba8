/**
 * YAML text to nodes and values, as PyYAML's safe loader would see it, in bounded time and memory.
 *
 * What PyYAML refuses is a problem here too, with what it says about it; what is only too large for us is a problem
 * of its own. Positions in PyYAML's words count from 1, like ours.
 */
import { Composer, type CST, type Document, isAlias, isCollection, isPair, isScalar, Parser, visit } from "yaml";

import { _, format } from "../language.ts";
import { lineStart, placesIn } from "./text.ts";
import { yamlComplaint } from "./yaml-complaint.ts";
import { strayTab } from "./yaml-tabs.ts";
import { pythonTags } from "./yaml-types.ts";

/** Longest text that is read, in UTF-16 units: no definition comes near it, and a page stays quick below it. */
const LONGEST = 1_000_000;
/** Python gives up a little above 400 levels, the browser's stack somewhere above 500. */
const DEEPEST = 200;
const MOST_ALIASES = 1000;

export type YamlProblem = {
    code: string;
    message: string;
    offset: number;
    /** What ansible-builder prints; for what it does not catch, the last line of Python's traceback. */
    builderMessage: string;
};

export type YamlReading = {
    /** Null when nothing could be read at all. */
    document: Document | null;
    /** The document's value; undefined when there is a problem. */
    value: unknown;
    problems: YamlProblem[];
};

/** Characters that PyYAML's reader does not take. */
const UNPRINTABLE = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** Read a file named `file` (its name is part of what PyYAML says). Never throws. */
export function readYaml(text: string, file: string): YamlReading {
    const refused = (code: string, message: string, offset: number, builderMessage: string): YamlReading => ({
        document: null,
        value: undefined,
        problems: [{ code, message, offset, builderMessage }],
    });
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
    const tokens = [...new Parser().parse(text)];
    if (depth(tokens) > DEEPEST)
        return refused(
            "too-deep",
            _("This file is nested too deeply to be read."),
            0,
            "maximum recursion depth exceeded",
        );

    const documents = [...new Composer(OPTIONS).compose(tokens, true, text.length)] as Document[];
    const [document, second] = documents;
    if (!document) return { document: null, value: undefined, problems: [] };
    const problems = [...syntaxProblems(document, text, file), ...nodeProblems(document, text, file)];
    if (second && problems.length === 0) {
        const place = placesIn(text);
        const at = (offset: number) => `  in "${file}", line ${place(offset).line}, column ${place(offset).column}`;
        const first = document.contents?.range?.[0] ?? 0;
        const next = text.lastIndexOf("---", second.contents?.range?.[0] ?? second.range?.[0] ?? 0);
        problems.push({
            code: "yaml-second-document",
            message: _(
                "A second document begins here. A definition is one document: remove the line with three dashes.",
            ),
            offset: Math.max(next, 0),
            builderMessage: `expected a single document in the stream\n${at(first)}\nbut found another document\n${at(Math.max(next, 0))}`,
        });
    }
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
            problems: [{ code: "yaml-alias", message, offset: 0, builderMessage: "" }],
        };
    }
}

const OPTIONS = {
    schema: "failsafe",
    customTags: pythonTags,
    version: "1.1",
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: "silent",
} as const;

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

function syntaxProblems(document: Document, text: string, file: string): YamlProblem[] {
    const tab = strayTab(text);
    const unknown = document.warnings.filter(
        ({ code, pos }) =>
            code === "TAG_RESOLVE_FAILED" || /^[^\n]*%YAML[ \t]+(?!1\.)/.test(text.slice(lineStart(text, pos[0]))),
    );
    const errors = document.errors.length > 0 ? document.errors : unknown;
    const found = errors.map(({ code, message, pos }) => ({ code: code as string, message, offset: pos[0] }));
    if (tab !== null && found.every(({ offset }) => offset !== tab))
        found.push({ code: "TAB_AS_INDENT", message: "", offset: tab });
    return found
        .toSorted((left, right) => left.offset - right.offset)
        .map(({ code, message, offset }) => ({ ...yamlComplaint(code, message, offset, text, file), offset }));
}

/** What PyYAML's composer and constructor refuse and this parser lets pass. */
function nodeProblems(document: Document, text: string, file: string): YamlProblem[] {
    const problems: YamlProblem[] = [];
    const place = placesIn(text);
    const anchors = new Map<string, number>();
    const complain = (code: string, message: string, offset: number, python: string) => {
        const { line, column } = place(offset);
        problems.push({
            code,
            message,
            offset,
            builderMessage: `${python}\n  in "${file}", line ${line}, column ${column}`,
        });
    };
    visit(document, (key, node) => {
        if (isPair(node)) {
            if (isCollection(node.key)) {
                const offset = node.key.range?.[0] ?? 0;
                complain("yaml-key", _("A key must be one word or text here."), offset, "found unhashable key");
            }
            return;
        }
        if (isScalar(node) && node.type === "PLAIN" && node.value === "<<" && key !== "key") {
            const python = "could not determine a constructor for the tag 'tag:yaml.org,2002:merge'";
            complain(
                "yaml-tag",
                _("<< cannot be read as a value: put quotes around it."),
                node.range?.[0] ?? 0,
                python,
            );
        }
        if (isAlias(node)) {
            if (!anchors.has(node.source)) {
                const message = format(_("*$0 stands for nothing: no &$0 comes before it."), node.source);
                complain("yaml-alias", message, node.range?.[0] ?? 0, `found undefined alias '${node.source}'`);
            }
        } else if ((isScalar(node) || isCollection(node)) && node.anchor) {
            const first = anchors.get(node.anchor);
            const offset = node.range?.[0] ?? 0;
            if (first === undefined) anchors.set(node.anchor, offset);
            else {
                const { line, column } = place(first);
                const python = `found duplicate anchor '${node.anchor}'; first occurrence\n  in "${file}", line ${line}, column ${column}\nsecond occurrence`;
                complain("yaml-anchor", format(_("&$0 is in line $1 already."), node.anchor, line), offset, python);
            }
        }
    });
    return problems;
}
