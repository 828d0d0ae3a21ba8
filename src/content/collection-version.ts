/** Versions of collections, compared as ansible-galaxy does. Authority: ansible-core, utils/version.py and galaxy/dependency_resolution/versioning.py. */

type Version = { numbers: [number, number, number]; pre: string[] };

/** "1.2" is taken as 1.2.0; null for what is no version. */
function parse(text: string): Version | null {
    const [, numbers = "", pre = ""] =
        /^v?(\d{1,9}(?:\.\d{1,9}){0,2})(?:-([0-9A-Za-z.-]+))?(?:\+.*)?$/.exec(text) ?? [];
    if (numbers === "") return null;
    const [major = 0, minor = 0, patch = 0] = numbers.split(".").map(Number);
    return { numbers: [major, minor, patch], pre: pre === "" ? [] : pre.split(".") };
}

export const isPreRelease = (version: string): boolean => (parse(version)?.pre.length ?? 0) > 0;

/** Negative, zero or positive; null where one of them is no version. */
export function compareVersions(one: string, other: string): number | null {
    const [left, right] = [parse(one), parse(other)];
    if (!left || !right) return null;
    for (const index of [0, 1, 2] as const) {
        const difference = left.numbers[index] - right.numbers[index];
        if (difference !== 0) return difference;
    }
    // A release comes after what was published before it.
    if (left.pre.length === 0 || right.pre.length === 0) return right.pre.length - left.pre.length;
    for (let index = 0; index < Math.max(left.pre.length, right.pre.length); index++) {
        const difference = comparePart(left.pre[index], right.pre[index]);
        if (difference !== 0) return difference;
    }
    return 0;
}

function comparePart(one: string | undefined, other: string | undefined): number {
    if (one === undefined || other === undefined) return one === other ? 0 : one === undefined ? -1 : 1;
    const [left, right] = [one, other].map(part => (/^\d+$/.test(part) ? Number(part) : null));
    if (left !== null && right !== null && left !== undefined && right !== undefined) return left - right;
    if (left !== null || right !== null) return left !== null ? -1 : 1;
    return one < other ? -1 : Number(one > other);
}

const HOLDS: Record<string, (order: number) => boolean> = {
    ...{ "==": order => order === 0, "=": order => order === 0, "": order => order === 0, "!=": order => order !== 0 },
    ...{ ">=": order => order >= 0, "<=": order => order <= 0, ">": order => order > 0, "<": order => order < 0 },
};

/** Whether a version meets a condition such as ">=1.0.0,<2.0.0"; none for any. What cannot be read is not met. */
export const meets = (version: string, condition: string): boolean =>
    condition.split(",").every(part => {
        const [, operator = "", wanted = ""] = /^\s*(==|=|!=|>=|<=|>|<)?\s*(.*?)\s*$/.exec(part) ?? [];
        if (wanted === "" || wanted === "*") return true;
        const order = compareVersions(version, wanted);
        return order !== null && (HOLDS[operator]?.(order) ?? false);
    });

/** Whether a condition names one version, which may then be a pre-release. */
export const isPinned = (condition: string): boolean => /^\s*(?:==?)?\s*v?\d[^,<>!=*]*$/.test(condition);
