/** The question before a deed that destroys something. */
import { Alert } from "@patternfly/react-core/dist/esm/components/Alert/index.js";
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import { Modal, ModalBody, ModalFooter, ModalHeader } from "@patternfly/react-core/dist/esm/components/Modal/index.js";
import { type ReactNode, useId } from "react";

import { _ } from "../../language.ts";

type ConfirmProps = {
    /** A question that names the thing: "Delete kolla-ops?" */
    title: string;
    /** The verb: "Delete", "Cancel build". */
    verb: string;
    /** The button that changes nothing; it has the focus. */
    keep?: string;
    /** The deed under way. */
    isBusy: boolean;
    /** Why the deed did not succeed, if it did not. */
    error: Error | null;
    onConfirm: () => void;
    onClose: () => void;
    /** What goes, what stays. */
    children: ReactNode;
};

export function Confirm({
    title,
    verb,
    keep = _("Cancel"),
    isBusy,
    error,
    onConfirm,
    onClose,
    children,
}: ConfirmProps) {
    const id = useId();
    return (
        <Modal
            isOpen
            variant="small"
            onClose={onClose}
            aria-label={title}
            aria-describedby={`${id}-body`}
            elementToFocus={`[id="${id}-keep"]`}
        >
            <ModalHeader title={title} titleIconVariant="warning" />
            <ModalBody id={`${id}-body`}>
                {error && <Alert component="h2" isInline isPlain variant="danger" title={error.message} />}
                {children}
            </ModalBody>
            <ModalFooter>
                <Button variant="danger" isLoading={isBusy} isDisabled={isBusy} onClick={onConfirm}>
                    {verb}
                </Button>
                <Button id={`${id}-keep`} variant="link" onClick={onClose}>
                    {keep}
                </Button>
            </ModalFooter>
        </Modal>
    );
}
