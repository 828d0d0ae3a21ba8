import { Select, SelectList, SelectOption } from "@patternfly/react-core/dist/esm/components/Select/index.js";
import { type RefObject, useEffect, useState } from "react";

import type { FilterChoice } from "./filter.tsx";

type FilterItemsProps = {
    /** The button; it is outside, and there before this is. */
    toggle: RefObject<HTMLButtonElement | null>;
    title: string;
    value: string;
    choices: readonly FilterChoice[];
    isOpen: boolean;
    onOpenChange: (isOpen: boolean) => void;
    onChange: (value: string) => void;
};

/** What a filter can be set to. */
export function FilterItems({ toggle, title, value, choices, isOpen, onOpenChange, onChange }: FilterItemsProps) {
    // PatternFly places a list when it opens: one that were open from its first moment would lie in the corner.
    const [isPlaced, setPlaced] = useState(false);
    useEffect(() => setPlaced(true), []);
    return (
        <Select
            isOpen={isOpen && isPlaced}
            selected={value}
            onOpenChange={onOpenChange}
            onSelect={(_event, picked) => {
                onOpenChange(false);
                onChange(String(picked));
            }}
            shouldFocusToggleOnSelect
            // Inside of the page's main part, not after it: there it would belong to no part of the page.
            popperProps={{ appendTo: () => toggle.current?.closest("main") ?? document.body }}
            toggle={{ toggleNode: null, toggleRef: toggle }}
        >
            <SelectList aria-label={title}>
                {choices.map(choice => (
                    <SelectOption key={choice.value} value={choice.value}>
                        {choice.text}
                    </SelectOption>
                ))}
            </SelectList>
        </Select>
    );
}
