/** `cockpit-ee plan`: every requirement, its carrier and fidelity; the blueprint; what is left over. */
import { isUnsettled, type Plan } from "../build/plan.ts";
import { planLocked } from "../build/plan-locked.ts";
import { measured, type PlanningOptions, planDefinition } from "../build/planning.ts";
import { forgetAnswers } from "../content/forget.ts";
import { choicesFile } from "../ee/choices.ts";
import type { Definition } from "../ee/definition.ts";
import { readLocked } from "../ee/lock-file.ts";
import { suggestDistro } from "../ee/target.ts";
import { toToml } from "../osbuild/toml.ts";
import { asAsked } from "./as-asked.ts";
import { judge, tellFindings } from "./check.ts";
import { type Context, print, printJson, table, UsageError } from "./context.ts";
import { type GivenDefinition, readGiven } from "./definition.ts";
import { firstLine } from "./first-line.ts";
import { findLock, type Locked } from "./lock.ts";

export async function runPlan(context: Context, operands: readonly string[]): Promise<number> {
    const [path, ...more] = operands;
    if (path === undefined || more.length > 0) throw new UsageError("plan takes one directory");
    const given = asAsked(context, await readGiven(path));
    if (given.file !== null) throw new UsageError(`${path} is a file, and plan takes its directory`);
    const check = judge(given, path);
    if (!check.accepted || !check.definition) return tellFindings([check]);
    const locked = await findLock(context, given.name);
    if (locked === "missing") return 1;
    const plan = await makePlan(context, given, check.definition, locked);
    if (context.json) printJson(planJson(plan));
    else printPlan(plan);
    return plan.leftOver.length > 0 ? 1 : 0;
}

/** Throws HostError, with what to do where the composer cannot be reached. */
export async function makePlan(
    context: Context,
    given: GivenDefinition,
    definition: Definition,
    locked: Locked,
    { isParentChosen = false }: Pick<PlanningOptions, "isParentChosen"> = {},
): Promise<Plan> {
    const { host, composer, state, signal } = context;
    const authored = { ...given, distro: await prepareTarget(context, given, definition, locked) };
    return locked
        ? measured(host, await planLocked(host, composer, state, authored, locked.lock, { signal }), signal)
        : planDefinition(host, composer, state, authored, { signal, isParentChosen });
}

/** The distribution to plan for; servers are asked anew where that is wanted. */
export async function prepareTarget(
    context: Context,
    { files }: GivenDefinition,
    definition: Definition,
    locked: Locked,
): Promise<string> {
    const { host, composer, state, refresh } = context;
    const distros = await composer.listDistros();
    const own = readLocked(files);
    const distro =
        context.distro ??
        locked?.lock.plan.distro ??
        (own === null || own === "unreadable" ? null : own.distro) ??
        suggestDistro(definition.images?.base_image?.name ?? null, distros);
    if (!distros.includes(distro))
        throw new UsageError(`${distro} is not a distribution of this composer; it has ${distros.join(", ")}`);
    if (refresh) await forgetAnswers(host, `${state}/cache`);
    return distro;
}

/** The contract: these fields and no others; lists sorted. */
export const planJson = ({ distro, requirements, blueprint, content, leftOver }: Plan) => ({
    distro,
    requirements: requirements
        .map(({ kind, text, askedBy, carrier, fidelity, satisfiedBy, note }) => ({
            ...{ kind, text, askedBy: askedBy.toSorted() },
            ...{ carrier, fidelity, satisfiedBy, note },
        }))
        .sort((a, b) => compareText(a.kind, b.kind) || compareText(a.text, b.text)),
    blueprint,
    content,
    leftOver: leftOver.toSorted(),
});

const compareText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** @param write Where to: standard error where standard output belongs to a result. */
export function printPlan(
    { distro, requirements, blueprint, packages, leftOver, stale, locked, lockedOn, contentSize }: Plan,
    write: (text: string) => void = print,
): void {
    const rows = requirements.map(({ text, askedBy, carrier, fidelity, satisfiedBy }) => [
        firstLine(text),
        askedBy.join(", "),
        carrier ?? "-",
        fidelity,
        satisfiedBy ?? "-",
    ]);
    write(table([["REQUIREMENT", "ASKED BY", "CARRIER", "FIDELITY", "GOT"], ...rows]));
    const content = contentSize === undefined ? "" : `, ${contentSize} bytes of content`;
    write(
        `\nFor ${distro}: ${requirements.length} requirements, ${packages ?? "an unknown number of"} RPMs${content}.`,
    );
    if (locked) write(`  Locked on ${locked}: exactly these versions. --newest goes without the lock once.`);
    if (lockedOn !== undefined) write(`  On top of ${lockedOn}, unless --parent says otherwise.`);
    for (const { text, note } of requirements.filter(({ fidelity }) => fidelity === "acknowledged"))
        write(`  ${text}: ${note ?? "acknowledged"}`);
    for (const { text, by, on } of stale)
        write(`  ${text}: acknowledged by ${by} on ${on}, and not left over any more; take it out of ${choicesFile}`);
    for (const { text, note } of requirements.filter(({ kind }) => kind === "container"))
        write(`  Embeds ${text}.${note === null ? "" : ` ${note}`}`);
    if (leftOver.length > 0) write("Not ready to build:");
    for (const { text, askedBy, note } of requirements.filter(isUnsettled)) {
        const askers = askedBy.length > 0 ? ` (${askedBy.join(", ")})` : "";
        write(`  ${text.trim().replaceAll("\n", "\n  ")}${askers}: ${note ?? "no carrier"}`);
    }
    if (leftOver.length === 0) write(`\n${toToml(blueprint)}`);
}
