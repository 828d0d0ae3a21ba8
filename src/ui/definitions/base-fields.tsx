/** Base image, ansible-core, ansible-runner, and the Python that runs them. */
import { Form } from "@patternfly/react-core/dist/esm/components/Form/index.js";

import type { TableField } from "../../ee/fields.ts";
import { isOfDistro } from "../../ee/target.ts";
import { _, format } from "../../language.ts";
import { ValueField, type ValueFieldProps } from "./value-field.tsx";

type BaseFieldsProps = Pick<ValueFieldProps, "isDisabled" | "onSet" | "onFocus"> & {
    fields: readonly TableField[];
    /** What the base image stands for; null while not known. */
    distro: string | null;
};

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
    // The base image comes first whatever it is called, then what is short enough for half a line each.
    const isShort = ({ path }: TableField) => path[0] === "dependencies";
    const images = others.filter(field => !isShort(field));
    return (
        <Form onSubmit={event => event.preventDefault()}>
            {image && draw(image, about)}
            {others.some(isShort) && (
                <div className="ee-halves">{others.filter(isShort).map(field => draw(field))}</div>
            )}
            {images.map(field => draw(field))}
        </Form>
    );
}
