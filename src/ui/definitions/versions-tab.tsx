/** What was saved before: a tab of a definition. */
import { useState } from "react";

import { _ } from "../../language.ts";
import { useReadPast } from "../actions/saving.ts";
import { pathTo } from "../location.ts";
import { DeedButton } from "../parts/deed-button.tsx";
import { Ref } from "../parts/mono.tsx";
import { Problem } from "../parts/problem.tsx";
import { SkeletonRows } from "../parts/skeleton-rows.tsx";
import { usePast } from "../queries/versions.ts";
import { useSession } from "../session.tsx";
import { CommitDialog } from "./commit-dialog.tsx";
import type { Draft } from "./use-draft.ts";
import { VersionDialog } from "./version-dialog.tsx";
import { textsOfVersion } from "./version-texts.ts";
import { type Earlier, VersionsTable } from "./versions-table.tsx";

type VersionsTabProps = {
    name: string;
    draft: Draft;
    /** Why this person may not change the definition, or null. */
    denied: string | null;
};

export function VersionsTab({ name, draft, denied }: VersionsTabProps) {
    const { go } = useSession();
    const { data: past, error, refetch } = usePast(name);
    const [open, setOpen] = useState<Earlier | "commit" | null>(null);
    const read = useReadPast(name);

    const restore = ({ source }: Earlier) =>
        read.mutate(source, {
            onSuccess: kept => {
                draft.change(textsOfVersion(kept, draft.files), "");
                // It is seen and saved there, or undone.
                go(pathTo.definition(name));
            },
        });

    if (error && !past) return <Problem title={_("The versions could not be read")} error={error} onRetry={refetch} />;
    if (!past) return <SkeletonRows />;
    const { workTree, isCommitted, states } = past;
    const reason =
        denied ??
        (draft.unsaved.length > 0
            ? _("Save first.")
            : isCommitted
              ? _("Nothing has changed since the last commit.")
              : null);
    return (
        <div className="ee-stack">
            {read.error && <Problem title={_("The version was not restored")} error={read.error} />}
            <div className="ee-line ee-line-between">
                <span className="ee-subtle ee-small">
                    {workTree ? (
                        <KeptInGit root={workTree.root} />
                    ) : (
                        _("The last 50 saves are kept and, of those before, the last of each day: 200 in all.")
                    )}
                </span>
                {workTree && (
                    <DeedButton variant="secondary" reason={reason} onClick={() => setOpen("commit")}>
                        {_("Commit")}
                    </DeedButton>
                )}
            </div>
            <VersionsTable states={states} denied={denied} onCompare={setOpen} onRestore={restore} />
            {open === "commit" && workTree && (
                <CommitDialog name={name} workTree={workTree} onClose={() => setOpen(null)} />
            )}
            {open !== null && open !== "commit" && (
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

function KeptInGit({ root }: { root: string }) {
    const [before = "", after = ""] = _("Kept in git, in $0. Saving does not commit.").split("$0");
    return (
        <>
            {before}
            <Ref>{root}</Ref>
            {after}
        </>
    );
}
