/** "Create definition": a name, and what it starts from. */
import { Alert } from "@patternfly/react-core/dist/esm/components/Alert/index.js";
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import { Form } from "@patternfly/react-core/dist/esm/components/Form/index.js";
import { Modal, ModalBody, ModalFooter, ModalHeader } from "@patternfly/react-core/dist/esm/components/Modal/index.js";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";

import type { Incoming } from "../../ee/incoming.ts";
import { checkName, freeName } from "../../ee/name.ts";
import { templates } from "../../ee/template.ts";
import { _ } from "../../language.ts";
import { useCreateDefinition } from "../actions/create-definition.ts";
import { pathTo } from "../location.ts";
import { useSession } from "../session.tsx";
import { DropZone } from "./drop-zone.tsx";
import { NameField } from "./name-field.tsx";
import { type From, StartFrom } from "./start-from.tsx";
import { useImport } from "./use-import.ts";

/** What the dialog opens with. */
export type Start =
    | { from: "template"; template?: string }
    | { from: "files"; files?: Promise<Incoming[]> }
    | { from: "text" };

type CreateDialogProps = { start: Start; taken: readonly string[]; onClose: () => void };

/** The file that pasted text becomes. */
const MAIN_FILE = "execution-environment.yml";

export function CreateDialog({ start, taken, onClose }: CreateDialogProps) {
    const id = useId();
    const { go } = useSession();
    const create = useCreateDefinition();
    const [name, setName] = useState("");
    const isTyped = useRef(false);
    const [from, setFrom] = useState<From>(start.from);
    const [template, setTemplate] = useState((start.from === "template" && start.template) || (templates[0]?.id ?? ""));
    const [text, setText] = useState("");
    const files = useImport(suggested => {
        if (!isTyped.current && suggested !== "") setName(freeName(suggested, taken));
    });
    const dropped = useRef(start.from === "files" ? start.files : undefined);
    useEffect(() => {
        if (dropped.current) void files.take(dropped.current);
        dropped.current = undefined;
    });
    const complaint = checkName(name, taken);
    const contents = contentsOf();
    const isReady = complaint === null && contents !== null;

    /** What the definition is made of; null while that is not said. */
    function contentsOf(): ((name: string) => ReadonlyMap<string, string | Uint8Array>) | null {
        if (from === "template") return templates.find(each => each.id === template)?.files ?? null;
        if (from === "text") return text.trim() === "" ? null : () => new Map([[MAIN_FILE, text]]);
        const found = files.taken.state === "taken" ? files.taken.found[files.taken.chosen] : undefined;
        return found ? () => found.files : null;
    }

    const submit = (event: FormEvent) => {
        event.preventDefault();
        if (!isReady) return;
        const way = { kind: "new", files: contents(name) } as const;
        create.mutate({ name, way }, { onSuccess: () => go(pathTo.definition(name)) });
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
                <DropZone
                    reason={null}
                    onDrop={these => {
                        setFrom("files");
                        void files.take(these);
                    }}
                />
                <Form id={id} onSubmit={submit}>
                    {create.error && <Alert component="h2" isInline variant="danger" title={create.error.message} />}
                    <NameField
                        id={`${id}-name`}
                        value={name}
                        complaint={complaint}
                        onChange={typed => {
                            isTyped.current = typed !== "";
                            setName(typed);
                        }}
                    />
                    <StartFrom
                        from={from}
                        onFrom={setFrom}
                        template={template}
                        onTemplate={setTemplate}
                        text={text}
                        onText={setText}
                        files={files}
                    />
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
