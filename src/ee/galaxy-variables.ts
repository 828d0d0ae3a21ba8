/** What ENV and ARG say to ansible-galaxy in the stages of a container build that lead to its call. */
import type { Definition } from "./definition.ts";
import { splitSteps } from "./step-split.ts";
import { writtenLines } from "./step-text.ts";

/** By name; null where the value is given only when the image is built (`--build-arg`), or cannot be told. */
export type GalaxyVariables = ReadonlyMap<string, string | null>;

/** In the order in which they are run; the galaxy stage begins with what the base stage left. */
const STAGES = ["prepend_base", "append_base", "prepend_galaxy"] as const;

/** Longest instruction that is read. */
const LONGEST = 20_000;

export function readGalaxyVariables(definition: Definition): GalaxyVariables {
    const environment = new Map<string, string | null>();
    const galaxyArguments = new Map<string, string | null>();
    for (const stage of STAGES) {
        // ARG ends with its stage, and ENV wins over it.
        const own = new Map<string, string | null>();
        for (const { instruction } of splitSteps(writtenLines(definition.additional_build_steps?.[stage]))) {
            if (instruction?.keyword !== "ENV" && instruction?.keyword !== "ARG") continue;
            const { keyword, rest } = instruction;
            const known = (name: string) => environment.get(name) ?? own.get(name) ?? null;
            const pairs = readPairs(rest.slice(0, LONGEST), keyword === "ARG", known);
            for (const [name, value] of pairs) (keyword === "ENV" ? environment : own).set(name, value);
        }
        if (stage === "prepend_galaxy") for (const [name, value] of own) galaxyArguments.set(name, value);
    }
    return new Map([...galaxyArguments, ...environment]);
}

type Known = (name: string) => string | null;

const PAIR = /([\w.-]+)=("(?:[^"\\]|\\.)*"|'[^']*'|(?:[^\s\\"']|\\.)*)/g;

/** `NAME=value` pairs; of ENV also the old `NAME value`, of ARG a `NAME` without value. */
function readPairs(text: string, isArgument: boolean, known: Known): [string, string | null][] {
    const [, name = "", value = ""] = /^(\w+)(?:\s+([^=\s][^\n]*))?$/.exec(text.trim()) ?? [];
    if (name !== "" && (isArgument || value !== "")) return [[name, isArgument ? null : substitute(value, known)]];
    return [...text.matchAll(PAIR)].map(([, key = "", written = ""]) => [key, readValue(written, known)]);
}

function readValue(written: string, known: Known): string | null {
    if (written.startsWith("'")) return written.slice(1, -1);
    const bare = written.startsWith('"') ? written.slice(1, -1) : written;
    return substitute(bare, known);
}

/** Variables replaced; null where one of them has no value. */
function substitute(text: string, known: Known): string | null {
    let isKnown = true;
    const value = text.replace(
        /\\(.)|\$(?:\{(\w+)(?::-([^}]*))?\}|(\w+))/g,
        (_whole, escaped?: string, braced?: string, otherwise?: string, plain?: string) => {
            if (escaped !== undefined) return escaped;
            const found = known(braced ?? plain ?? "") ?? otherwise ?? null;
            isKnown &&= found !== null;
            return found ?? "";
        },
    );
    return isKnown ? value : null;
}
