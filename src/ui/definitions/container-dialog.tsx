/** "Embed an image": which ready image of an execution environment goes into its commit, and what it stands for there. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import { Checkbox } from "@patternfly/react-core/dist/esm/components/Checkbox/index.js";
import { Form, FormGroup } from "@patternfly/react-core/dist/esm/components/Form/index.js";
import { Modal, ModalBody, ModalFooter, ModalHeader } from "@patternfly/react-core/dist/esm/components/Modal/index.js";
import { Radio } from "@patternfly/react-core/dist/esm/components/Radio/index.js";
import { TextInput } from "@patternfly/react-core/dist/esm/components/TextInput/index.js";
import { type FormEvent, useId, useState } from "react";

import type { ChosenContainer } from "../../ee/choices.ts";
import { checkImageReference } from "../../ee/image-reference.ts";
import { _, format } from "../../language.ts";
import { DeedButton } from "../parts/deed-button.tsx";
import { FieldHelp } from "../parts/field-help.tsx";
import { Mono, Subtle } from "../parts/mono.tsx";

type ContainerDialogProps = {
    definition: string;
    /** Names that the definition gives its image. */
    tags: readonly string[];
    container: ChosenContainer | null;
    onEmbed: (container: ChosenContainer) => void;
    onClose: () => void;
};

export function ContainerDialog({ definition, tags, container, onEmbed, onClose }: ContainerDialogProps) {
    const id = useId();
    const [image, setImage] = useState(container?.image ?? tags[0] ?? "");
    const [isAlone, setAlone] = useState(container?.alone ?? false);
    const [isVerified, setVerified] = useState(container?.["tls-verify"] ?? true);
    const reference = image.trim();
    const problem = reference === "" ? null : checkImageReference(reference);
    const reason = reference === "" ? _("Name the image first.") : problem;
    const submit = (event: FormEvent) => {
        event.preventDefault();
        if (reason === null)
            onEmbed({
                image: reference,
                ...(isAlone ? { alone: true } : {}),
                ...(isVerified ? {} : { "tls-verify": false }),
            });
    };
    const radio = (alone: boolean) => ({
        ...{ id: `${id}-${alone}`, name: `${id}-role`, isChecked: isAlone === alone },
        onChange: () => setAlone(alone),
    });
    return (
        <Modal
            isOpen
            variant="medium"
            onClose={onClose}
            aria-labelledby={`${id}-title`}
            elementToFocus={`[id="${id}-image"]`}
        >
            <ModalHeader title={format(_("Embed an image of $0"), definition)} labelId={`${id}-title`} />
            <ModalBody>
                <Form id={id} onSubmit={submit}>
                    <FormGroup label={_("Image")} fieldId={`${id}-image`} isRequired>
                        <TextInput
                            id={`${id}-image`}
                            className="ee-mono"
                            dir="ltr"
                            isRequired
                            value={image}
                            validated={problem === null ? "default" : "error"}
                            aria-describedby={`${id}-help`}
                            onChange={(_event, text) => setImage(text)}
                        />
                        <FieldHelp id={`${id}-help`} problem={problem}>
                            {_(
                                "The composer's worker pulls it from its registry, with a login where one is set up for it.",
                            )}
                        </FieldHelp>
                        {tags.length > 0 && <Tags tags={tags} onChoose={setImage} />}
                    </FormGroup>
                    <FormGroup
                        role="radiogroup"
                        label={_("What carries the requirements")}
                        fieldId={`${id}-role`}
                        isStack
                    >
                        <Radio
                            {...radio(false)}
                            label={_("RPMs and content, the image beside them")}
                            description={_("Ansible runs from the system as well as from the image.")}
                        />
                        <Radio
                            {...radio(true)}
                            label={_("The image alone")}
                            description={_(
                                "Nothing else is resolved or packed. What is in the image is not looked at.",
                            )}
                        />
                    </FormGroup>
                    <Checkbox
                        id={`${id}-verify`}
                        isChecked={isVerified}
                        label={_("Check the registry's certificate")}
                        onChange={(_event, isChecked) => setVerified(isChecked)}
                    />
                </Form>
            </ModalBody>
            <ModalFooter>
                <DeedButton type="submit" form={id} variant="primary" reason={reason}>
                    {_("Embed")}
                </DeedButton>
                <Button variant="link" onClick={onClose}>
                    {_("Cancel")}
                </Button>
            </ModalFooter>
        </Modal>
    );
}

const Tags = ({ tags, onChoose }: { tags: readonly string[]; onChoose: (tag: string) => void }) => (
    <div className="ee-deeds ee-small">
        <Subtle>{_("Tags of the definition:")}</Subtle>
        {tags.map(tag => (
            <Button key={tag} variant="link" isInline onClick={() => onChoose(tag)}>
                <Mono>{tag}</Mono>
            </Button>
        ))}
    </div>
);
