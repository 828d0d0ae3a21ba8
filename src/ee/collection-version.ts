/**
 * Whether a collection's version is what a requirement wants.
 *
 * Authority: ansible-core, galaxy/dependency_resolution/versioning.py (meets_requirements), utils/version.py.
 */

type Parsed = { release: number[]; before: string[] };

const CLAUSE = /^\s*(!=|==|>=|<=|=|>|<)?\s*(.*?)\s*$/;
/** Requirements may leave out what is 0: "1.2" is 1.2.0. */
const VERSION =
    /^v?(\d{1,15})(?:\.(\d{1,15}))?(?:\.(\d{1,15}))?(?:-([0-9A-Za-z.-]{1,100}))?(?:\+[0-9A-Za-z.-]{1,100})?$/;

/** True for "" and "*"; null when it cannot be told, as with a branch or a commit of git. */
export function meetsVersion(version: string, wanted: string): boolean | null {
    const own = parseVersion(version);
    let answer: boolean | null = true;
    for (const clause of wanted.split(",")) {
        const [, operator = "==", text = ""] = CLAUSE.exec(clause) ?? [];
        if (text === "" || text === "*") continue;
        const other = parseVersion(text);
        if (!own || !other) answer = text === version ? answer : null;
        else if (!holds(compare(own, other), operator)) return false;
    }
    return answer;
}

function parseVersion(text: string): Parsed | null {
    const [whole, major, minor = "0", patch = "0", before = ""] = VERSION.exec(text) ?? [];
    if (whole === undefined) return null;
    return { release: [major, minor, patch].map(Number), before: before === "" ? [] : before.split(".") };
}

function holds(order: number, operator: string): boolean {
    if (operator === "!=") return order !== 0;
    if (operator === ">=") return order >= 0;
    if (operator === "<=") return order <= 0;
    if (operator === ">") return order > 0;
    return operator === "<" ? order < 0 : order === 0;
}

/** As semantic versions are ordered: a pre-release is older than its release. */
function compare(one: Parsed, other: Parsed): number {
    for (const [index, number] of one.release.entries())
        if (number !== other.release[index]) return number - (other.release[index] ?? 0);
    if (one.before.length === 0 || other.before.length === 0) return other.before.length - one.before.length;
    for (const [index, part] of one.before.entries()) {
        const against = other.before[index];
        if (against === undefined) return 1;
        if (part !== against) return comparePart(part, against);
    }
    return one.before.length - other.before.length;
}

/** Numbers by value, and older than words. */
function comparePart(one: string, other: string): number {
    const [a, b] = [one, other].map(part => /^\d+$/.test(part));
    if (a && b) return Number(one) - Number(other);
    if (a !== b) return a ? -1 : 1;
    return one < other ? -1 : 1;
}
