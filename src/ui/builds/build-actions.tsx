/** What can be done with a build: cancel it while it runs, open its commit when it is done, else build again. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import { useState } from "react";

import { type BuildRecord, isOver } from "../../build/record.ts";
import { _ } from "../../language.ts";
import { pathTo } from "../location.ts";
import { ActionsMenu } from "../parts/actions-menu.tsx";
import { DeedButton } from "../parts/deed-button.tsx";
import { useSession } from "../session.tsx";
import { againActions } from "./again.ts";
import { CancelDialog } from "./cancel-dialog.tsx";
import { DeleteDialog } from "./delete-dialog.tsx";

export function BuildActions({ record }: { record: BuildRecord }) {
    const { definition, checksum, state } = record;
    const { go } = useSession();
    const [dialog, setDialog] = useState<"cancel" | "delete" | null>(null);
    const running = !isOver(record);
    const edit = { title: _("Edit definition"), onClick: () => go(pathTo.definition(definition)) };
    const again = { title: _("Build again"), onClick: () => go(pathTo.definition(definition, "build")) };
    const remove = {
        title: _("Delete"),
        isDanger: true,
        reason: running ? _("Cancel the build first.") : null,
        onClick: () => setDialog("delete"),
    };
    return (
        <div className="ee-deeds">
            {running && (
                <DeedButton
                    variant="secondary"
                    isDanger
                    reason={record.cancelRequested ? _("It is being cancelled.") : null}
                    onClick={() => setDialog("cancel")}
                >
                    {_("Cancel build")}
                </DeedButton>
            )}
            {state === "done" && checksum !== null && (
                <>
                    <Button variant="secondary" className="ee-wide-only" onClick={again.onClick}>
                        {again.title}
                    </Button>
                    <Button onClick={() => go(pathTo.commit(checksum))}>{_("Open commit")}</Button>
                </>
            )}
            {(state === "failed" || state === "cancelled") && (
                <>
                    <Button variant="secondary" className="ee-wide-only" onClick={edit.onClick}>
                        {edit.title}
                    </Button>
                    <Button onClick={again.onClick}>{again.title}</Button>
                </>
            )}
            <ActionsMenu actions={[edit, ...againActions(record, go), remove]} />
            {dialog === "cancel" && <CancelDialog record={record} onClose={() => setDialog(null)} />}
            {dialog === "delete" && (
                <DeleteDialog
                    builds={[record]}
                    onClose={() => setDialog(null)}
                    onDeleted={() => go(pathTo.builds(), {}, "replace")}
                />
            )}
        </div>
    );
}
