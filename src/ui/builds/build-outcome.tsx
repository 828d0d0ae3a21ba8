/** How a build ended, in words; the raw ones are one click away. A cancelled build needs none. */
import { Alert } from "@patternfly/react-core/dist/esm/components/Alert/index.js";
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import { useQueryClient } from "@tanstack/react-query";

import type { BuildRecord } from "../../build/record.ts";
import { _, format } from "../../language.ts";
import { hrefTo, pathTo } from "../location.ts";
import { Checksum } from "../parts/checksum.tsx";
import { Ref } from "../parts/mono.tsx";
import { WhatItSaid } from "../parts/problem.tsx";
import { formatDuration } from "../parts/time-text.ts";
import { showLogEnd } from "./build-log.tsx";
import { explainFailure } from "./cause.ts";

export function BuildOutcome({ record }: { record: BuildRecord }) {
    if (record.state === "done" && record.checksum !== null) return <Done record={record} checksum={record.checksum} />;
    if (record.state === "failed") return <Failed record={record} />;
    if (record.state === "lost") return <Lost record={record} />;
    return null;
}

function Done({ record: { ref, parent, started, ended }, checksum }: { record: BuildRecord; checksum: string }) {
    return (
        <Alert
            component="h2"
            isInline
            variant="success"
            title={_("Commit imported into this machine's repository")}
            actionLinks={
                <div className="ee-deeds">
                    <a href={hrefTo(pathTo.commit(checksum, "rpms"))}>{_("Show what it holds")}</a>
                    {parent !== null && (
                        <a href={hrefTo(pathTo.compare(parent, checksum))}>{_("Compare with the parent")}</a>
                    )}
                </div>
            }
        >
            <Ref>{ref}</Ref> {_("is now")} <Checksum value={checksum} href={hrefTo(pathTo.commit(checksum))} />
            {ended !== null && <>, {format(_("after $0"), formatDuration(ended - started))}</>}.
        </Alert>
    );
}

function Failed({ record: { definition, error } }: { record: BuildRecord }) {
    const { title, advice } = explainFailure(error);
    return (
        <Alert
            component="h2"
            isInline
            variant="danger"
            title={title}
            actionLinks={
                <div className="ee-deeds">
                    <Button variant="link" isInline onClick={showLogEnd}>
                        {_("Show the lines in the log")}
                    </Button>
                    <a href={hrefTo(pathTo.definition(definition, "plan"))}>{_("Open the plan")}</a>
                </div>
            }
        >
            {advice && <p>{advice}</p>}
            <p className="ee-breaks">{error?.message ?? _("The composer gave no reason.")}</p>
            <WhatItSaid detail={error?.detail ?? ""} />
        </Alert>
    );
}

function Lost({ record: { id, error } }: { record: BuildRecord }) {
    const queries = useQueryClient();
    const lookAgain = () =>
        Promise.all([
            queries.invalidateQueries({ queryKey: ["builds", id] }),
            queries.invalidateQueries({ queryKey: ["carry on", id] }),
        ]);
    return (
        <Alert
            component="h2"
            isInline
            variant="warning"
            title={_("The composer does not know this build any more")}
            actionLinks={
                <Button variant="link" isInline onClick={lookAgain}>
                    {_("Look again")}
                </Button>
            }
        >
            {error?.message} {_("The record here stays.")}
        </Alert>
    );
}
