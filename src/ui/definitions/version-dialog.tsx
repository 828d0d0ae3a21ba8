/** A version beside what is in the page now. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import { Modal, ModalBody, ModalFooter, ModalHeader } from "@patternfly/react-core/dist/esm/components/Modal/index.js";
import { useId, useMemo } from "react";

import { _, format } from "../../language.ts";
import { DeedButton } from "../parts/deed-button.tsx";
import { locale } from "../parts/locale.ts";
import { Problem } from "../parts/problem.tsx";
import { SkeletonRows } from "../parts/skeleton-rows.tsx";
import { formatTime } from "../parts/time-text.ts";
import { usePastFiles } from "../queries/versions.ts";
import { FileComparison } from "./file-comparison.tsx";
import type { Files } from "./history.ts";
import { textsOfVersion } from "./version-texts.ts";
import type { Earlier } from "./versions-table.tsx";
import { saverName } from "./words.ts";

type VersionDialogProps = {
    name: string;
    version: Earlier;
    /** What is in the page. */
    now: Files;
    /** Why this person may not restore it, or null. */
    denied: string | null;
    onClose: () => void;
    onRestore: () => void;
};

export function VersionDialog({ name, version, now, denied, onClose, onRestore }: VersionDialogProps) {
    const id = useId();
    const { data, error, refetch } = usePastFiles(name, version.source);
    const then = useMemo(() => data && textsOfVersion(data, now), [data, now]);
    const by = saverName(version.by);
    const when = formatTime(version.time, Date.now(), locale(), true);
    return (
        <Modal isOpen variant="large" onClose={onClose} aria-labelledby={id} elementToFocus={`[id="${id}-close"]`}>
            <ModalHeader title={format(_("$0 as of $1"), name, when)} labelId={id} />
            <ModalBody>
                {error ? (
                    <Problem title={_("The version could not be read")} error={error} onRetry={refetch} />
                ) : then ? (
                    <FileComparison
                        left={{
                            title: by === null ? format(_("Saved $0"), when) : format(_("Saved $0 by $1"), when, by),
                            files: then,
                        }}
                        right={{ title: _("Now"), files: now }}
                    />
                ) : (
                    <SkeletonRows />
                )}
            </ModalBody>
            <ModalFooter>
                <DeedButton variant="primary" reason={denied} onClick={onRestore}>
                    {_("Restore")}
                </DeedButton>
                <Button id={`${id}-close`} variant="link" onClick={onClose}>
                    {_("Close")}
                </Button>
            </ModalFooter>
        </Modal>
    );
}
