/**
 * What we know of the systems that osbuild-composer builds for, by its name for them ("rhel-9.6").
 * Never asked of this machine: a target is a name.
 */

export type Target = {
    /** Composer's name: "rhel-9.6", "fedora-42". */
    distro: string;
    /** `ID` of its os-release. */
    osId: string;
    /** `VERSION_ID`, as far as the name says it. */
    version: string;
    /** Bindep's platform profiles there. */
    atoms: string[];
    /** Version of the interpreter that its ansible-core runs on: "3.12". */
    python: string;
};

/** The interpreter of ansible-core by Enterprise Linux release, newest first; the minor release from which it counts. */
const ENTERPRISE_PYTHON: [major: number, minor: number, python: string][] = [
    [10, 0, "3.12"],
    [9, 6, "3.12"],
    [9, 3, "3.11"],
    [9, 0, "3.9"],
    [8, 9, "3.12"],
    [8, 8, "3.11"],
    [8, 0, "3.9"],
];

/** Fedora's Python by the release that brought it, newest first. */
const FEDORA_PYTHON: [release: number, python: string][] = [
    [43, "3.14"],
    [41, "3.13"],
    [39, "3.12"],
    [37, "3.11"],
    [35, "3.10"],
    [0, "3.9"],
];

/** Composer's names begin with these; some say CentOS Stream in their own way. */
const NAMES: Readonly<Record<string, string>> = { "centos-stream": "centos", alma: "almalinux" };

/** What is known of a distribution; one that is not in the table is told from its name. */
export function readTarget(distro: string): Target {
    const [, given = "", digits = ""] = /^([a-z][a-z-]*?)-?(\d+(?:\.\d+)*)?(?:-.*)?$/.exec(distro.toLowerCase()) ?? [];
    const osId = NAMES[given] ?? (given === "" ? "unknown" : given);
    // rhel-96 is how composer wrote 9.6 before 2023; Fedora's releases have two digits anyway.
    const version = osId !== "fedora" && /^[89]\d$/.test(digits) ? `${digits[0]}.${digits[1]}` : digits;
    const [major = 0, minor = Number.POSITIVE_INFINITY] = version === "" ? [] : version.split(".").map(Number);
    const python =
        osId === "fedora"
            ? FEDORA_PYTHON.find(row => major >= row[0])?.[1]
            : ENTERPRISE_PYTHON.find(row => major > row[0] || (major === row[0] && minor >= row[1]))?.[2];
    return { distro, osId, version, atoms: atomsOf(osId, version), python: python ?? "3" };
}

/** Bindep 2.11's profiles: the id, the id with each part of the version, the family, the kind of package. */
function atomsOf(osId: string, version: string): string[] {
    const parts = version === "" ? [] : version.split(".");
    const releases = parts.map((_part, index) => `${osId}-${parts.slice(0, index + 1).join(".")}`);
    return [osId, ...releases, "redhat", "rpm", "base-py3"].map(atom => `platform:${atom}`);
}

const IMAGES: [pattern: RegExp, family: string][] = [
    [/fedora/, "fedora"],
    [/centos/, "centos"],
    [/alma/, "almalinux"],
    [/rocky/, "rocky"],
    [/ubi|rhel|redhat/, "rhel"],
];

/**
 * Of the distributions that a composer builds, the one nearest to a base image: its family and release, then a sibling
 * of the same release, then the first given.
 */
export function suggestDistro(baseImage: string | null, distros: readonly string[]): string {
    const { family, release } = readImage(baseImage ?? "");
    const targets = distros.map(readTarget).toSorted((left, right) => compareVersions(right.version, left.version));
    const major = (target: Target) => target.version.split(".")[0];
    const exact = targets.find(target => target.osId === family && (release === null || major(target) === release));
    const sibling = targets.find(
        target => family !== "fedora" && target.osId !== "fedora" && major(target) === release,
    );
    return (exact ?? (release === null ? undefined : sibling))?.distro ?? distros[0] ?? "";
}

/** Whether a base image is of a distribution: of its family, and of its release where the image names one. */
export const isOfDistro = (baseImage: string, distro: string): boolean => {
    const { family, release } = readImage(baseImage);
    const { osId, version } = readTarget(distro);
    return osId === family && (release === null || version.split(".")[0] === release);
};

function readImage(baseImage: string): { family: string | null; release: string | null } {
    const image = baseImage.toLowerCase();
    const tag = image.slice(image.lastIndexOf("/") + 1);
    return {
        family: IMAGES.find(([pattern]) => pattern.test(image))?.[1] ?? null,
        release:
            /(?:ubi|rhel|stream|el)-?(\d{1,2})/.exec(image)?.[1] ?? /[:-](\d{1,2})(?:[.-]\d|$)/.exec(tag)?.[1] ?? null,
    };
}

function compareVersions(left: string, right: string): number {
    return left.localeCompare(right, "en", { numeric: true });
}
