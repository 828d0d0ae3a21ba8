/**
 * Python requirements as RPM dependencies on `python3dist(name)`.
 *
 * RPM's generator writes versions so that its own comparison orders them as PEP 440 does: trailing zeros are dropped
 * (6.0 is 6), a pre-release follows `~`, a post-release `^`.
 * Authority: python-rpm-generators, pythondistdeps.py (RpmVersion, convert_compatible, convert_equal).
 */
import { type Clause, normalizeName, type PythonRequirement } from "./python.ts";

export type PackageSpecs = {
    /** What to ask for; several bounds on one name make one rich dependency. */
    specs: string[];
    /** The same for the extras, which repositories often do not have: `python3dist(pypsrp[kerberos])`. */
    extras: string[];
    /** Clauses that an RPM dependency cannot say, as written: "!=2.5". */
    unwritten: string[];
};

type Parts = { epoch: string; release: string[]; suffix: string };

/** `dist` is the target's word for its interpreter's distributions: "python3dist", "python3.12dist". */
export function toPackageSpecs(requirement: PythonRequirement, dist = "python3dist"): PackageSpecs {
    const name = normalizeName(requirement.name);
    const bounds: string[] = [];
    const unwritten: string[] = requirement.url === null ? [] : [requirement.url];
    for (const clause of requirement.clauses) {
        const written = boundsOf(clause);
        if (written) bounds.push(...written);
        else unwritten.push(clause.operator + clause.version);
    }
    const ask = (capability: string) => {
        const [first, ...more] = [...new Set(bounds)].map(bound => `${capability} ${bound}`);
        if (first === undefined) return capability;
        return more.length === 0 ? first : `(${[first, ...more].join(" with ")})`;
    };
    const extras = requirement.extras.map(extra => ask(`${dist}(${name}[${normalizeName(extra)}])`));
    return { specs: [ask(`${dist}(${name})`)], extras, unwritten };
}

/** The bounds of one clause, such as [">= 2.28", "< 3"]; null where RPM has no word for it. */
function boundsOf({ operator, version }: Clause): string[] | null {
    const wildcard = version.endsWith(".*");
    const parts = partsOf(wildcard ? version.slice(0, -2) : version);
    if (!parts || operator === "!=") return null;
    if (operator === "~=") return between(parts, parts.release.slice(0, -1));
    if (operator === "==" && wildcard) return between(parts, parts.release);
    return [`${operator === "==" || operator === "===" ? "=" : operator} ${written(parts)}`];
}

/** From a version up to the next of a shorter one. */
function between(parts: Parts, prefix: readonly string[]): string[] {
    const last = BigInt(prefix.at(-1) ?? "0") + 1n;
    const next = { ...parts, release: [...prefix.slice(0, -1), String(last)], suffix: "" };
    return [`>= ${written(parts)}`, `< ${written(next)}`];
}

function partsOf(version: string): Parts | null {
    const match =
        /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(alpha|beta|preview|pre|rc|a|b|c)[-_.]?(\d*))?(?:-(\d+)|[-_.]?(?:post|rev|r)([-_.]?\d*))?(?:[-_.]?dev[-_.]?(\d*))?(?:\+.*)?$/i.exec(
            version,
        );
    if (!match) return null;
    const [, epoch = "", release = "", stage, stageNumber, implicitPost, post, dev] = match;
    const number = (digits: string) => String(BigInt(digits.replace(/\D/g, "") || "0"));
    let suffix = "";
    if (stage !== undefined) suffix = `~${stageName(stage)}${number(stageNumber ?? "")}`;
    else if (dev !== undefined) suffix = `~~dev${number(dev)}`;
    else if (implicitPost !== undefined || post !== undefined) suffix = `^post${number(implicitPost ?? post ?? "")}`;
    return { epoch: epoch && `${epoch}:`, release: release.split(".").map(number), suffix };
}

function stageName(stage: string): string {
    const lower = stage.toLowerCase();
    if (lower === "alpha" || lower === "a") return "a";
    return lower === "beta" || lower === "b" ? "b" : "rc";
}

function written({ epoch, release, suffix }: Parts): string {
    const numbers = [...release];
    while (numbers.length > 1 && numbers.at(-1) === "0") numbers.pop();
    return epoch + numbers.join(".") + suffix;
}
