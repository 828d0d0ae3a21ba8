/** `cockpit-ee introspect`: what collections ask for, as ansible-builder's own introspection would write it. */
import { introspectLines } from "../ee/introspection.ts";
import { readMetadata } from "../ee/introspection-metadata.ts";
import { readGivenCollection } from "./collection.ts";
import { type Context, print, printJson, tell, UsageError } from "./context.ts";

/** The contract: these fields and no others. All but the path are null where there is no collection. */
type Introspected = {
    path: string;
    name: string | null;
    version: string | null;
    dependencies: Record<string, string> | null;
    python: string[] | null;
    system: string[] | null;
};

export async function runIntrospect({ json }: Context, operands: readonly string[]): Promise<number> {
    if (operands.length === 0) throw new UsageError("introspect takes at least one path");
    const answers: Introspected[] = [];
    let isWhole = true;
    for (const path of operands) {
        const { problems, ...answer } = await introspect(path);
        answers.push(answer);
        for (const problem of problems) tell(`${path}: ${problem}`);
        isWhole &&= problems.length === 0;
    }
    if (json) printJson(answers);
    else for (const answer of answers.filter(({ name }) => name !== null)) print(sayCollection(answer));
    return isWhole ? 0 : 1;
}

async function introspect(path: string): Promise<Introspected & { problems: string[] }> {
    const none = { path, name: null, version: null, dependencies: null, python: null, system: null };
    const given = await readGivenCollection(path);
    if ("refusal" in given) return { ...none, problems: [given.refusal] };
    const metadata = readMetadata(given.files);
    const name = given.name ?? metadata?.name;
    if (name === undefined) return { ...none, problems: ["does not say what the collection is called"] };
    const { version, dependencies } = metadata ?? { version: null, dependencies: {} };
    const { python, system, problems } = introspectLines(name, given.files);
    return { path, name, version, dependencies, python, system, problems };
}

function sayCollection({ name, version, dependencies, python, system, path }: Introspected): string {
    const section = (title: string, lines: readonly string[]) =>
        lines.length === 0
            ? []
            : [`  ${title}`, ...lines.map(line => `    ${line.replace(/ {2}# from collection \S+$/, "")}`)];
    const needed = Object.entries(dependencies ?? {}).map(([other, wanted]) => `${other} ${wanted}`);
    const sections = [
        ...section("collections", needed),
        ...section("python", python ?? []),
        ...section("system", system ?? []),
    ];
    return [`${name} ${version ?? "-"} (${path})`, ...(sections.length > 0 ? sections : ["  asks for nothing"])].join(
        "\n",
    );
}
