/** What build steps leave in the result, in the words of those who carry it: blueprint and content RPM. Pure. */
import type { Effect } from "../ee/effect.ts";
import { galaxyRequirement, pythonRequirements } from "../ee/requirements.ts";
import { _, format } from "../language.ts";
import { type CarriedEffects, nothing, writeNode } from "./effect-carriers.ts";
import { environmentFiles, isSayable, type Variable } from "./effect-environment.ts";
import { type EffectsContext, type Node, putNode } from "./effect-nodes.ts";
import { tmpfilesPath } from "./effect-place.ts";
import { leadToRoot, leadToUsr } from "./effect-root.ts";

/**
 * @param asked In the order in which the steps are run: of two at one path the later counts, as in a container.
 * @param leftOut Of these, what is not carried all the same; what it took the place of is not carried either.
 */
export function carryEffects(
    asked: readonly { effect: Effect; askedBy: string }[],
    context: EffectsContext,
    leftOut: ReadonlySet<Effect> = new Set(),
): CarriedEffects {
    const carried = nothing();
    const nodes = new Map<string, Node>();
    const variables = new Map<string, Variable>();
    for (const { effect, askedBy } of asked) {
        if (leftOut.has(effect) && !("path" in effect)) continue;
        const problem =
            "path" in effect ? putNode(effect, nodes, context) : put(effect, askedBy, carried, variables, context);
        if (problem !== null) carried.problems.set(effect, problem);
    }
    leaveOut(nodes, leftOut);
    leadToRoot(nodes, variables);
    leadToUsr(nodes, variables);
    const lines = [...nodes].flatMap(([path, node]) => writeNode(path, node, carried, nodes));
    if (lines.length > 0)
        carried.files.set(tmpfilesPath(context.name), {
            ...{ mode: 0o644, content: `${lines.join("\n")}\n` },
        });
    const written = new Set(carried.customizations.files?.map(({ path }) => path));
    for (const [path, { effect, inside }] of nodes) {
        if (inside.kind === "directory") carried.made.add(path);
        if (written.has(path)) carried.written.set(path, effect);
        if (carried.files.has(path) || carried.links.has(path)) carried.origins.set(path, effect);
        if (effect.kind === "file" && effect.isNew) carried.additions.set(path, effect);
    }
    // In the order of the steps: of what two of them bring the later counts.
    const order = new Map(asked.map(({ effect }, index) => [effect, index]));
    carried.downloads.sort((one, other) => (order.get(one.effect) ?? 0) - (order.get(other.effect) ?? 0));
    for (const [path, text] of environmentFiles(context.name, [...variables.values()]))
        carried.files.set(path, { mode: 0o644, content: text });
    return carried;
}

function leaveOut(nodes: Map<string, Node>, leftOut: ReadonlySet<Effect>): void {
    for (const [path, { inside, ...node }] of nodes) {
        const layers = inside.kind === "unpacked" ? inside.layers.filter(({ effect }) => !leftOut.has(effect)) : [];
        const [last] = layers.slice(-1);
        if (last) nodes.set(path, { ...node, effect: last.effect, inside: { kind: "unpacked", layers } });
        else if (inside.kind === "unpacked" || leftOut.has(node.effect)) nodes.delete(path);
    }
}

/** What has no path; answers why nothing carries it. */
function put(
    effect: Exclude<Effect, { path: string }>,
    askedBy: string,
    { requirements, modules, customizations, standIns }: CarriedEffects,
    variables: Map<string, Variable>,
    { target }: EffectsContext,
): string | null {
    switch (effect.kind) {
        case "package":
        case "package-group": {
            const name = effect.kind === "package" ? effect.name : `@${effect.name}`;
            requirements.push({ kind: "system", name, wanted: "", text: name, askedBy: [askedBy] });
            return null;
        }
        case "stand-in":
            standIns.set(effect.name, effect.version);
            return null;
        case "galaxy":
            requirements.push(galaxyRequirement(effect.entry, askedBy));
            return null;
        case "python":
            requirements.push(...pythonRequirements({ text: effect.text, askedBy: () => askedBy }, target));
            return null;
        case "module":
            modules.push({ name: effect.name, stream: effect.stream });
            return null;
        case "environment":
            if (!isSayable(effect)) return format(_("The value of $0 has more than one line."), effect.name);
            variables.set(effect.name, effect);
            return null;
        case "user": {
            const { name, uid, groups, home, shell } = effect;
            if (!isAccount(name)) return format(_("$0 is no name of an account."), name);
            customizations.user = (customizations.user ?? [])
                .filter(user => user.name !== name)
                .concat({
                    ...{ name, ...(uid === null ? {} : { uid }), ...(groups.length === 0 ? {} : { groups }) },
                    ...{ ...(home === null ? {} : { home }), ...(shell === null ? {} : { shell }) },
                });
            return null;
        }
        case "group": {
            const { name, gid } = effect;
            if (!isAccount(name)) return format(_("$0 is no name of an account."), name);
            customizations.group = (customizations.group ?? [])
                .filter(group => group.name !== name)
                .concat({ name, ...(gid === null ? {} : { gid }) });
            return null;
        }
    }
}

const isAccount = (name: string): boolean => /^[A-Za-z0-9_.][A-Za-z0-9_.-]{0,31}$/.test(name);
