/** RPMs to choose from: by name, by a file or a capability that they bring, and by the Python distribution they provide. */
import type { Interpreter } from "../ee/interpreter.ts";
import { normalizeName } from "../ee/python.ts";
import type { Composer, Package, PackageDescription } from "../osbuild/composer.ts";
import { isSameSet } from "./resolve.ts";

export type FoundPackage = PackageDescription & {
    /** What the definition would say: of Python the distribution's name. */
    entry: string;
};

export type FoundPackages = {
    found: FoundPackage[];
    /** How many more there are whose names fit. */
    more: number;
};

/** What is asked where. */
export type Asking = { composer: Composer; distro: string; signal?: AbortSignal | undefined };

const MOST_SHOWN = 30;
/** Names come by the alphabet: so many are looked at for the nearest ones. */
const MOST_LISTED = 500;

/** What RPM allows in a name; nothing else can be the part of one. */
const isNamePart = (text: string): boolean => /^[A-Za-z0-9._+-]{1,100}$/.test(text);

/** A path, or a capability such as "perl(JSON)", which is no name. */
const isProvided = (text: string): boolean => /^\/[^\s,*?]+$|^[\w.+:-]+\([^\s,*?]+\)$/.test(text);

/** Those with the text in their name, the nearest first; for a path or a capability, the one that brings it. */
export async function findRpms(asking: Asking, text: string): Promise<FoundPackages> {
    if (isProvided(text)) {
        const name = await findBringing(asking, text);
        return { found: name === null ? [] : await describe(asking, [name]), more: 0 };
    }
    if (!isNamePart(text)) return { found: [], more: 0 };
    const { names, total } = await listNames(asking, "", text);
    return { found: await describe(asking, names), more: Math.max(0, total - names.length) };
}

/** RPMs of the target's Python, by what `dist(…)` they provide: that is what a definition asks for. */
export async function findPython(
    asking: Asking,
    { prefix, dist }: Pick<Interpreter, "prefix" | "dist">,
    text: string,
): Promise<FoundPackages> {
    if (!isNamePart(text)) return { found: [], more: 0 };
    const { names, total } = await listNames(asking, `${prefix}-`, text);
    const asked = new Map(names.map(name => [name, distributionsOf(name.slice(prefix.length + 1))]));
    const exact = normalizeName(text);
    const every = [...new Set([exact, ...[...asked.values()].flat()])];
    const capability = (name: string) => `${dist}(${name})`;
    const answer = await asking.composer.depsolve(every.map(capability), asking.distro, asking.signal);
    const missing = new Set(answer.state === "missing" ? answer.specs : []);
    const has = (name: string) => !missing.has(capability(name));
    const entries = new Map([...asked].map(([name, own]) => [name, own.find(has) ?? null]));
    // Somebody may provide it under a name that tells nothing of it.
    if (has(exact) && ![...entries.values()].includes(exact)) {
        const name = await findBringing(asking, capability(exact));
        if (name !== null) entries.set(name, exact);
    }
    const found = (await describe(asking, [...entries.keys()])).flatMap(each => {
        const entry = entries.get(each.name) ?? null;
        return entry === null ? [] : [{ ...each, entry }];
    });
    const first = found.filter(({ entry }) => entry === exact);
    return {
        found: [...first, ...found.filter(({ entry }) => entry !== exact)],
        more: Math.max(0, total - names.length),
    };
}

/** The distributions that an RPM may be of, by custom: python3-dateutil is python-dateutil's. */
const distributionsOf = (name: string): string[] =>
    [name, `python-${name}`, `py${name}`].map(normalizeName).filter((each, at, all) => all.indexOf(each) === at);

async function listNames({ composer, distro, signal }: Asking, before: string, text: string) {
    // The composer tells capital letters from small ones; who searches need not.
    const small = text.toLowerCase();
    const written = [...new Set([text, small, text.toUpperCase(), small.charAt(0).toUpperCase() + small.slice(1)])];
    const patterns = written.map(each => `${before}*${each}*`);
    const listed = await composer.listPackages(patterns, distro, MOST_LISTED, signal);
    const rank = (name: string) => {
        const own = name.slice(before.length).toLowerCase();
        return own === small ? 0 : own.startsWith(small) ? 1 : 2;
    };
    // Beyond so many the very name may not be among them, so it is asked for by itself.
    const isWhole = listed.total <= listed.names.length;
    const exact = isWhole
        ? []
        : (
              await composer.listPackages(
                  written.map(each => before + each),
                  distro,
                  10,
                  signal,
              )
          ).names;
    const names = [...new Set([...exact, ...listed.names])].sort(
        (one, other) => rank(one) - rank(other) || one.length - other.length || (one < other ? -1 : 1),
    );
    return { names: names.slice(0, MOST_SHOWN), total: listed.total };
}

async function describe({ composer, distro, signal }: Asking, names: readonly string[]): Promise<FoundPackage[]> {
    const told = new Map((await composer.describePackages(names, distro, signal)).map(each => [each.name, each]));
    return names.flatMap(name => {
        const one = told.get(name);
        return one ? [{ ...one, entry: name }] : [];
    });
}

/**
 * The package that has a file or a capability, or one that needs exactly what has it; null when no source has it.
 *
 * The composer tells what comes with it, and not who has it: that is the package which alone brings all the others.
 */
async function findBringing({ composer, distro, signal }: Asking, capability: string): Promise<string | null> {
    const answer = await composer.depsolve([capability], distro, signal);
    if (answer.state !== "resolved") return null;
    const brings = async (part: readonly Package[]) => {
        const own = await composer.depsolve(
            part.map(({ name }) => name),
            distro,
            signal,
        );
        return own.state === "resolved" && isSameSet(own.packages, answer.packages);
    };
    const word = capability.replace(/^.*[/(]|\)$/g, "").toLowerCase();
    const isNear = ({ name }: Package) => name.toLowerCase().includes(word);
    // One that is called alike is tried first, then halves of all.
    let rest = answer.packages.toSorted((one, other) => Number(isNear(other)) - Number(isNear(one)));
    const [nearest] = rest;
    if (nearest && (await brings([nearest]))) return nearest.name;
    while (rest.length > 1) {
        const half = rest.slice(0, Math.ceil(rest.length / 2));
        rest = (await brings(half)) ? half : rest.slice(half.length);
    }
    return rest[0]?.name ?? null;
}
