/**
 * Whether a line is a requirement in the words of PEP 508, as ansible-builder asks before it looks at a line's name.
 * Authority: packaging 23, _parser.py and _tokenizer.py.
 */
import { type Clause, parsePythonRequirement } from "./python.ts";

/** A marker with more words than this is not read. */
const MOST_WORDS = 500;

const WORD =
    /\s*(?:(\()|(\))|("[^"]*"|'[^']*'|\b(?:python_version|python_full_version|os[._]name|sys[._]platform|platform_(?:release|system)|platform[._](?:version|machine|python_implementation)|python_implementation|implementation_(?:name|version)|extra)\b)|(===|==|~=|!=|<=|>=|<|>|not\s+in\b|in\b)|(and\b|or\b))/y;

type Word = "(" | ")" | "value" | "operator" | "joint";

/** Comments stripped. */
export function isPep508(line: string): boolean {
    const requirement = parsePythonRequirement(line);
    if (!requirement || /^[^\]]*,\s*\]/.test(line.slice(0, line.search(/[@;(<>=!~]|$/)))) return false;
    if (requirement.url !== null && !/^[a-z][a-z0-9+.-]*:/i.test(requirement.url)) return false;
    return requirement.clauses.every(isStrict) && (requirement.marker === "" || isMarker(requirement.marker));
}

/** A wildcard stands right behind the release, and a local version is something to be equal to. */
const isStrict = ({ operator, version }: Clause): boolean =>
    operator === "===" ||
    (version.endsWith(".*")
        ? /^v?(?:\d+!)?\d+(?:\.\d+)*\.\*$/i.test(version)
        : operator === "==" || operator === "!=" || !version.includes("+"));

/** Whether a condition can be read: comparisons, joined by "and" and "or", in parentheses or not. */
function isMarker(marker: string): boolean {
    const words = wordsOf(marker.trim());
    if (!words) return false;
    let depth = 0;
    let at = 0;
    for (;;) {
        while (words[at] === "(") {
            depth += 1;
            at += 1;
        }
        if (words[at] !== "value" || words[at + 1] !== "operator" || words[at + 2] !== "value") return false;
        at += 3;
        while (words[at] === ")" && depth > 0) {
            depth -= 1;
            at += 1;
        }
        if (at === words.length) return depth === 0;
        if (words[at] !== "joint") return false;
        at += 1;
    }
}

function wordsOf(text: string): Word[] | null {
    const words: Word[] = [];
    WORD.lastIndex = 0;
    while (WORD.lastIndex < text.length) {
        const match = WORD.exec(text);
        if (!match || words.length >= MOST_WORDS) return null;
        const [, open, close, value, operator] = match;
        words.push(open ? "(" : close ? ")" : value ? "value" : operator ? "operator" : "joint");
    }
    return words;
}
