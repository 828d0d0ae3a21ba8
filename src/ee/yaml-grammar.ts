/**
 * Whether PyYAML takes a text as one YAML document, and if not, what it says. What the values are, nobody asks here.
 *
 * The grammar over the scanner's tokens, and what the composer checks on the way: aliases, anchors, a second document.
 * Authority: PyYAML 6.0, parser.py and composer.py.
 */
import { stringRepr } from "./python-repr.ts";
import { type Mark, YamlRefusal } from "./yaml-cursor.ts";
import type { Token } from "./yaml-scanner.ts";
import type { Tokens } from "./yaml-tokens.ts";

type Reader = Tokens & { at: number; handles: Set<string>; anchors: Map<string, Mark> };

/** What PyYAML says about a text; null when it takes it. The text is not nested more deeply than can be recursed into. */
export function yamlRefusal(scanned: Tokens): YamlRefusal | null {
    const reader: Reader = { ...scanned, at: 0, handles: new Set(), anchors: new Map() };
    try {
        readStream(reader);
        return null;
    } catch (error) {
        if (error instanceof YamlRefusal) return error;
        throw error;
    }
}

function look(reader: Reader): Token {
    if (reader.refusal && reader.at >= reader.reached) throw reader.refusal;
    const token = reader.tokens[reader.at];
    if (!token) throw new Error("the parser went beyond the end of the stream");
    return token;
}

const sees = (reader: Reader, id: string): boolean => look(reader).id === id;
const seesAny = (reader: Reader, ids: readonly string[]): boolean => ids.includes(look(reader).id);

const NO_CONTENT = ["<directive>", "<document start>", "<document end>", "<stream end>"];
const NO_ITEM = ["-", "<block end>"];
const NO_LOOSE_ITEM = ["-", "?", ":", "<block end>"];
const NO_PART = ["?", ":", "<block end>"];

function take(reader: Reader): Token {
    const token = look(reader);
    reader.at += 1;
    return token;
}

/** Refuse the token that is next. */
function unexpected(
    reader: Reader,
    context: string | null,
    start: Mark | null,
    expected: string,
    verb = "found",
): YamlRefusal {
    const { id, mark } = look(reader);
    return new YamlRefusal(context, start, `expected ${expected}, but ${verb} ${stringRepr(id)}`, mark);
}

function readStream(reader: Reader): void {
    const isImplicit = !seesAny(reader, ["<directive>", "<document start>", "<stream end>"]);
    if (!isImplicit) while (sees(reader, "<document end>")) take(reader);
    if (sees(reader, "<stream end>")) return;
    if (!isImplicit) readDirectives(reader);
    else reader.handles = new Set(["!", "!!"]);
    const { mark } = look(reader);
    if (isImplicit || !seesAny(reader, NO_CONTENT)) readNode(reader, true, false);
    while (sees(reader, "<document end>")) take(reader);
    if (sees(reader, "<stream end>")) return;
    const second = look(reader).mark;
    readDirectives(reader);
    const what = "expected a single document in the stream";
    throw new YamlRefusal(what, mark, "but found another document", second, false);
}

/** Directives, and the three dashes that end them. */
function readDirectives(reader: Reader): void {
    reader.handles = new Set();
    let hasVersion = false;
    while (sees(reader, "<directive>")) {
        const { content, mark } = take(reader);
        const directive = content && typeof content === "object" && "name" in content ? content : null;
        if (directive?.name === "YAML") {
            if (hasVersion) throw new YamlRefusal(null, null, "found duplicate YAML directive", mark);
            if (Number(directive.value) !== 1)
                throw new YamlRefusal(null, null, "found incompatible YAML document (version 1.* is required)", mark);
            hasVersion = true;
        } else if (directive?.name === "TAG") {
            if (reader.handles.has(directive.value))
                throw new YamlRefusal(null, null, `duplicate tag handle ${stringRepr(directive.value)}`, mark);
            reader.handles.add(directive.value);
        }
    }
    reader.handles.add("!").add("!!");
    if (!sees(reader, "<document start>")) throw unexpected(reader, null, null, "'<document start>'");
    take(reader);
}

