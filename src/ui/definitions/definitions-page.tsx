/** All definitions: find the one you want, see which need attention. */
import { PageSection } from "@patternfly/react-core/dist/esm/components/Page/index.js";
import UploadIcon from "@patternfly/react-icons/dist/esm/icons/upload-icon";
import { useState } from "react";

import { HostError } from "../../host/host.ts";
import { _ } from "../../language.ts";
import { late } from "../late.tsx";
import { DeedButton } from "../parts/deed-button.tsx";
import { Head } from "../parts/head.tsx";
import { Problem } from "../parts/problem.tsx";
import { Shell } from "../parts/shell.tsx";
import { SkeletonRows } from "../parts/skeleton-rows.tsx";
import { useBuilds } from "../queries/builds.ts";
import { useComposerState } from "../queries/composer.ts";
import { useDefinitions, useMayChange } from "../queries/definitions.ts";
import type { Start } from "./create-dialog.tsx";
import { DefinitionsTable } from "./definitions-table.tsx";
import { DropZone } from "./drop-zone.tsx";
import { useSummaries } from "./use-summaries.ts";
import { DENIED } from "./words.ts";

// What a working list does not show is not loaded with it.
const ComposerProblem = late(async () => (await import("../parts/composer-problem.tsx")).ComposerProblem);
const DefinitionsEmpty = late(async () => (await import("./definitions-empty.tsx")).DefinitionsEmpty);
const CreateDialog = late(async () => (await import("./create-dialog.tsx")).CreateDialog);

export function DefinitionsPage() {
    const { data, error, refetch } = useDefinitions();
    const { data: builds = [] } = useBuilds();
    const { data: composer } = useComposerState();
    const reason = useMayChange() === false ? DENIED() : null;
    const [start, setStart] = useState<Start | null>(null);
    const summaries = useSummaries(data);
    // Who may use neither is told once: the same helps with both.
    const isSameTrouble =
        composer?.kind === "no-permission" && error instanceof HostError && error.problem === "access-denied";
    const isEmpty = summaries?.length === 0;

    const deeds = (
        <div className="ee-deeds">
            {!isEmpty && (
                <DeedButton
                    variant="secondary"
                    icon={<UploadIcon />}
                    reason={reason}
                    onClick={() => setStart({ from: "files" })}
                >
                    {_("Import")}
                </DeedButton>
            )}
            <DeedButton variant="primary" reason={reason} onClick={() => setStart({ from: "template" })}>
                {_("Create definition")}
            </DeedButton>
        </div>
    );
    return (
        <Shell room="definitions">
            <Head
                title={_("Execution environments")}
                below={_("Define what your playbooks need, and build it as an OSTree commit.")}
                actions={deeds}
            />
            <PageSection hasBodyWrapper={false} isFilled aria-label={_("Definitions")}>
                <div className="ee-stack">
                    {isSameTrouble && (
                        <p>
                            {_("No definitions are shown: they are for administrators and members of the group weldr.")}
                        </p>
                    )}
                    {composer && composer.kind !== "ready" && <ComposerProblem state={composer} isAside />}
                    {error && !isSameTrouble && (
                        <Problem title={_("The definitions could not be read")} error={error} onRetry={refetch} />
                    )}
                    {!error && !summaries && <SkeletonRows />}
                    {isEmpty && <DefinitionsEmpty reason={reason} onStart={setStart} />}
                    {summaries && !isEmpty && (
                        <DefinitionsTable summaries={summaries} builds={builds} composer={composer} />
                    )}
                </div>
            </PageSection>
            {!start && <DropZone reason={reason} onDrop={files => setStart({ from: "files", files })} />}
            {start && (
                <CreateDialog
                    start={start}
                    taken={summaries?.map(({ name }) => name) ?? []}
                    onClose={() => setStart(null)}
                />
            )}
        </Shell>
    );
}
