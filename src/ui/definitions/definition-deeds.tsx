/** What can be done with a definition from the list or its own page, and the dialogs that ask before. */
import { type ReactNode, useState } from "react";

import { _, format } from "../../language.ts";
import { useRestoreDefinition } from "../actions/definitions.ts";
import { useExportDefinition } from "../actions/export-definition.ts";
import { late } from "../late.tsx";
import { pathTo } from "../location.ts";
import type { MenuAction } from "../parts/actions-menu.tsx";
import { useToast } from "../parts/toasts.tsx";
import { useMayChange } from "../queries/definitions.ts";
import { useSession } from "../session.tsx";
import { DENIED } from "./words.ts";

const DeleteDialog = late(async () => (await import("./delete-dialog.tsx")).DeleteDialog);
const NameDialog = late(async () => (await import("./name-dialog.tsx")).NameDialog);

export type Deed = { kind: "clone" | "rename" | "delete" | "restore"; name: string };

/** A deed that has a dialog. */
type Asked = { kind: "clone" | "rename" | "delete"; name: string };

type DefinitionDeedsProps = {
    /** All names there are. */
    names: readonly string[];
    /** After a definition was deleted (`to` is null), renamed, cloned or, being deleted, restored. */
    onDone?: (deed: Deed, to: string | null) => void;
    children: (deedsOf: (name: string) => MenuAction[]) => ReactNode;
};

export function DefinitionDeeds({ names, onDone, children }: DefinitionDeedsProps) {
    const { go } = useSession();
    const [asking, setAsking] = useState<Asked | null>(null);
    const reason = useMayChange() === false ? DENIED() : null;
    const offerUndo = useUndoToast(name => onDone?.({ kind: "restore", name }, name));
    const exportIt = useExport();

    const deedsOf = (name: string): MenuAction[] => [
        { title: _("Build"), onClick: () => go(pathTo.definition(name, "build")), reason },
        { title: _("Clone"), onClick: () => setAsking({ kind: "clone", name }), reason },
        { title: _("Rename"), onClick: () => setAsking({ kind: "rename", name }), reason },
        { title: _("Export"), onClick: () => exportIt(name) },
        { title: _("Delete"), onClick: () => setAsking({ kind: "delete", name }), reason, isDanger: true },
    ];
    const close = () => setAsking(null);
    return (
        <>
            {children(deedsOf)}
            {asking?.kind === "delete" && (
                <DeleteDialog
                    name={asking.name}
                    onClose={close}
                    onDeleted={id => {
                        close();
                        offerUndo(asking.name, id);
                        onDone?.(asking, null);
                    }}
                />
            )}
            {asking && asking.kind !== "delete" && (
                <NameDialog
                    way={{ kind: asking.kind, from: asking.name }}
                    taken={names}
                    onClose={close}
                    onNamed={name => {
                        close();
                        onDone?.(asking, name);
                    }}
                />
            )}
        </>
    );
}

/** What was left out of an export is said; that it came is what the browser shows. */
function useExport() {
    const toast = useToast();
    const { mutate } = useExportDefinition();
    return (name: string) =>
        mutate(name, {
            onSuccess: ({ redacted }) =>
                redacted.length > 0 &&
                toast({
                    variant: "success",
                    title: format(_("$0 exported with known secrets replaced."), name),
                    body: format(
                        _("Values were replaced in: $0. Look the archive through before you pass it on."),
                        redacted.join(_(", ")),
                    ),
                    isKept: true,
                }),
            onError: ({ message }) =>
                toast({ variant: "danger", title: format(_("$0 was not exported."), name), body: message }),
        });
}

function useUndoToast(onRestored: (name: string) => void) {
    const toast = useToast();
    const restore = useRestoreDefinition();
    return (name: string, id: string) =>
        toast({
            variant: "success",
            title: format(_("$0 deleted."), name),
            deed: {
                title: _("Undo"),
                onClick: () =>
                    restore.mutateAsync({ name, id }).then(
                        () => onRestored(name),
                        ({ message }: Error) =>
                            toast({ variant: "danger", title: format(_("$0 was not restored."), name), body: message }),
                    ),
            },
        });
}
