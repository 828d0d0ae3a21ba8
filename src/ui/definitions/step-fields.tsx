/** Build steps, stage by stage: those that have some, and a way to add one to any. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import PlusCircleIcon from "@patternfly/react-icons/dist/esm/icons/plus-circle-icon";
import { useRef, useState } from "react";

import type { TableField } from "../../ee/fields.ts";
import { _ } from "../../language.ts";
import { ActionsMenuItems } from "../parts/actions-menu-items.tsx";
import { TextFields, type TextFieldsProps } from "./text-fields.tsx";

export function StepFields({ fields, isDisabled, ...props }: Omit<TextFieldsProps, "addText" | "adding">) {
    const toggle = useRef<HTMLButtonElement>(null);
    const [isOpen, setOpen] = useState(false);
    // The stage that gets the step which is not in the text yet.
    const [stage, setStage] = useState<string | null>(null);
    const shown = fields.filter(field => field.items.length > 0 || field.isOther || keyOf(field) === stage);
    return (
        <div className="ee-stack-sm">
            <TextFields
                {...props}
                fields={shown}
                isDisabled={isDisabled}
                addText={null}
                adding={{ key: stage, onSettled: () => setStage(null) }}
            />
            <div>
                <Button
                    ref={toggle}
                    variant="link"
                    size="sm"
                    icon={<PlusCircleIcon />}
                    aria-haspopup="menu"
                    aria-expanded={isOpen}
                    isDisabled={isDisabled}
                    onClick={() => setOpen(!isOpen)}
                >
                    {_("Add build step")}
                </Button>
                <ActionsMenuItems
                    toggle={toggle}
                    isOpen={isOpen}
                    onOpenChange={setOpen}
                    actions={fields.map(field => ({
                        title: field.spec.label,
                        onClick: () => setStage(keyOf(field)),
                    }))}
                />
            </div>
        </div>
    );
}

const keyOf = ({ path }: TableField) => path.join(".");
