/** Base image, ansible-core, ansible-runner, and the Python that runs them. */
import { ExpandableSection } from "@patternfly/react-core/dist/esm/components/ExpandableSection/index.js";
import { Form } from "@patternfly/react-core/dist/esm/components/Form/index.js";
import { useState } from "react";

import type { TableField } from "../../ee/fields.ts";
import { isOfDistro } from "../../ee/target.ts";
import { _, format } from "../../language.ts";
import { ValueField, type ValueFieldProps } from "./value-field.tsx";

type BaseFieldsProps = Pick<ValueFieldProps, "isDisabled" | "onSet" | "onFocus"> & {
    fields: readonly TableField[];
    /** What the base image stands for; null while not known. */
    distro: string | null;
};

const isShort = ({ path }: TableField) => path[0] === "dependencies";

const isSaid = ({ value, isOther }: TableField) => value !== "" || isOther;

/** The Python of its own and the names of signatures: few definitions say anything of them. */
const isRare = ({ path }: TableField) =>
    path.includes("python_interpreter") || path.at(-1) === "signature_original_name";

export function BaseFields({ fields, distro, ...edits }: BaseFieldsProps) {
    const [image, ...others] = fields;
    const about =
        distro === null
            ? _("Not pulled. It sets the target, and what the plan must add.")
            : isOfDistro(image?.value ?? "", distro)
              ? format(_("Not pulled. It sets the target, $0, and what the plan must add."), distro)
              : format(_("Not pulled. It names nothing that can be built here, so the target is $0."), distro);
    const draw = (field: TableField, help?: string) => (
        <ValueField key={field.path.join(".")} field={field} {...(help === undefined ? {} : { help })} {...edits} />
    );
    const rare = others.filter(isRare);
    // Opened by whoever wants more, and where there is some from the start.
    const [isOpen, setOpen] = useState(() => rare.some(isSaid));
    // The base image comes first whatever it is called, then what is short enough for half a line each.
    const halves = (fields: readonly TableField[]) => {
        const short = fields.filter(isShort);
        return short.length > 0 && <div className="ee-halves">{short.map(field => draw(field))}</div>;
    };
    const lines = (fields: readonly TableField[]) => fields.filter(field => !isShort(field)).map(field => draw(field));
    const usual = others.filter(field => !isRare(field));
    return (
        <Form onSubmit={event => event.preventDefault()}>
            {image && draw(image, about)}
            {halves(usual)}
            {lines(usual)}
            {rare.length > 0 && (
                <ExpandableSection
                    toggleText={_("More")}
                    isExpanded={isOpen}
                    onToggle={(_event, open) => setOpen(open)}
                    className="ee-more"
                >
                    <div className="ee-stack-lg">
                        {halves(rare)}
                        {lines(rare)}
                    </div>
                </ExpandableSection>
            )}
        </Form>
    );
}
