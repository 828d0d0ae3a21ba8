/** `cockpit-ee requirements`: what definitions ask for by themselves, without composer, network or rights. */
import { checkDefinition } from "../ee/check.ts";
import { type RequirementLists, readRequirementLists } from "../ee/requirement-lists.ts";
import { listSteps, type Step } from "../ee/steps.ts";
import { readTarget } from "../ee/target.ts";
import { readCheckable } from "./checkable.ts";
import { type Context, print, printJson, table, tell, UsageError } from "./context.ts";
import { firstLine } from "./first-line.ts";

/** One of each family that public definitions are written for, where their selectors differ. */
const DISTROS = ["centos-9", "fedora-40", "rhel-8", "rhel-9"];
const KNOWN = ["almalinux", "centos", "fedora", "rhel", "rocky"];

/** The contract: these fields and no others. Of a definition that is not accepted all lists are null, and no steps. */
type Asked = Pick<RequirementLists, "galaxy" | "python" | "system" | "bindep"> & {
    path: string;
    steps: Omit<Step, "effects">[];
};

export async function runRequirements({ json, distros }: Context, operands: readonly string[]): Promise<number> {
    if (operands.length === 0) throw new UsageError("requirements takes at least one path");
    const targets = distros.length > 0 ? [...new Set(distros)] : DISTROS;
    for (const distro of targets) {
        const { osId, version } = readTarget(distro);
        if (!KNOWN.includes(osId) || version === "")
            throw new UsageError(`${distro} is not the name of a distribution, such as rhel-9 or fedora-42`);
    }
    const answers: (Asked | { path: string; refused: string })[] = [];
    for (const path of operands) answers.push(await readAsked(path, targets));
    if (json) printJson(answers.map(answer => ("refused" in answer ? nothing(answer.path, targets) : answer)));
    for (const answer of answers) {
        if ("refused" in answer) tell(`${answer.path}: ansible-builder refuses this definition: ${answer.refused}`);
        else if (!json) print(sayAsked(answer));
    }
    return answers.some(answer => "refused" in answer) ? 1 : 0;
}

async function readAsked(path: string, targets: readonly string[]): Promise<Asked | { path: string; refused: string }> {
    const read = await readCheckable(path);
    const check = "refusal" in read ? read.refusal : checkDefinition(read.files, read.file);
    if ("refusal" in read || !check.accepted || !check.definition)
        return { path, refused: check.builderMessage ?? check.findings[0]?.message ?? "" };
    const { files, file } = read;
    const { galaxy, python, system, bindep, problems } = readRequirementLists(files, file, check.definition, targets);
    for (const problem of problems) tell(`${path}: ${problem}`);
    return { path, galaxy, python, system, bindep, steps: listSteps(files, file, check.definition).map(contractOf) };
}

const contractOf = ({ effects: _effects, ...step }: Step): Omit<Step, "effects"> => step;

function nothing(path: string, targets: readonly string[]): Asked {
    const none = () => Object.fromEntries(targets.map(distro => [distro, []]));
    const bindep = { run: none(), compile: none(), epel: none() };
    return { path, galaxy: null, python: null, system: null, bindep, steps: [] };
}

function sayAsked({ path, galaxy, python, bindep, steps }: Asked): string {
    const section = (title: string, lines: readonly string[]) =>
        lines.length === 0 ? [] : [`  ${title}`, ...lines.map(line => `    ${line}`)];
    const named = ({ name, version }: { name: string; version: string }) => `${name} ${version}`;
    const rows = steps.map(({ stage, line, text, carrier, fidelity, note }) => [
        String(line),
        stage,
        carrier ?? "-",
        fidelity,
        firstLine(text),
        note,
    ]);
    const sections = [
        ...section("collections", (galaxy?.collections ?? []).map(named)),
        ...section("roles", (galaxy?.roles ?? []).map(named)),
        ...section(
            "python",
            (python ?? []).map(line => line.replace(/ {2}# from collection user$/, "")),
        ),
        ...(["run", "compile", "epel"] as const).flatMap(set =>
            section(
                `system, ${set}`,
                Object.entries(bindep[set])
                    .filter(([, names]) => names.length > 0)
                    .map(([distro, names]) => `${distro}: ${names.join(" ")}`),
            ),
        ),
        ...section("build steps", rows.length === 0 ? [] : table(rows).split("\n")),
    ];
    return [path, ...(sections.length > 0 ? sections : ["  asks for nothing"])].join("\n");
}
