/** The name of a definition, checked while it is typed. */
import { FormGroup, FormHelperText } from "@patternfly/react-core/dist/esm/components/Form/index.js";
import { HelperText, HelperTextItem } from "@patternfly/react-core/dist/esm/components/HelperText/index.js";
import { TextInput } from "@patternfly/react-core/dist/esm/components/TextInput/index.js";

import { _ } from "../../language.ts";

type NameFieldProps = {
    id: string;
    value: string;
    /** What is wrong with it, as a sentence; null when nothing is. */
    complaint: string | null;
    onChange: (value: string) => void;
};

/** Says nothing about a field that is still empty. */
export function NameField({ id, value, complaint, onChange }: NameFieldProps) {
    const shown = value === "" ? null : complaint;
    return (
        <FormGroup label={_("Name")} fieldId={id} isRequired>
            <TextInput
                id={id}
                isRequired
                value={value}
                validated={shown ? "error" : "default"}
                aria-describedby={`${id}-help`}
                autoComplete="off"
                spellCheck={false}
                onChange={(_event, name) => onChange(name)}
            />
            <FormHelperText>
                <HelperText id={`${id}-help`} isLiveRegion>
                    <HelperTextItem variant={shown ? "error" : "default"}>
                        {shown ?? _("Also the name of its directory, its blueprint and its builds.")}
                    </HelperTextItem>
                </HelperText>
            </FormHelperText>
        </FormGroup>
    );
}
