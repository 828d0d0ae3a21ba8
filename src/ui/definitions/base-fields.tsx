/** Base image, ansible-core and ansible-runner. */
import { Form, FormGroup, FormHelperText } from "@patternfly/react-core/dist/esm/components/Form/index.js";
import { HelperText, HelperTextItem } from "@patternfly/react-core/dist/esm/components/HelperText/index.js";
import { useId } from "react";

import type { Field, Fields } from "../../ee/fields.ts";
import { _, format } from "../../language.ts";
import { FieldInput } from "./field-input.tsx";
import { PipField } from "./pip-field.tsx";

type BaseFieldsProps = {
    fields: Pick<Fields, "baseImage" | "core" | "runner">;
    /** What the base image stands for; null while not known. */
    distro: string | null;
    isDisabled: boolean;
    onSet: (field: Field, value: string) => void;
    onFocus: (field: Field) => void;
};

export function BaseFields({ fields, distro, isDisabled, onSet, onFocus }: BaseFieldsProps) {
    const id = useId();
    const { baseImage, core, runner } = fields;
    const pip = [
        { name: "ansible-core", field: core },
        { name: "ansible-runner", field: runner },
    ];
    return (
        <Form onSubmit={event => event.preventDefault()}>
            <FormGroup label={_("Base image")} fieldId={id}>
                <FieldInput
                    id={id}
                    className="ee-mono-field"
                    isDisabled={isDisabled}
                    value={baseImage.value}
                    aria-describedby={`${id}-help`}
                    onFocus={() => onFocus(baseImage)}
                    onChange={value => onSet(baseImage, value)}
                />
                <FormHelperText>
                    <HelperText id={`${id}-help`}>
                        <HelperTextItem>
                            {distro === null
                                ? _("Not pulled. It sets the target, and what the plan must add.")
                                : format(_("Not pulled. It sets the target, $0, and what the plan must add."), distro)}
                        </HelperTextItem>
                    </HelperText>
                </FormHelperText>
            </FormGroup>
            <div className="ee-halves">
                {pip.map(({ name, field }) => (
                    <PipField
                        key={name}
                        name={name}
                        field={field}
                        isDisabled={isDisabled}
                        onSet={value => onSet(field, value)}
                        onFocus={() => onFocus(field)}
                    />
                ))}
            </div>
        </Form>
    );
}
