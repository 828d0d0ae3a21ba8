import type { BuildRecord } from "../../build/record.ts";
import { _, format, ngettext } from "../../language.ts";
import { useDeleteBuilds } from "../actions/builds.ts";
import { Confirm } from "../parts/confirm.tsx";
import { locale } from "../parts/locale.ts";
import { formatTime } from "../parts/time-text.ts";

type DeleteDialogProps = { builds: readonly BuildRecord[]; onDeleted: () => void; onClose: () => void };

/** The question before records of builds are deleted. */
export function DeleteDialog({ builds, onDeleted, onClose }: DeleteDialogProps) {
    const remove = useDeleteBuilds();
    const [only] = builds;
    const title =
        builds.length === 1 && only
            ? format(_("Delete the build of $0, $1?"), only.definition, formatTime(only.started, Date.now(), locale()))
            : format(ngettext("Delete $0 build?", "Delete $0 builds?", builds.length), builds.length);
    return (
        <Confirm
            title={title}
            verb={_("Delete")}
            isBusy={remove.isPending}
            error={remove.error}
            onConfirm={() =>
                remove.mutate(
                    builds.map(({ id }) => id),
                    { onSuccess: onDeleted },
                )
            }
            onClose={onClose}
        >
            {_("The record and the log go. Definitions, and commits in this machine's repository, stay.")}
        </Confirm>
    );
}
