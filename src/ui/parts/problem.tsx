/** What a page shows when a part of it cannot be had: what is, why, what helps, and the raw words one click away. */
import { Alert, AlertActionLink } from "@patternfly/react-core/dist/esm/components/Alert/index.js";

import { HostError } from "../../host/host.ts";
import { _ } from "../../language.ts";
import { late } from "../late.tsx";

const ExpandableSection = late(
    async () =>
        (await import("@patternfly/react-core/dist/esm/components/ExpandableSection/index.js")).ExpandableSection,
);

const GainAccess = late(async () => (await import("./gain-access.tsx")).GainAccess);

type ProblemProps = {
    /** What could not be done, as a title: "The builds could not be read". */
    title: string;
    error: Error;
    onRetry?: () => void;
};

/** One part that failed; the rest of the page stays. Shows what the machine did; our own bugs go to the boundary. */
export function Problem({ title, error, onRetry }: ProblemProps) {
    if (!(error instanceof HostError)) throw error;
    const isDenied = error.problem === "access-denied";
    return (
        <div className="ee-state">
            <Alert
                component="h2"
                isInline
                variant={isDenied ? "warning" : "danger"}
                title={title}
                actionLinks={onRetry && <AlertActionLink onClick={onRetry}>{_("Try again")}</AlertActionLink>}
            >
                {isDenied ? DENIED() : error.message}
            </Alert>
            {isDenied && <GainAccess />}
            <WhatItSaid detail={error.detail} />
        </div>
    );
}

const DENIED = () => _("This needs administrative access, or membership of the group weldr.");

/** The raw words of the other side; nothing when it had none. */
export function WhatItSaid({ detail }: { detail: string }) {
    if (detail === "") return null;
    return (
        <ExpandableSection toggleText={_("What it said")}>
            <pre className="ee-log ee-framed" dir="ltr">
                {detail}
            </pre>
        </ExpandableSection>
    );
}
