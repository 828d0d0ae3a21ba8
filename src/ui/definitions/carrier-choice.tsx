/** What carries a requirement, where its author may choose: a collection by its RPM, a distribution by an RPM or a wheel. */
import { MenuToggle } from "@patternfly/react-core/dist/esm/components/MenuToggle/index.js";
import { useRef, useState } from "react";

import type { PlannedRequirement } from "../../build/plan.ts";
import type { Choices } from "../../ee/choices.ts";
import { pinOf } from "../../ee/python-pins.ts";
import { _, format } from "../../language.ts";
import { late } from "../late.tsx";
import { type Chosen, chosenIn, orderOf } from "./carriers.ts";
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

/** @param isPinned Whether a certain wheel is asked for, which no RPM is. */
function sayChoices({ kind, name }: Carried, isPinned: boolean): { title: string; words: Record<Chosen, string> } {
    const title = format(_("Carrier of $0"), name);
    const own = isPinned ? _("That wheel") : _("An RPM, else a wheel");
    const words = { blueprint: _("An RPM"), content: _("A wheel") };
    return { title, words: { ...words, "": kind === "collection" ? _("Its own source") : own } };
}
