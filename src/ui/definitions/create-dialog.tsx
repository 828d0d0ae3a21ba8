/** "Create definition": a name, and what it starts from. */
import { Alert } from "@patternfly/react-core/dist/esm/components/Alert/index.js";
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import { Form, FormGroup } from "@patternfly/react-core/dist/esm/components/Form/index.js";
import { Modal, ModalBody, ModalFooter, ModalHeader } from "@patternfly/react-core/dist/esm/components/Modal/index.js";
import { Radio } from "@patternfly/react-core/dist/esm/components/Radio/index.js";
import { TextArea } from "@patternfly/react-core/dist/esm/components/TextArea/index.js";
import { type FormEvent, useId, useState } from "react";

import { checkName } from "../../ee/name.ts";
import { templates } from "../../ee/template.ts";
import { _ } from "../../language.ts";
import { useCreateDefinition } from "../actions/definitions.ts";
import { pathTo } from "../location.ts";
import { useSession } from "../session.tsx";
import { NameField } from "./name-field.tsx";
import { TemplateChoice } from "./template-choice.tsx";

/** What the dialog opens with. */
export type Start = { from: "template"; template?: string } | { from: "text" };

type CreateDialogProps = { start: Start; taken: readonly string[]; onClose: () => void };

/** The file that pasted text becomes. */
const MAIN_FILE = "execution-environment.yml";

export function CreateDialog({ start, taken, onClose }: CreateDialogProps) {
    const id = useId();
    const { go } = useSession();
    const create = useCreateDefinition();
    const [name, setName] = useState("");
    const [from, setFrom] = useState(start.from);
    const [template, setTemplate] = useState((start.from === "template" && start.template) || (templates[0]?.id ?? ""));
    const [text, setText] = useState("");
    const complaint = checkName(name, taken);
    const isReady = complaint === null && (from === "template" || text.trim() !== "");

    const submit = (event: FormEvent) => {
        event.preventDefault();
        if (!isReady) return;
        const chosen = templates.find(each => each.id === template);
        const files = from === "template" && chosen ? chosen.files(name) : new Map([[MAIN_FILE, text]]);
        create.mutate({ name, way: { kind: "new", files } }, { onSuccess: () => go(pathTo.definition(name)) });
    };
    return (
        <Modal
            isOpen
            variant="medium"
            onClose={onClose}
            aria-labelledby={`${id}-title`}
            elementToFocus={`[id="${id}-name"]`}
        >
            <ModalHeader title={_("Create definition")} labelId={`${id}-title`} />
            <ModalBody>
                <Form id={id} onSubmit={submit}>
                    {create.error && <Alert component="h2" isInline variant="danger" title={create.error.message} />}
                    <NameField id={`${id}-name`} value={name} complaint={complaint} onChange={setName} />
                    <FormGroup role="radiogroup" label={_("Start from")} fieldId={`${id}-from`} isStack>
                        <Radio
                            id={`${id}-template`}
                            name="from"
                            label={_("Template")}
                            isChecked={from === "template"}
                            onChange={() => setFrom("template")}
                            body={from === "template" && <TemplateChoice value={template} onChange={setTemplate} />}
                        />
                        <Radio
                            id={`${id}-text`}
                            name="from"
                            label={_("Pasted text")}
                            isChecked={from === "text"}
                            onChange={() => setFrom("text")}
                            body={
                                from === "text" && (
                                    <TextArea
                                        aria-label={_("Text of execution-environment.yml")}
                                        className="ee-mono"
                                        dir="ltr"
                                        rows={10}
                                        resizeOrientation="vertical"
                                        spellCheck={false}
                                        value={text}
                                        onChange={(_event, value) => setText(value)}
                                    />
                                )
                            }
                        />
                    </FormGroup>
                </Form>
            </ModalBody>
            <ModalFooter>
                <Button
                    type="submit"
                    form={id}
                    variant="primary"
                    isLoading={create.isPending}
                    isDisabled={!isReady || create.isPending}
                >
                    {_("Create")}
                </Button>
                <Button variant="link" onClick={onClose}>
                    {_("Cancel")}
                </Button>
            </ModalFooter>
        </Modal>
    );
}
