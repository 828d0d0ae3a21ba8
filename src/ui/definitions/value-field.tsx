/** One key of the definition as a field: text, or a switch. */
import { Checkbox } from "@patternfly/react-core/dist/esm/components/Checkbox/index.js";
import { FormGroup } from "@patternfly/react-core/dist/esm/components/Form/index.js";
import { useId } from "react";

import type { TableField } from "../../ee/fields.ts";
import { _, format } from "../../language.ts";
import { FieldHelp } from "../parts/field-help.tsx";
import { FieldInput } from "./field-input.tsx";
import { PipField } from "./pip-field.tsx";

export type ValueFieldProps = {
    field: TableField;
    /** Instead of what the table says it is for. */
    help?: string;
    isDisabled: boolean;
    onSet: (field: TableField, value: string | boolean) => void;
    onFocus: (line: number | null) => void;
};

export function ValueField({ field, help, isDisabled, onSet, onFocus }: ValueFieldProps) {
    const id = useId();
    const { spec, value, line, isOther } = field;
    const focus = () => onFocus(line);
    const isShut = isDisabled || isOther;
    if (spec.kind === "switch")
        return <SwitchField field={field} isDisabled={isShut} onSet={onSet} onFocus={onFocus} />;
    if (spec.kind === "package")
        return (
            <PipField
                name={spec.label}
                field={field}
                isDisabled={isShut}
                onSet={typed => onSet(field, typed)}
                onFocus={focus}
            />
        );
    return (
        <FormGroup label={spec.label} fieldId={id}>
            <FieldInput
                id={id}
                className="ee-mono-field"
                isDisabled={isShut}
                value={value}
                placeholder={isOther ? _("edited in the text") : (spec.standard ?? "")}
                aria-describedby={`${id}-help`}
                onFocus={focus}
                onChange={typed => onSet(field, typed)}
            />
            <FieldHelp id={`${id}-help`} problem={null}>
                {help ?? spec.help}
            </FieldHelp>
        </FormGroup>
    );
}

/** What YAML 1.1 takes for true; anything else that is no text counts as false. */
const YES = /^(?:yes|true|on)$/i;

function SwitchField({ field, isDisabled, onSet, onFocus }: Omit<ValueFieldProps, "help">) {
    const id = useId();
    const { spec, value, line } = field;
    const standard = YES.test(spec.standard ?? "");
    const words = standard ? _("On where nothing is said.") : _("Off where nothing is said.");
    return (
        <Checkbox
            id={id}
            label={spec.label}
            description={format(_("$0 $1"), spec.help, words)}
            isDisabled={isDisabled}
            isChecked={value === "" ? standard : YES.test(value)}
            onFocus={() => onFocus(line)}
            onChange={(_event, isOn) => onSet(field, isOn)}
        />
    );
}
