/** The distributions and image types this composer builds. Both come from the same repositories. */
import { Refusal } from "./answer.ts";

type Distro = {
    /** dnf's `$releasever`. */
    releasever: string;
    types: readonly string[];
    /** Other names that POST /compose takes for a type. */
    aliases: Readonly<Record<string, string>>;
    /** The ref of a commit for which none is asked. */
    ref: string;
};

/** The composer pretends to run on this one: what a blueprint without a distribution is for. */
export const hostDistro = "fedora-37";

const distros: Readonly<Record<string, Distro>> = {
    "centos-9": {
        releasever: "9",
        types: ["edge-commit"],
        aliases: { "rhel-edge-commit": "edge-commit" },
        ref: "centos/9/x86_64/edge",
    },
    "fedora-37": {
        releasever: "37",
        types: ["iot-commit"],
        aliases: { "fedora-iot-commit": "iot-commit" },
        ref: "fedora/37/x86_64/iot",
    },
};

export const distroNames: readonly string[] = Object.keys(distros).sort();

export const isDistro = (name: string): boolean => Object.hasOwn(distros, name);

/** @param name As a blueprint or a query has it; empty means the host's. */
export function readDistro(name: string | null): Distro & { name: string } {
    const wanted = name || hostDistro;
    const distro = isDistro(wanted) ? distros[wanted] : undefined;
    if (!distro) throw new Refusal(400, "DistroError", `Invalid distro: ${wanted}`);
    return { ...distro, name: wanted };
}

/**
 * What every image holds beside the blueprint's packages. Of these the ones that the repositories know are taken: a
 * development repository may be much smaller than a distribution.
 */
export const basePackages: readonly string[] = [
    ...[
        "filesystem",
        "setup",
        "bash",
        "coreutils",
        "findutils",
        "grep",
        "sed",
        "gawk",
        "tar",
        "gzip",
        "which",
        "procps-ng",
    ],
    ...["hostname", "util-linux", "ca-certificates", "tzdata", "glibc-common", "jq", "unzip", "bzip2", "xz", "kernel"],
];
