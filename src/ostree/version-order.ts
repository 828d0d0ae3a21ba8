/** Which of two versions of an RPM is the newer one. */

/**
 * Compare `epoch:version-release` as rpm does: negative when `one` is older, 0 when neither is.
 *
 * Authority: rpm, rpmio/rpmvercmp.c, and lib/rpmds.c for the parts.
 */
export function compareVersions(one: string, other: string): number {
    const [a, b] = [partsOf(one), partsOf(other)];
    return a.epoch - b.epoch || comparePart(a.version, b.version) || comparePart(a.release, b.release);
}

function partsOf(text: string): { epoch: number; version: string; release: string } {
    const [, epoch = "0", version = "", release = ""] = /^(?:(\d{1,15}):)?([^-]*)(?:-(.*))?$/s.exec(text) ?? [];
    return { epoch: Number(epoch), version, release };
}

/**
 * Runs of digits and of letters are compared in turn; what stands between them only divides. A digit is newer than a
 * letter, "~" older than the end, and "^" newer than the end but older than anything else.
 */
function comparePart(one: string, other: string): number {
    const [a, b] = [segmentsOf(one), segmentsOf(other)];
    for (let index = 0; index < Math.max(a.length, b.length); index++) {
        const [left = "", right = ""] = [a[index], b[index]];
        if (left === right) continue;
        const rank = rankOf(left) - rankOf(right);
        if (rank !== 0) return rank;
        const order = /\d/.test(left) ? compareNumbers(left, right) : left < right ? -1 : 1;
        if (order !== 0) return order;
    }
    return 0;
}

const segmentsOf = (part: string): string[] => part.match(/\d+|[A-Za-z]+|~|\^/g) ?? [];

const rankOf = (segment: string): number => {
    if (segment === "~") return 0;
    if (segment === "") return 1;
    if (segment === "^") return 2;
    return /\d/.test(segment) ? 4 : 3;
};

function compareNumbers(one: string, other: string): number {
    const [left, right] = [one.replace(/^0+/, ""), other.replace(/^0+/, "")];
    return left.length - right.length || (left < right ? -1 : left > right ? 1 : 0);
}
