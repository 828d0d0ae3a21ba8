/** What was saved before: a tab of a definition. */
import { useState } from "react";

import type { Version } from "../../ee/versions.ts";
import { _, format } from "../../language.ts";
import { useReadVersion } from "../actions/saving.ts";
import { pathTo } from "../location.ts";
import { Problem } from "../parts/problem.tsx";
import { SkeletonRows } from "../parts/skeleton-rows.tsx";
import { useToast } from "../parts/toasts.tsx";
import { useVersions } from "../queries/versions.ts";
import { useSession } from "../session.tsx";
import type { Draft } from "./use-draft.ts";
import { VersionDialog } from "./version-dialog.tsx";
import { textsOfVersion } from "./version-texts.ts";
import { VersionsTable } from "./versions-table.tsx";

type VersionsTabProps = {
    name: string;
    draft: Draft;
    /** Why this person may not restore one, or null. */
    denied: string | null;
};

export function VersionsTab({ name, draft, denied }: VersionsTabProps) {
    const { go } = useSession();
    const toast = useToast();
    const { data: versions, error, refetch } = useVersions(name);
    const [open, setOpen] = useState<Version | null>(null);
    const read = useReadVersion(name);

    const restore = (version: Version) =>
        read.mutate(version, {
            onSuccess: kept => {
                const { files, left } = textsOfVersion(kept, draft.files);
                draft.change(files, "");
                if (left.length > 0)
                    toast({
                        variant: "info",
                        title: format(_("$0 is no text and stays as it is."), left.join(_(", "))),
                    });
                // It is seen and saved there, or undone.
                go(pathTo.definition(name));
            },
        });

    if (error && !versions)
        return <Problem title={_("The versions could not be read")} error={error} onRetry={refetch} />;
    if (!versions) return <SkeletonRows />;
    return (
        <div className="ee-stack">
            {read.error && <Problem title={_("The version was not restored")} error={read.error} />}
            <VersionsTable versions={versions} denied={denied} onCompare={setOpen} onRestore={restore} />
            <p className="ee-subtle ee-small">
                {_("Kept are the last 50 saves and, of those before, the last of each day: 200 in all.")}
            </p>
            {open && (
                <VersionDialog
                    name={name}
                    version={open}
                    now={draft.files}
                    denied={denied}
                    onClose={() => setOpen(null)}
                    onRestore={() => restore(open)}
                />
            )}
        </div>
    );
}
