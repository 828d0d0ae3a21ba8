/**
 * A wheel's file name, and whether an interpreter takes what it names.
 * Authority: PEP 427 (file names), PEP 425 (tags), PEP 600 and 513 (manylinux).
 */

export type WheelName = {
    /** "PyYAML-6.0.1-cp312-cp312-manylinux_2_17_x86_64.whl" */
    file: string;
    /** As PEP 503 has it: "pyyaml". */
    name: string;
    version: string;
    /** Two of one version differ by it; "" mostly. */
    build: string;
    pythons: string[];
    abis: string[];
    platforms: string[];
};

/** What takes wheels. */
export type WheelTarget = {
    /** "3.12" */
    python: string;
    /** "3.12.5"; null where only the language is known. */
    release: string | null;
    /** "x86_64"; null: no machine code. */
    arch: string | null;
    /** 2.N; null: the oldest that anybody still builds for. */
    glibc: number | null;
};

const NAME =
    /^([A-Za-z0-9](?:[A-Za-z0-9._]*[A-Za-z0-9])?)-([A-Za-z0-9.!+_]+)(?:-(\d\w*))?-([\w.]+)-([\w.]+)-([\w.]+)\.whl$/;

/** Null for what is no wheel's name. */
export function parseWheelName(file: string): WheelName | null {
    const [, name, version, build = "", pythons = "", abis = "", platforms = ""] =
        file.length > 255 ? [] : (NAME.exec(file) ?? []);
    if (name === undefined || version === undefined) return null;
    const parts = (tags: string) => tags.toLowerCase().split(".");
    return {
        file,
        name: name.toLowerCase().replace(/[-_.]+/g, "-"),
        // What a file name cannot hold stands as "_" there.
        version: version.replaceAll("_", "-"),
        build,
        pythons: parts(pythons),
        abis: parts(abis),
        platforms: parts(platforms),
    };
}

/** Whether the interpreter takes it, as far as its name tells. */
export function fits({ pythons, abis, platforms }: WheelName, target: WheelTarget): boolean {
    if (!platforms.some(tag => tag === "any" || isPlatform(tag, target))) return false;
    const minor = minorOf(target.python);
    return pythons.some(python => {
        const [, kind = "", version] = /^(py|cp)3(\d*)$/.exec(python) ?? [];
        const own = Number(version || 0);
        if (kind === "" || own > minor) return false;
        if (kind === "py") return abis.includes("none");
        if (own === minor) return abis.some(abi => abi === python || abi === "abi3" || abi === "none");
        return version !== "" && own >= 2 && abis.includes("abi3");
    });
}

const minorOf = (python: string): number => Number(/^3\.(\d+)$/.exec(python)?.[1] ?? 0);

/** The C library that these older names stand for. */
const MANYLINUX: Readonly<Record<string, number>> = { manylinux1: 5, manylinux2010: 12, manylinux2014: 17 };
/** What is taken where nobody says which C library there is. */
const OLDEST_GLIBC = 17;

function isPlatform(tag: string, { arch, glibc }: WheelTarget): boolean {
    if (arch === null || !tag.endsWith(`_${arch}`)) return false;
    const family = tag.slice(0, -arch.length - 1);
    if (family === "linux") return true;
    const wanted = MANYLINUX[family] ?? Number(/^manylinux_2_(\d+)$/.exec(family)?.[1] ?? Number.NaN);
    return wanted <= (glibc ?? OLDEST_GLIBC);
}

/** The platforms as pip takes them, one by one: it expands none of those with a number. */
export function platformTags({ arch, glibc }: WheelTarget): string[] {
    if (arch === null) return [];
    const newest = glibc ?? OLDEST_GLIBC;
    const numbered = Array.from({ length: Math.max(newest - 4, 0) }, (_none, index) => `manylinux_2_${newest - index}`);
    const named = Object.keys(MANYLINUX).filter(name => (MANYLINUX[name] ?? 0) <= newest);
    return [...numbered, ...named, "linux"].map(family => `${family}_${arch}`);
}

/** "cp312" for "3.12". */
export const abiOf = (python: string): string => `cp${python.replace(".", "")}`;

/** Of a wheel's name what says for whom it is: "cp311-cp311-manylinux2014_x86_64". */
export const tagsOf = ({ pythons, abis, platforms }: WheelName): string =>
    [pythons, abis, platforms].map(tags => tags.join(".")).join("-");
