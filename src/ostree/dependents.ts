/** Which package of a commit needs which. */

export type Relations = {
    /** As rpm writes them, without versions: "libc.so.6()(64bit)", "/usr/bin/sh", "(a >= 1 with a < 2)". */
    requires: string[];
    /** What it provides, and the paths of its files. */
    capabilities: string[];
};

/**
 * Names of the packages that need a package, sorted, by its name.
 *
 * Versions are not compared: what is installed together was resolved together.
 */
export function findDependents(packages: readonly (Relations & { name: string })[]): Map<string, string[]> {
    const needed = new Set(packages.flatMap(({ requires }) => requires.flatMap(capabilitiesIn)));
    const providers = new Map<string, Set<string>>();
    for (const { name, capabilities } of packages)
        for (const capability of capabilities)
            if (needed.has(capability)) providers.set(capability, (providers.get(capability) ?? new Set()).add(name));

    const dependents = new Map<string, Set<string>>();
    for (const { name, requires } of packages)
        for (const provider of requires
            .flatMap(capabilitiesIn)
            .flatMap(capability => [...(providers.get(capability) ?? [])]))
            if (provider !== name) dependents.set(provider, (dependents.get(provider) ?? new Set()).add(name));

    return new Map([...dependents].map(([name, others]) => [name, [...others].sort()]));
}

const operators = new Set(["and", "or", "with", "without", "if", "else", "unless"]);

/**
 * The capabilities that a requirement speaks of; more than one where it is a rich one, in parentheses.
 *
 * What stands after "if" or "unless" is a condition, not a need.
 * Authority: rpm, doc "Boolean Dependencies".
 */
function capabilitiesIn(requirement: string): string[] {
    if (!requirement.startsWith("(")) return [requirement];
    const words = requirement.split(" ").map(withoutGrouping);
    return words.filter((word, index) => {
        const before = words[index - 1] ?? "";
        const isName = !operators.has(word) && !/^[<=>]+$/.test(word);
        return isName && !/^[<=>]+$/.test(before) && !["if", "unless", "without"].includes(before);
    });
}

/** "(python3dist(x)" and "python3dist(x))" are the capability with parentheses that group it to its neighbours. */
function withoutGrouping(word: string): string {
    let name = word.replace(/^\(+/, "");
    const count = (character: string) => name.split(character).length - 1;
    while (name.endsWith(")") && count(")") > count("(")) name = name.slice(0, -1);
    return name;
}