/** One node; `isBlock` where a block may begin, `isLoose` where dashes need no indentation: below a key. */
function readNode(reader: Reader, isBlock: boolean, isLoose: boolean): void {
    if (sees(reader, "<alias>")) {
        const { content, mark } = take(reader);
        const name = String(content);
        if (!reader.anchors.has(name))
            throw new YamlRefusal(null, null, `found undefined alias ${stringRepr(name)}`, mark, false);
        return;
    }
    const start = look(reader).mark;
    const isNamed = readProperties(reader, start);
    const { id } = look(reader);
    if (isLoose && id === "-") readLooseSequence(reader);
    else if (id === "<scalar>") take(reader);
    else if (id === "[") readFlowSequence(reader);
    else if (id === "{") readFlowMapping(reader);
    else if (isBlock && id === "<block sequence start>") readBlockSequence(reader);
    else if (isBlock && id === "<block mapping start>") readBlockMapping(reader);
    else if (!isNamed) {
        const context = `while parsing a ${isBlock ? "block" : "flow"} node`;
        throw unexpected(reader, context, start, "the node content");
    }
}

/** Anchor and tag in either order; answers whether there are any. */
function readProperties(reader: Reader, start: Mark): boolean {
    const first = reader.at;
    const anchor = sees(reader, "<anchor>") ? take(reader) : null;
    const tag = sees(reader, "<tag>") ? take(reader) : null;
    const name = (anchor ?? (tag && sees(reader, "<anchor>") ? take(reader) : null))?.content;
    const handle =
        tag?.content && typeof tag.content === "object" && "handle" in tag.content ? tag.content.handle : null;
    if (tag && handle !== null && !reader.handles.has(handle)) {
        const found = `found undefined tag handle ${stringRepr(handle)}`;
        throw new YamlRefusal("while parsing a node", start, found, tag.mark);
    }
    if (reader.at === first) return false;
    // The parser looks at the node before the composer looks at its name.
    look(reader);
    if (typeof name === "string") {
        const earlier = reader.anchors.get(name);
        if (earlier) {
            const context = `found duplicate anchor ${stringRepr(name)}; first occurrence`;
            throw new YamlRefusal(context, earlier, "second occurrence", start, false);
        }
        reader.anchors.set(name, start);
    }
    return true;
}

function readBlockSequence(reader: Reader): void {
    const { mark } = take(reader);
    while (sees(reader, "-")) {
        take(reader);
        if (!seesAny(reader, NO_ITEM)) readNode(reader, true, false);
    }
    if (!sees(reader, "<block end>")) throw unexpected(reader, "while parsing a block collection", mark, "<block end>");
    take(reader);
}

function readLooseSequence(reader: Reader): void {
    while (sees(reader, "-")) {
        take(reader);
        if (!seesAny(reader, NO_LOOSE_ITEM)) readNode(reader, true, false);
    }
}

function readBlockMapping(reader: Reader): void {
    const { mark } = take(reader);
    const readPart = () => {
        take(reader);
        if (!seesAny(reader, NO_PART)) readNode(reader, true, true);
    };
    while (sees(reader, "?")) {
        readPart();
        if (sees(reader, ":")) readPart();
    }
    if (!sees(reader, "<block end>")) throw unexpected(reader, "while parsing a block mapping", mark, "<block end>");
    take(reader);
}

function readFlowSequence(reader: Reader): void {
    const { mark } = take(reader);
    for (let first = true; !sees(reader, "]"); first = false) {
        if (!first) {
            if (!sees(reader, ","))
                throw unexpected(reader, "while parsing a flow sequence", mark, "',' or ']'", "got");
            take(reader);
        }
        if (sees(reader, "?")) readFlowPair(reader, "]");
        else if (!sees(reader, "]")) readNode(reader, false, false);
    }
    take(reader);
}

function readFlowMapping(reader: Reader): void {
    const { mark } = take(reader);
    for (let first = true; !sees(reader, "}"); first = false) {
        if (!first) {
            if (!sees(reader, ",")) throw unexpected(reader, "while parsing a flow mapping", mark, "',' or '}'", "got");
            take(reader);
        }
        if (sees(reader, "?")) readFlowPair(reader, "}");
        else if (!sees(reader, "}")) readNode(reader, false, false);
    }
    take(reader);
}

/** A key and its value, each of which may be missing, inside brackets that end with `end`. */
function readFlowPair(reader: Reader, end: string): void {
    take(reader);
    if (!seesAny(reader, [":", ",", end])) readNode(reader, false, false);
    if (!sees(reader, ":")) return;
    take(reader);
    if (!seesAny(reader, [",", end])) readNode(reader, false, false);
}
