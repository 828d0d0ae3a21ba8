import { FormSelect, FormSelectOption } from "@patternfly/react-core/dist/esm/components/FormSelect/index.js";

import { templates } from "../../ee/template.ts";
import { _ } from "../../language.ts";

/** One of the templates, with its sentence; `value` is its id. */
export const TemplateChoice = ({ value, onChange }: { value: string; onChange: (id: string) => void }) => (
    <div className="ee-stack-xs">
        <FormSelect aria-label={_("Template to start from")} value={value} onChange={(_event, id) => onChange(id)}>
            {templates.map(({ id, title }) => (
                <FormSelectOption key={id} value={id} label={title} />
            ))}
        </FormSelect>
        <span className="ee-small ee-subtle">{templates.find(({ id }) => id === value)?.description}</span>
    </div>
);
