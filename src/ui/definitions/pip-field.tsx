/** ansible-core or ansible-runner: asked for in some version, in any, or not at all. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import { FormGroup } from "@patternfly/react-core/dist/esm/components/Form/index.js";
import TimesIcon from "@patternfly/react-icons/dist/esm/icons/times-icon";
import { useId } from "react";

import type { Field } from "../../ee/fields.ts";
import { specifierOf, withSpecifier } from "../../ee/pip-specifier.ts";
import { _, format } from "../../language.ts";
import { FieldInput } from "./field-input.tsx";

type PipFieldProps = {
    /** The package's name; also the field's. */
    name: string;
    field: Field;
    isDisabled: boolean;
    /** "" takes it away. */
    onSet: (value: string) => void;
    onFocus: () => void;
};

export function PipField({ name, field, isDisabled, onSet, onFocus }: PipFieldProps) {
    const id = useId();
    const isAsked = field.value !== "";
    const placeholder = field.path === null ? _("needs version 3") : isAsked ? _("any version") : _("none asked for");
    return (
        <FormGroup label={name} fieldId={id}>
            <div className="ee-row">
                <FieldInput
                    id={id}
                    isDisabled={isDisabled || field.path === null}
                    placeholder={placeholder}
                    value={specifierOf(name, field.value)}
                    onFocus={onFocus}
                    onChange={typed => onSet(withSpecifier(name, typed))}
                />
                {isAsked && (
                    <Button
                        variant="plain"
                        isDisabled={isDisabled}
                        aria-label={format(_("Remove $0"), name)}
                        icon={<TimesIcon />}
                        onClick={() => {
                            document.getElementById(id)?.focus();
                            onSet("");
                        }}
                    />
                )}
            </div>
        </FormGroup>
    );
}
