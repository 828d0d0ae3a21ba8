/** "New file": an empty one, by its path in the definition's directory. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import { Form, FormGroup, FormHelperText } from "@patternfly/react-core/dist/esm/components/Form/index.js";
import { HelperText, HelperTextItem } from "@patternfly/react-core/dist/esm/components/HelperText/index.js";
import { Modal, ModalBody, ModalFooter, ModalHeader } from "@patternfly/react-core/dist/esm/components/Modal/index.js";
import { TextInput } from "@patternfly/react-core/dist/esm/components/TextInput/index.js";
import { type FormEvent, useId, useState } from "react";

import { checkFileName } from "../../ee/file-name.ts";
import type { Files } from "../../ee/files.ts";
import { _ } from "../../language.ts";

type NewFileDialogProps = { files: Files; onClose: () => void; onNamed: (name: string) => void };

export function NewFileDialog({ files, onClose, onNamed }: NewFileDialogProps) {
    const id = useId();
    const [name, setName] = useState("");
    const complaint = checkFileName(name, files);
    const shown = name === "" ? null : complaint;
    const submit = (event: FormEvent) => {
        event.preventDefault();
        if (complaint === null) onNamed(name);
    };
    return (
        <Modal
            isOpen
            variant="small"
            onClose={onClose}
            aria-labelledby={`${id}-title`}
            elementToFocus={`[id="${id}-name"]`}
        >
            <ModalHeader title={_("New file")} labelId={`${id}-title`} />
            <ModalBody>
                <Form id={id} onSubmit={submit}>
                    <FormGroup label={_("Name")} fieldId={`${id}-name`} isRequired>
                        <TextInput
                            id={`${id}-name`}
                            className="ee-mono-field"
                            isRequired
                            value={name}
                            validated={shown ? "error" : "default"}
                            aria-describedby={`${id}-help`}
                            autoComplete="off"
                            spellCheck={false}
                            onChange={(_event, value) => setName(value)}
                        />
                        <FormHelperText>
                            <HelperText id={`${id}-help`} isLiveRegion>
                                <HelperTextItem variant={shown ? "error" : "default"}>
                                    {shown ?? _("Directories before it are made where they are not there.")}
                                </HelperTextItem>
                            </HelperText>
                        </FormHelperText>
                    </FormGroup>
                </Form>
            </ModalBody>
            <ModalFooter>
                <Button type="submit" form={id} variant="primary" isDisabled={complaint !== null}>
                    {_("Create")}
                </Button>
                <Button variant="link" onClick={onClose}>
                    {_("Cancel")}
                </Button>
            </ModalFooter>
        </Modal>
    );
}
