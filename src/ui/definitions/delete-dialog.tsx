import { _, format } from "../../language.ts";
import { useDeleteDefinition } from "../actions/definitions.ts";
import { Confirm } from "../parts/confirm.tsx";

type DeleteDialogProps = {
    name: string;
    onClose: () => void;
    /** Gets the id under which it can be brought back. */
    onDeleted: (id: string) => void;
};

/** "Delete NAME?" */
export function DeleteDialog({ name, onClose, onDeleted }: DeleteDialogProps) {
    const remove = useDeleteDefinition();
    return (
        <Confirm
            title={format(_("Delete $0?"), name)}
            verb={_("Delete")}
            isBusy={remove.isPending}
            error={remove.error}
            onClose={onClose}
            // Not by mutate's own callbacks: they are not called once what is deleted has taken this dialog with it.
            onConfirm={() =>
                remove.mutateAsync(name).then(
                    ({ id }) => onDeleted(id),
                    () => {},
                )
            }
        >
            {_("The definition and its files go. Its builds and commits stay. Within a minute you can undo this.")}
        </Confirm>
    );
}
