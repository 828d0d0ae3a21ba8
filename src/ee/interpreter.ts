/** The Python that Ansible runs on in the commit, and what that Python takes. */
import type { Target } from "./target.ts";

export type Interpreter = {
    /** Of the language: "3.12". */
    python: string;
    /** Of the release, "3.11.2"; null where it is not known. */
    release: string | null;
    /** RPM's word for its distributions: "python3dist", or "python3.12dist" for one beside the system's own. */
    dist: string;
    /** What its RPMs' names begin with: "python3", "python3.12". */
    prefix: string;
    /** Machine code that it loads, "x86_64"; null where nobody says. */
    arch: string | null;
    /** Minor version of the C library (2.N) that such code is linked with; null where nobody says. */
    glibc: number | null;
    /** Where it looks for `.pth` files. */
    sitePackages: string;
};

/** A package as a resolver tells it. */
type Told = { name: string; version: string; release: string; arch: string };

/**
 * The interpreter among the packages that come with ansible-core; null when there is none among them.
 *
 * Enterprise Linux keeps ansible-core's Python in packages of its own, `python3.12`, whose distributions provide
 * `python3.12dist(…)`; where it runs on the system's, that is called `python3`, and `python3dist(…)` fits.
 */
export function readInterpreter(target: Target, packages: readonly Told[]): Interpreter | null {
    const own =
        packages.find(({ name }) => name === `python${target.python}`) ??
        packages.find(({ name }) => /^python3\.\d+$/.test(name));
    const found = own ?? packages.find(({ name }) => name === "python3");
    const python = own ? own.name.slice("python".length) : /^3\.\d+/.exec(found?.version ?? "")?.[0];
    if (!found || python === undefined) return null;
    const prefix = own ? own.name : "python3";
    const glibc = /^2\.(\d+)/.exec(packages.find(({ name }) => name === "glibc")?.version ?? "")?.[1];
    return {
        python,
        release: /^3\.\d+\.\d+/.exec(found.version)?.[0] ?? null,
        dist: `${prefix}dist`,
        prefix,
        arch: found.arch === "noarch" ? null : found.arch,
        glibc: glibc === undefined ? null : Number(glibc),
        // Debian's own Python, wrapped, looks elsewhere.
        sitePackages: /\.deb\d+$/.test(found.release)
            ? "/usr/lib/python3/dist-packages"
            : `/usr/lib/python${python}/site-packages`,
    };
}

/** What a target's name alone tells, for sources that hold no interpreter at all: the system's Python. */
export const supposedInterpreter = ({ python }: Target): Interpreter => ({
    python,
    release: null,
    dist: "python3dist",
    prefix: "python3",
    arch: null,
    glibc: null,
    sitePackages: `/usr/lib/python${python}/site-packages`,
});
