import type { BuildRecord } from "../../build/record.ts";
import { _ } from "../../language.ts";
import { useCancelBuild } from "../actions/builds.ts";
import { Confirm } from "../parts/confirm.tsx";

/** The question before a build is cancelled. */
export function CancelDialog({ record, onClose }: { record: BuildRecord; onClose: () => void }) {
    const cancel = useCancelBuild(record.id);
    return (
        <Confirm
            title={_("Cancel this build?")}
            verb={_("Cancel build")}
            keep={_("Keep building")}
            isBusy={cancel.isPending}
            error={cancel.error}
            onConfirm={() => cancel.mutate(undefined, { onSuccess: onClose })}
            onClose={onClose}
        >
            {_("It can take 15 s. Nothing is imported; the record stays.")}
        </Confirm>
    );
}
