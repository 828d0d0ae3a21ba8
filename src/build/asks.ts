/** What each kind of requirement becomes: a question to the RPM repositories, or a verdict without one. */

import { isOption } from "../ee/galaxy-requirements.ts";
import type { Interpreter } from "../ee/interpreter.ts";
import { normalizeName, parseClauses, parsePythonRequirement, specifierText } from "../ee/python.ts";
import { toPackageSpecs } from "../ee/python-package.ts";
import { pinOf, readWheelAddress } from "../ee/python-pins.ts";
import type { Requirement } from "../ee/requirement.ts";
import type { Issue } from "../issue.ts";
import { _, format } from "../language.ts";
import { carriedByImage } from "./container.ts";
import { planOptions } from "./options.ts";
import { isOwn, judgePipLine, notForCollections } from "./pip-lines.ts";
import type { PlannedRequirement } from "./plan.ts";
import { type Ask, mergeRequirements } from "./resolve.ts";

/** @param python What the interpreter calls its RPMs. */
export function asksOf(requirement: Requirement, python: PythonNames = SYSTEM_PYTHON): Ask | PlannedRequirement {
    switch (requirement.kind) {
        case "ansible-core":
            return askAnsible(requirement, ["ansible-core"]);
        case "ansible-runner":
            return askAnsible(requirement, ["ansible-runner", "python3-ansible-runner"]);
        case "python":
            return askPython(requirement, python);
        case "system":
            return {
                requirement,
                spec: requirement.name,
                loose: requirement.name,
                candidates: [requirement.name],
                verify: null,
                note: null,
            };
        case "collection":
        case "role": {
            const { name, wanted, text } = requirement;
            // Where it comes from stands in the text alone, behind its name and the condition.
            const source = text.slice([name, wanted].filter(Boolean).join(" ").length);
            if ([name, wanted, source].some(isOption))
                return leftOver(
                    requirement,
                    _("It begins with a dash, as options do that are none of a definition's to give."),
                );
            return { ...requirement, carrier: null, fidelity: "missing", satisfiedBy: null, note: null };
        }
        case "build-step":
            return planOptions(requirement);
        case "file":
            return notNeeded(requirement, _("Only a build step brings it into an image."));
        case "container":
            return carriedByImage(requirement);
    }
}

type PythonNames = Pick<Interpreter, "dist" | "prefix">;
const SYSTEM_PYTHON: PythonNames = { dist: "python3dist", prefix: "python3" };

/** A system package that only wheels are compiled with; ansible-builder leaves it in the stage that builds. */
export const planCompile = (requirement: Requirement): PlannedRequirement =>
    notNeeded(requirement, _("It only compiles wheels."));

/** A line that makes bindep give up the whole list: none of it would be installed, so none of it is settled. */
export const planUnreadable = ({ file, line, message }: Issue): PlannedRequirement =>
    leftOver(
        { kind: "system", name: file, wanted: "", text: file, askedBy: [format(_("$0, line $1"), file, line)] },
        message,
    );

/** The RPM of that name, and nothing else that pip would be given in its place. */
function askAnsible(requirement: Requirement, candidates: string[]): Ask | PlannedRequirement {
    const parsed = parsePythonRequirement(requirement.text);
    if (!parsed || normalizeName(parsed.name) !== requirement.kind)
        return leftOver(
            requirement,
            format(_("Only $0 itself can be carried, by its RPM or its wheel."), requirement.kind),
        );
    return notFetched(requirement, parsed.url) ?? askBounded(requirement, requirement.kind, candidates);
}

/** What is asked for by an address that no wheel is fetched from. */
function notFetched(requirement: Requirement, url: string | null): PlannedRequirement | null {
    if (url === null) return null;
    const address = readWheelAddress(url);
    if ("problem" in address) return leftOver(requirement, address.problem);
    return requirement.askedBy.some(isOwn) ? null : leftOver(requirement, notForCollections());
}

function askPython(requirement: Requirement, { dist, prefix }: PythonNames): Ask | PlannedRequirement {
    const parsed = parsePythonRequirement(requirement.text);
    if (!parsed) {
        const judged = judgePipLine(requirement);
        if (judged && !judged.isNeeded) return notNeeded(requirement, judged.note);
        return leftOver(requirement, judged?.note ?? _("pip cannot read this line."));
    }
    const refused = notFetched(requirement, parsed.url);
    if (refused) return refused;
    const name = normalizeName(parsed.name);
    const bare = name.replace(/^python-|^py(?=.)/, "");
    const ask = askBounded(requirement, null, [`${prefix}-${name}`, `${prefix}-${bare}`, name], dist);
    const extras = parsed.extras.join(", ");
    const notes = [
        ...(extras === "" ? [] : [format(_("The RPM is taken without the extra $0."), extras)]),
        ...(pinOf(requirement) ? [_("The RPM is taken in the place of the wheel that is named.")] : []),
    ];
    return "spec" in ask && notes.length > 0 ? { ...ask, note: notes.join(" ") } : ask;
}

/** @param capability What an RPM provides; null for Python's own way of saying it, `dist(name)`. */
function askBounded(
    requirement: Requirement,
    capability: string | null,
    candidates: string[],
    dist = "python3dist",
): Ask | PlannedRequirement {
    const clauses = parseClauses(requirement.wanted);
    if (!clauses) return leftOver(requirement, format(_("$0 is no version condition."), requirement.wanted));
    const write = (bounds: typeof clauses) => {
        const { name } = requirement;
        const { specs, unwritten } = toPackageSpecs({ name, extras: [], clauses: bounds, marker: "", url: null }, dist);
        const own = `${dist}(${normalizeName(name)})`;
        return { spec: (specs[0] ?? own).replaceAll(own, capability ?? own), unwritten };
    };
    const { spec, unwritten } = write(clauses);
    const verify = clauses.filter(clause => unwritten.includes(specifierText([clause])));
    return {
        requirement,
        spec,
        loose: write([]).spec,
        candidates,
        verify: verify.length > 0 ? specifierText(verify) : null,
        note: null,
    };
}

/** What a collection asks for and the definition excludes: seen, and not carried. */
export const planExcluded = (excluded: readonly { requirement: Requirement; entry: string }[]): PlannedRequirement[] =>
    mergeRequirements(excluded.map(({ requirement, entry }) => ({ ...requirement, entry }))).map(
        ({ entry, ...requirement }) => ({
            ...requirement,
            carrier: null,
            fidelity: "not-needed",
            satisfiedBy: null,
            note: format(_("Excluded by “$0”."), entry),
        }),
    );

const leftOver = (requirement: Requirement, note: string): PlannedRequirement => ({
    ...requirement,
    carrier: null,
    fidelity: "left-over",
    satisfiedBy: null,
    note,
});

const notNeeded = (requirement: Requirement, note: string): PlannedRequirement => ({
    ...requirement,
    carrier: "build-only",
    fidelity: "not-needed",
    satisfiedBy: null,
    note,
});
