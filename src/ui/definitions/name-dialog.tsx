/** "Clone NAME" and "Rename NAME". */
import { Alert } from "@patternfly/react-core/dist/esm/components/Alert/index.js";
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import { Form } from "@patternfly/react-core/dist/esm/components/Form/index.js";
import { Modal, ModalBody, ModalFooter, ModalHeader } from "@patternfly/react-core/dist/esm/components/Modal/index.js";
import { type FormEvent, useId, useState } from "react";

import { checkName } from "../../ee/name.ts";
import { _, format } from "../../language.ts";
import { useCreateDefinition } from "../actions/create-definition.ts";
import { NameField } from "./name-field.tsx";

type NameDialogProps = {
    way: { kind: "clone" | "rename"; from: string };
    taken: readonly string[];
    onClose: () => void;
    onNamed: (name: string) => void;
};

export function NameDialog({ way, taken, onClose, onNamed }: NameDialogProps) {
    const id = useId();
    const isClone = way.kind === "clone";
    const [name, setName] = useState(isClone ? `${way.from}-2` : way.from);
    const create = useCreateDefinition();
    const complaint = name === way.from ? "" : checkName(name, taken);
    const verb = isClone ? _("Clone") : _("Rename");

    const submit = (event: FormEvent) => {
        event.preventDefault();
        if (complaint !== null) return;
        // Not by mutate's own callbacks: they are not called once the old name has taken this dialog with it.
        create.mutateAsync({ name, way }).then(
            () => onNamed(name),
            () => {},
        );
    };
    return (
        <Modal
            isOpen
            variant="small"
            onClose={onClose}
            aria-labelledby={`${id}-title`}
            elementToFocus={`[id="${id}-name"]`}
        >
            <ModalHeader title={format(isClone ? _("Clone $0") : _("Rename $0"), way.from)} labelId={`${id}-title`} />
            <ModalBody>
                <Form id={id} onSubmit={submit}>
                    {create.error && <Alert component="h2" isInline variant="danger" title={create.error.message} />}
                    <NameField id={`${id}-name`} value={name} complaint={complaint || null} onChange={setName} />
                </Form>
            </ModalBody>
            <ModalFooter>
                <Button
                    type="submit"
                    form={id}
                    variant="primary"
                    isLoading={create.isPending}
                    isDisabled={complaint !== null || create.isPending}
                >
                    {verb}
                </Button>
                <Button variant="link" onClick={onClose}>
                    {_("Cancel")}
                </Button>
            </ModalFooter>
        </Modal>
    );
}
