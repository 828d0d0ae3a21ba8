/** One of several values, behind a button that shows the chosen one. */
import { MenuToggle } from "@patternfly/react-core/dist/esm/components/MenuToggle/index.js";
import { Select, SelectList, SelectOption } from "@patternfly/react-core/dist/esm/components/Select/index.js";
import { type ReactNode, useId, useState } from "react";

export type Choice = { value: string; text: ReactNode; description?: ReactNode };

type PickerProps = {
    /** What is chosen: "Image type". */
    label: string;
    /** Of the button, for the label of a form's field. */
    id?: string;
    /** Of a label elsewhere: then the chosen value follows it in the button's name. */
    labelId?: string;
    value: string | null;
    choices: readonly Choice[];
    /** Shown while nothing, or nothing known, is chosen. */
    placeholder: string;
    isDisabled?: boolean;
    onChange: (value: string) => void;
};

export function Picker({ label, id, labelId, value, choices, placeholder, isDisabled = false, onChange }: PickerProps) {
    const own = useId();
    const toggleId = id ?? own;
    const valueId = `${own}-value`;
    const [isOpen, setOpen] = useState(false);
    const chosen = choices.find(choice => choice.value === value);
    const naming =
        labelId === undefined ? { "aria-describedby": valueId } : { "aria-labelledby": `${labelId} ${valueId}` };
    return (
        <Select
            isOpen={isOpen}
            onKeyDown={event => {
                // Closes the list; the dialog around it is another matter.
                if (event.key === "Escape" && isOpen) event.stopPropagation();
            }}
            selected={value}
            onOpenChange={setOpen}
            onSelect={(_event, picked) => {
                onChange(String(picked));
                setOpen(false);
            }}
            shouldFocusToggleOnSelect
            isScrollable
            toggle={toggle => (
                <MenuToggle
                    ref={toggle}
                    id={toggleId}
                    isFullWidth
                    isExpanded={isOpen}
                    isDisabled={isDisabled}
                    onClick={() => setOpen(!isOpen)}
                    {...naming}
                >
                    <span id={valueId}>{chosen?.text ?? placeholder}</span>
                </MenuToggle>
            )}
        >
            <SelectList aria-label={label}>
                {choices.map(choice => (
                    <SelectOption key={choice.value} value={choice.value} description={choice.description}>
                        {choice.text}
                    </SelectOption>
                ))}
            </SelectList>
        </Select>
    );
}
