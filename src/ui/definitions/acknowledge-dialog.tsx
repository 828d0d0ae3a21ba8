/** "Acknowledge": an author writes down why a commit may do without something. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import { Form, FormGroup } from "@patternfly/react-core/dist/esm/components/Form/index.js";
import { Modal, ModalBody, ModalFooter, ModalHeader } from "@patternfly/react-core/dist/esm/components/Modal/index.js";
import { TextInput } from "@patternfly/react-core/dist/esm/components/TextInput/index.js";
import { type FormEvent, useId, useState } from "react";

import { _, format, ngettext } from "../../language.ts";
import { FieldHelp } from "../parts/field-help.tsx";
import { Mono } from "../parts/mono.tsx";
import { useSession } from "../session.tsx";
import type { ObstacleGroup } from "./plan-rows.ts";

type AcknowledgeDialogProps = {
    /** What the commit does without, for one reason. */
    group: ObstacleGroup;
    onAcknowledge: (reason: string) => void;
    onClose: () => void;
};

const LONGEST = 1000;

export function AcknowledgeDialog({ group, onAcknowledge, onClose }: AcknowledgeDialogProps) {
    const id = useId();
    const { user } = useSession();
    const [reason, setReason] = useState("");
    const isReady = reason.trim() !== "";
    const submit = (event: FormEvent) => {
        event.preventDefault();
        if (isReady) onAcknowledge(reason.trim());
    };
    return (
        <Modal
            isOpen
            variant="medium"
            onClose={onClose}
            aria-labelledby={`${id}-title`}
            elementToFocus={`[id="${id}-reason"]`}
        >
            <ModalHeader title={titleOf(group)} labelId={`${id}-title`} />
            <ModalBody>
                <Form id={id} onSubmit={submit}>
                    <div>
                        <p>
                            {ngettext(
                                "The commit will do without it:",
                                "The commit will do without them:",
                                group.length,
                            )}
                        </p>
                        <ul className="ee-quotes">
                            {group.map((row, index) => (
                                // biome-ignore lint/suspicious/noArrayIndexKey: two build steps may read alike, and none moves
                                <li key={index}>
                                    <Mono>{row.text}</Mono>{" "}
                                    <span className="ee-subtle ee-small">{row.askedBy.join(_(", "))}</span>
                                </li>
                            ))}
                        </ul>
                        {group[0].note !== null && <p className="ee-subtle">{group[0].note}</p>}
                    </div>
                    <FormGroup label={_("Reason")} fieldId={`${id}-reason`} isRequired>
                        <TextInput
                            id={`${id}-reason`}
                            isRequired
                            value={reason}
                            maxLength={LONGEST}
                            aria-describedby={`${id}-help`}
                            onChange={(_event, text) => setReason(text)}
                        />
                        <FieldHelp id={`${id}-help`} problem={null}>
                            {format(
                                _("Kept with the name $0 beside the definition, in the plan and in the commit."),
                                user,
                            )}
                        </FieldHelp>
                    </FormGroup>
                </Form>
            </ModalBody>
            <ModalFooter>
                <Button type="submit" form={id} variant="primary" isDisabled={!isReady}>
                    {_("Acknowledge")}
                </Button>
                <Button variant="link" onClick={onClose}>
                    {_("Cancel")}
                </Button>
            </ModalFooter>
        </Modal>
    );
}

function titleOf({ length, 0: { kind } }: ObstacleGroup): string {
    if (kind === "build-step")
        return format(ngettext("Acknowledge $0 build step", "Acknowledge $0 build steps", length), length);
    return format(ngettext("Acknowledge $0 requirement", "Acknowledge $0 requirements", length), length);
}
