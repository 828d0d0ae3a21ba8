/** What becomes of the options that a definition gives to ansible-galaxy. */
import { optionsCommand, parseGalaxyOptions } from "../ee/galaxy-options.ts";
import type { Requirement } from "../ee/requirement.ts";
import { _ } from "../language.ts";
import type { PlannedRequirement } from "./plan.ts";

/** @param requirement With "KEY=options" as its text. */
export function planOptions(requirement: Requirement): PlannedRequirement {
    const [, key = "", text = ""] = /^(\w+)=([\s\S]*)$/.exec(requirement.text) ?? [];
    const command = optionsCommand(key);
    const planned = { ...requirement, satisfiedBy: null };
    if (command === null)
        return { ...planned, carrier: null, fidelity: "left-over", note: _("ansible-builder has no such option.") };
    const { passed, server, token, refused } = parseGalaxyOptions(text, command);
    if (refused.length > 0) {
        const note = refused.map(({ option, reason }) => `${option}: ${reason}`).join(" ");
        return { ...planned, carrier: null, fidelity: "left-over", note };
    }
    if (passed.length === 0 && server === null && token === null) {
        const note = _("It only makes ansible-galaxy tell more.");
        return { ...planned, carrier: "build-only", fidelity: "not-needed", note };
    }
    return { ...planned, carrier: "content", fidelity: "exact", note: _("ansible-galaxy is given it.") };
}
