/** What carries a requirement, where its author may choose: a collection by its RPM, a distribution by an RPM or a wheel. */
import { MenuToggle } from "@patternfly/react-core/dist/esm/components/MenuToggle/index.js";
import { useRef, useState } from "react";

import type { PlannedRequirement } from "../../build/plan.ts";
import { type Choices, chosenFor } from "../../ee/choices.ts";
import { isCollectionName } from "../../ee/galaxy.ts";
import { normalizeName, parsePythonRequirement } from "../../ee/python.ts";
import { pinOf } from "../../ee/python-pins.ts";
import { isDistribution } from "../../ee/requirement.ts";
import { _, format } from "../../language.ts";
import { late } from "../late.tsx";
import { carrierWord } from "./plan-words.ts";
import type { Carried, PlanDeeds } from "./use-plan-deeds.ts";

const FilterItems = late(async () => (await import("../parts/filter-items.tsx")).FilterItems);

type CarrierChoiceProps = {
    row: PlannedRequirement;
    what: Carried;
    /** As it stands in the page, and as the plan was made with. */
    choices: Choices;
    saved: Choices;
    onChoose: NonNullable<PlanDeeds["carry"]>;
};

/** What of a plan may be carried in another way; null for all else. */
export function carriedBy({ kind, name, text, carrier, fidelity }: PlannedRequirement): Carried | null {
    if (fidelity === "not-needed" || fidelity === "acknowledged" || carrier === "container") return null;
    if (kind === "collection") return isCollectionName(name) ? { kind, name } : null;
    const isPlain = isDistribution(kind) && parsePythonRequirement(text)?.url === null;
    return isPlain ? { kind: "python", name: normalizeName(name) } : null;
}

export function CarrierChoice({ row, what, choices, saved, onChoose }: CarrierChoiceProps) {
    const toggle = useRef<HTMLButtonElement>(null);
    const [isOpen, setOpen] = useState<boolean | null>(null);
    const { title, words } = sayChoices(what, pinOf(row) !== null);
    const chosen = chosenIn(choices, what);
    const word = row.carrier === null ? _("–") : carrierWord(row.carrier);
    return (
        <>
            <MenuToggle
                ref={toggle}
                variant="plainText"
                className="ee-cell-toggle"
                aria-label={format(_("Carrier of $0: $1"), what.name, word)}
                isExpanded={isOpen === true}
                onClick={() => setOpen(!isOpen)}
            >
                {word}
            </MenuToggle>
            {chosen !== chosenIn(saved, what) && (
                <div className="ee-subtle ee-small">{format(_("$0, once saved"), words[chosen])}</div>
            )}
            {isOpen !== null && (
                <FilterItems
                    toggle={toggle}
                    title={title}
                    value={chosen}
                    choices={orderOf(what).map(value => ({ value, text: words[value] }))}
                    isOpen={isOpen}
                    onOpenChange={setOpen}
                    onChange={value => onChoose(what, value === "blueprint" || value === "content" ? value : null)}
                />
            )}
        </>
    );
}

type Chosen = "" | "blueprint" | "content";

/** "" for what is not chosen, and what is chosen as it would be anyway. */
function chosenIn(choices: Choices, { kind, name }: Carried): Chosen {
    if (chosenFor(choices, kind, "blueprint").has(name)) return "blueprint";
    return kind === "python" && chosenFor(choices, kind, "content").has(name) ? "content" : "";
}

const orderOf = ({ kind }: Carried): Chosen[] =>
    kind === "collection" ? ["", "blueprint"] : ["", "blueprint", "content"];

/** @param isPinned Whether a certain wheel is asked for, which no RPM is. */
function sayChoices({ kind, name }: Carried, isPinned: boolean): { title: string; words: Record<Chosen, string> } {
    const title = format(_("Carrier of $0"), name);
    const own = isPinned ? _("That wheel") : _("An RPM, else a wheel");
    const words = { blueprint: _("An RPM"), content: _("A wheel") };
    return { title, words: { ...words, "": kind === "collection" ? _("Its own source") : own } };
}

/** Whether these differ in what is to carry something. */
export const sameCarriers = (one: Choices, other: Choices): boolean =>
    JSON.stringify(one.carriers) === JSON.stringify(other.carriers);
