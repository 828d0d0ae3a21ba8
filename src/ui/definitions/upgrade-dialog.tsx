/** What version 3 of a definition would look like, before it does. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import { Modal, ModalBody, ModalFooter, ModalHeader } from "@patternfly/react-core/dist/esm/components/Modal/index.js";
import { useId } from "react";

import type { Upgrade } from "../../ee/upgrade-step.ts";
import { _, format } from "../../language.ts";
import { TextComparison } from "../parts/text-comparison.tsx";

type UpgradeDialogProps = {
    name: string;
    /** The text as it is. */
    text: string;
    upgrade: Upgrade;
    onUpgrade: () => void;
    onClose: () => void;
};

export function UpgradeDialog({ name, text, upgrade, onUpgrade, onClose }: UpgradeDialogProps) {
    const id = useId();
    const title = format(_("Upgrade $0 to version 3"), name);
    return (
        <Modal
            isOpen
            variant="large"
            onClose={onClose}
            aria-label={title}
            aria-describedby={`${id}-body`}
            elementToFocus={`[id="${id}-upgrade"]`}
        >
            <ModalHeader title={title} />
            <ModalBody id={`${id}-body`} className="ee-stack">
                {upgrade.notes.length > 0 && (
                    <ul className="ee-notes ee-small">
                        {upgrade.notes.map(note => (
                            <li key={note}>{note}</li>
                        ))}
                    </ul>
                )}
                <TextComparison
                    left={{ title: _("As it is"), text }}
                    right={{ title: _("Version 3"), text: upgrade.text }}
                />
            </ModalBody>
            <ModalFooter>
                <Button id={`${id}-upgrade`} variant="primary" onClick={onUpgrade}>
                    {_("Upgrade")}
                </Button>
                <Button variant="link" onClick={onClose}>
                    {_("Cancel")}
                </Button>
            </ModalFooter>
        </Modal>
    );
}
