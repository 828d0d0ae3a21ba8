/** Who wants which versions of a distribution, and what that comes to; pure. */
import { satisfies } from "@renovatebot/pep440";
import type { WheelWish } from "../content/wheel-index.ts";
import type { Interpreter } from "../ee/interpreter.ts";
import { normalizeName, parsePythonRequirement, specifierText } from "../ee/python.ts";
import { appliesTo } from "../ee/python-marker.ts";
import { type Pin, pinOf } from "../ee/python-pins.ts";
import { isDistribution, type Requirement } from "../ee/requirement.ts";
import { _, format } from "../language.ts";
import { isOwn } from "./pip-lines.ts";

export type Want = {
    /** "line 4", "ansible.netcommon 4.1.0", "ttp 0.9.5". */
    who: string;
    /** A specifier, "" for any version. */
    wanted: string;
    extras: readonly string[];
    /** Which file, where it is not any. */
    pin?: Pin;
};

/** All who want something, by its name as PEP 503 has it. */
export type Wants = ReadonlyMap<string, readonly Want[]>;

/** @param requirements As they were asked for, each by whom, and not merged yet. */
export function wantsOf(requirements: readonly Requirement[]): Map<string, Want[]> {
    const wants = new Map<string, Want[]>();
    for (const requirement of requirements) {
        const { kind, text, wanted, askedBy } = requirement;
        const parsed = isDistribution(kind) ? parsePythonRequirement(text) : null;
        const pin = parsed && pinOf(requirement);
        if (!parsed || (parsed.url !== null && !pin)) continue;
        // Where something is fetched from, only the definition says.
        for (const who of pin?.address ? askedBy.filter(isOwn) : askedBy) {
            const want = { who, wanted, extras: parsed.extras, ...(pin ? { pin } : {}) };
            addWant(wants, normalizeName(parsed.name), want);
        }
    }
    return wants;
}

/** Another one, unless the same wants the same already. */
export function addWant(wants: Map<string, Want[]>, name: string, want: Want): void {
    const known = wants.get(name) ?? [];
    if (known.some(other => other.who === want.who && sayWant(other) === sayWant(want))) return;
    wants.set(name, [...known, want]);
}

const sayWant = ({ wanted, extras, pin }: Want): string => JSON.stringify([wanted, extras, pin ?? null]);

/** The condition of all of them together. */
export const specifierOf = (wants: readonly Want[]): string =>
    [...new Set(wants.map(({ wanted }) => wanted).filter(Boolean))].join(",");

/** Whether somebody wants one certain file. */
export const isPinned = (wants: readonly Want[]): boolean => wants.some(({ pin }) => pin !== undefined);

/** What is looked for, so that all of them have what they want. */
export function wishOf(name: string, wants: readonly Want[]): WheelWish {
    const wish = { name, specifier: specifierOf(wants) };
    const pins = wants.flatMap(({ pin }) => pin ?? []);
    if (pins.length === 0) return wish;
    const addresses = new Map(
        pins.flatMap(({ address }) => (address ? [[`${address.url} ${address.file}`, address]] : [])),
    );
    const digests = pins.flatMap(({ hashes }) => (hashes.length > 0 ? [hashes.flatMap(digestIn)] : []));
    return { ...wish, pin: { addresses: [...addresses.values()], digests } };
}

/** Of "sha256:…" what is behind the colon; none of a hash of another kind. */
const digestIn = (hash: string): string[] =>
    /^sha256:/i.test(hash) ? [hash.slice("sha256:".length).toLowerCase()] : [];

/** Normalised, sorted. */
export const extrasOf = (wants: readonly Want[]): string[] =>
    [...new Set(wants.flatMap(({ extras }) => extras.map(normalizeName)))].sort();

export const isWanted = (version: string, wants: readonly Want[]): boolean =>
    satisfies(version, specifierOf(wants), { prereleases: true });

/** "line 4 wants paramiko>=3, ansible.netcommon 4.1.0 wants paramiko<3"; null where not two want different things. */
export function sayWants(name: string, wants: readonly Want[]): string | null {
    const bounded = wants.filter(({ wanted }) => wanted !== "");
    if (new Set(bounded.map(({ wanted }) => wanted)).size < 2) return null;
    const said = bounded.map(({ who, wanted }) => format(_("$0 wants $1"), who, name + wanted));
    return [...new Set(said)].slice(0, MOST_SAID).join(", ");
}

const MOST_SAID = 10;

/** One distribution that a wheel needs. */
export type Dependency = Want & { name: string; text: string };

/** What a wheel needs on the interpreter, with these extras; what cannot be read is told apart. */
export function dependenciesOf(
    wheel: { name: string; version: string; requires: readonly string[] },
    extras: readonly string[],
    interpreter: Interpreter,
): { needed: Dependency[]; unread: string[] } {
    const who = `${wheel.name} ${wheel.version}`;
    const known = knownOf(interpreter);
    const needed: Dependency[] = [];
    const unread: string[] = [];
    for (const line of wheel.requires) {
        const parsed = parsePythonRequirement(line);
        if (!parsed) {
            unread.push(line);
            continue;
        }
        // What cannot be told of the target is asked for: too much of it harms nobody.
        const isNeeded = ["", ...extras].some(
            extra => appliesTo(normalizeExtras(parsed.marker), interpreter, { ...known, extra }) !== false,
        );
        if (!isNeeded) continue;
        if (parsed.url !== null) {
            unread.push(line);
            continue;
        }
        const wanted = specifierText(parsed.clauses);
        const asked = parsed.extras.length > 0 ? `[${parsed.extras.join(",")}]` : "";
        const name = normalizeName(parsed.name);
        needed.push({ name, who, wanted, extras: parsed.extras, text: parsed.name + asked + wanted });
    }
    return { needed, unread };
}

/** Names of extras have many spellings, too. */
const normalizeExtras = (marker: string): string =>
    marker.replace(/\b(extra\s*[=!]=\s*)(["'])([^"']*)\2/g, (_whole, before: string, quote: string, name: string) =>
        [before, quote, normalizeName(name), quote].join(""),
    );

const knownOf = ({ release, arch }: Interpreter): Record<string, string> => ({
    ...(release === null ? {} : { python_full_version: release, implementation_version: release }),
    ...(arch === null ? {} : { platform_machine: arch }),
});
