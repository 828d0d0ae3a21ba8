/** The RPMs of a commit. */
import * as z from "zod/mini";

import { findDependents, type Relations } from "./dependents.ts";
import type { Variant } from "./gvariant.ts";
import { inert } from "./inert.ts";

export type Package = {
    name: string;
    epoch: string | null;
    version: string;
    release: string;
    arch: string;
    /** Bytes installed; null where only the commit's metadata was there to be read. */
    size: number | null;
    licence: string | null;
    /** Names of the packages in the commit that need it, sorted. */
    requiredBy: string[];
};

/**
 * What rpm is asked for each package: a line of facts, then a line for each requirement, capability and file.
 * Licences come last on their line, since authors have put tabs into them.
 */
export const queryFormat = [
    "P\\t%{NAME}\\t%{EPOCH}\\t%{VERSION}\\t%{RELEASE}\\t%{ARCH}\\t%{LONGSIZE}\\t%{LICENSE}\\n",
    "[R\\t%{REQUIRENAME}\\n]",
    "[C\\t%{PROVIDENAME}\\n]",
    "[C\\t%{FILENAMES}\\n]",
].join("");

/** Read what rpm answered to `queryFormat`; sorted by name. What is not as asked for is left out. */
export function parsePackages(text: string): Package[] {
    const packages: (Package & Relations)[] = [];
    for (const line of text.split("\n")) {
        const [kind, value = "", ...fields] = line.split("\t");
        const current = packages.at(-1);
        if (kind === "P" && fields.length >= 6) packages.push(packageOf(value, fields));
        else if (kind === "R") current?.requires.push(value);
        else if (kind === "C") current?.capabilities.push(value);
    }
    const dependents = findDependents(packages);
    // rpm keeps the keys it trusts among the packages; they are none.
    return packages
        .filter(({ name }) => name !== "gpg-pubkey")
        .map(({ requires, capabilities, ...each }) => ({ ...each, requiredBy: dependents.get(each.name) ?? [] }))
        .sort(byName);
}

/** Read of the same answer who provides what: by capability the first package that has it. Files are left out. */
export function parseProviders(text: string): Map<string, string> {
    const providers = new Map<string, string>();
    let name = "";
    for (const line of text.split("\n")) {
        const [kind, value = ""] = line.split("\t", 2);
        if (kind === "P") name = inert(value, 255);
        else if (kind === "C" && name !== "" && !value.startsWith("/") && !providers.has(value))
            providers.set(value, name);
    }
    return providers;
}

function packageOf(name: string, fields: string[]): Package & Relations {
    const [epoch = "", version = "", release = "", arch = "", size = "", ...licence] = fields;
    return {
        name: inert(name, 255),
        epoch: epoch === "(none)" ? null : inert(epoch, 20),
        version: inert(version, 255),
        release: inert(release, 255),
        arch: inert(arch, 40),
        size: /^\d{1,15}$/.test(size) ? Number(size) : null,
        licence: inert(licence.join(" ")),
        requiredBy: [],
        requires: [],
        capabilities: [],
    };
}

const listSchema = z.array(z.tuple([z.string(), z.string(), z.string(), z.string(), z.string()]));

/** Read `rpmostree.rpmdb.pkglist`: name, epoch ("0" for none), version, release, architecture. Null if it is none. */
export function parsePackageList(value: Variant | undefined): Package[] | null {
    const list = listSchema.safeParse(value?.value);
    if (!list.success) return null;
    return list.data
        .map(([name, epoch, version, release, arch]) => {
            const rest = [epoch === "0" ? "(none)" : epoch, version, release, arch];
            const { requires, capabilities, ...each } = packageOf(name, rest);
            return { ...each, licence: null };
        })
        .sort(byName);
}

/** Version as rpm and dnf write it: `epoch:version-release`, without an epoch that is none. */
export const packageVersion = ({ epoch, version, release }: Pick<Package, "epoch" | "version" | "release">): string =>
    `${epoch === null ? "" : `${epoch}:`}${version}-${release}`;

const byName = (one: Package, other: Package): number => compare(one.name, other.name) || compare(one.arch, other.arch);

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
