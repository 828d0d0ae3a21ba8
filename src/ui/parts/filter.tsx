/** A filter of a table: "Findings: all". What can be chosen is loaded when it is first pressed. */
import { MenuToggle } from "@patternfly/react-core/dist/esm/components/MenuToggle/index.js";
import { useRef, useState } from "react";

import { _, format } from "../../language.ts";
import { late } from "../late.tsx";

const FilterItems = late(async () => (await import("./filter-items.tsx")).FilterItems);

/** `value` "" is all of it. */
export type FilterChoice = { value: string; text: string };

type FilterProps = {
    /** What is filtered by: "Findings". */
    title: string;
    /** "" where nothing is left out. */
    value: string;
    /** Without the one for all. */
    choices: readonly FilterChoice[];
    onChange: (value: string) => void;
};

export function Filter({ title, value, choices, onChange }: FilterProps) {
    const toggle = useRef<HTMLButtonElement>(null);
    const [isOpen, setOpen] = useState<boolean | null>(null);
    const all = [{ value: "", text: _("all") }, ...choices];
    const chosen = all.find(choice => choice.value === value) ?? all[0];
    return (
        <>
            <MenuToggle ref={toggle} isExpanded={isOpen === true} onClick={() => setOpen(!isOpen)}>
                {format(_("$0: $1"), title, chosen?.text ?? "")}
            </MenuToggle>
            {isOpen !== null && (
                <FilterItems
                    toggle={toggle}
                    title={title}
                    value={chosen?.value ?? ""}
                    choices={all}
                    isOpen={isOpen}
                    onOpenChange={setOpen}
                    onChange={onChange}
                />
            )}
        </>
    );
}
