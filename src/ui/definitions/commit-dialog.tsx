/** "Commit NAME": what is saved becomes a commit of the git repository that its directory lies in. */
import { Alert } from "@patternfly/react-core/dist/esm/components/Alert/index.js";
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import { Form, FormGroup } from "@patternfly/react-core/dist/esm/components/Form/index.js";
import { Modal, ModalBody, ModalFooter, ModalHeader } from "@patternfly/react-core/dist/esm/components/Modal/index.js";
import { TextArea } from "@patternfly/react-core/dist/esm/components/TextArea/index.js";
import { type FormEvent, useId, useState } from "react";

import type { WorkTree } from "../../ee/git.ts";
import { _, format } from "../../language.ts";
import { useCommitDefinition } from "../actions/saving.ts";
import { FieldHelp } from "../parts/field-help.tsx";
import { useSession } from "../session.tsx";

type CommitDialogProps = { name: string; workTree: WorkTree; onClose: () => void };

export function CommitDialog({ name, workTree, onClose }: CommitDialogProps) {
    const id = useId();
    const { user } = useSession();
    const [message, setMessage] = useState("");
    const commit = useCommitDefinition(name, workTree);
    const isReady = message.trim() !== "" && !commit.isPending;

    const submit = (event: FormEvent) => {
        event.preventDefault();
        if (isReady) commit.mutate(message, { onSuccess: onClose });
    };
    return (
        <Modal
            isOpen
            variant="small"
            onClose={onClose}
            aria-labelledby={`${id}-title`}
            elementToFocus={`[id="${id}-message"]`}
        >
            <ModalHeader title={format(_("Commit $0"), name)} labelId={`${id}-title`} />
            <ModalBody>
                <Form id={id} onSubmit={submit}>
                    {commit.error && (
                        <Alert
                            component="h2"
                            isInline
                            variant="danger"
                            title={format(_("Not committed: $0"), commit.error.message)}
                        />
                    )}
                    <FormGroup label={_("Message")} fieldId={`${id}-message`} isRequired>
                        <TextArea
                            id={`${id}-message`}
                            isRequired
                            value={message}
                            rows={4}
                            resizeOrientation="vertical"
                            aria-describedby={`${id}-help`}
                            onChange={(_event, text) => setMessage(text)}
                        />
                        <FieldHelp id={`${id}-help`} problem={null}>
                            {format(_("The files of this definition are committed as $0, and nothing else."), user)}
                        </FieldHelp>
                    </FormGroup>
                </Form>
            </ModalBody>
            <ModalFooter>
                <Button type="submit" form={id} variant="primary" isLoading={commit.isPending} isDisabled={!isReady}>
                    {_("Commit")}
                </Button>
                <Button variant="link" onClick={onClose}>
                    {_("Cancel")}
                </Button>
            </ModalFooter>
        </Modal>
    );
}
