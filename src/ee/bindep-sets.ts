/**
 * What bindep makes of a definition's system requirements, target by target: which packages are for what.
 * Authority: ansible-builder 3.2, _target_scripts/assemble (run, compile; epel where os-release says ID=centos).
 */
import { _, format } from "../language.ts";
import { activeRules, parseBindep, type Rule, systemPackages } from "./bindep.ts";
import { readTarget } from "./target.ts";

/** Names of packages by composer's name of the target, each sorted and once. */
export type PackageSets = Record<string, string[]>;

/** `run` goes into the image, `compile` only where wheels are built, `epel` into the image from EPEL. */
export type BindepSets = { run: PackageSets; compile: PackageSets; epel: PackageSets };

/** Of a text that bindep cannot read whole it takes nothing, which is a problem. */
export function readBindepSets(text: string, distros: readonly string[]): { sets: BindepSets; problems: string[] } {
    const { rules, error } = parseBindep(text);
    const sets: BindepSets = { run: {}, compile: {}, epel: {} };
    for (const distro of distros) {
        const { run, compile } = systemPackages(error ? [] : rules, readTarget(distro).atoms);
        sets.run[distro] = namesOf(run);
        sets.compile[distro] = namesOf(compile);
        sets.epel[distro] = namesOf(error ? [] : epelRules(rules, distro, run));
    }
    const problems = error
        ? [format(_("bindep cannot read “$0”, so none of the system packages would be installed."), error.text)]
        : [];
    return { sets, problems };
}

function epelRules(rules: readonly Rule[], distro: string, run: readonly Rule[]): Rule[] {
    const { osId, atoms } = readTarget(distro);
    if (osId !== "centos") return [];
    const there = new Set(run.map(({ name }) => name));
    return activeRules(rules, [...atoms, "epel"]).filter(({ name }) => !there.has(name));
}

const namesOf = (rules: readonly Rule[]): string[] => [...new Set(rules.map(({ name }) => name))].sort();
