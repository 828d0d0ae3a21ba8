/** The first line of a plan: whether it is ready, how much there is, for what, and how old the answer is. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import type { ReactNode } from "react";

import type { Plan } from "../../build/plan.ts";
import { _, format, ngettext } from "../../language.ts";
import { Subtle } from "../parts/mono.tsx";
import { formatSize } from "../parts/size.ts";
import { Status } from "../parts/status.tsx";
import { Age } from "../parts/time.tsx";
import { countsLine } from "./plan-rows.ts";

type PlanLineProps = {
    /** How many requirements are known, while the rest is asked for. */
    asked: number;
    /** Null while it is made, undefined when it cannot be. */
    plan: Plan | null | undefined;
    /** When it was made, in milliseconds since 1970. */
    made: number;
    /** Stops what is under way; null when nothing is. */
    onStop: (() => void) | null;
    /** Makes it after all; null unless it was stopped. */
    onResume: (() => void) | null;
};

export function PlanLine({ asked, plan, made, onStop, onResume }: PlanLineProps) {
    const stop = onStop && <Deed onClick={onStop}>{_("Stop")}</Deed>;
    if (onResume)
        return (
            <Line kind="cancelled" first={_("Stopped.")}>
                {" "}
                {_("What becomes of the requirements is not known.")} <Deed onClick={onResume}>{_("Try again")}</Deed>
            </Line>
        );
    if (plan === undefined) return null;
    if (plan === null)
        return (
            <Line
                kind="running"
                first={format(ngettext("Resolving $0 requirement", "Resolving $0 requirements", asked), asked)}
            >
                {" "}
                {stop}
            </Line>
        );
    const { requirements, distro, packages, leftOver, contentSize } = plan;
    const isReady = leftOver.length === 0;
    const collections = requirements.filter(row => row.kind === "collection" && row.carrier === "content").length;
    const facts = [
        format(_("for $0"), distro),
        packages === null ? "" : format(ngettext("$0 RPM", "$0 RPMs", packages), packages),
        collections === 0 ? "" : format(ngettext("$0 collection", "$0 collections", collections), collections),
        contentSize === undefined ? "" : format(_("$0 of content"), formatSize(contentSize)),
    ].filter(fact => fact !== "");
    return (
        <Line kind={isReady ? "success" : "danger"} first={isReady ? _("Ready to build:") : _("Not ready to build:")}>
            {" "}
            {countsLine(requirements)}{" "}
            <Subtle>
                · {facts.join(" · ")} ·{" "}
                {onStop ? (
                    _("asking again")
                ) : (
                    <span aria-live="off">
                        <Age of={made} />
                    </span>
                )}
            </Subtle>{" "}
            {stop}
        </Line>
    );
}

const Deed = ({ onClick, children }: { onClick: () => void; children: ReactNode }) => (
    <Button variant="link" isInline onClick={onClick}>
        {children}
    </Button>
);

const Line = ({
    kind,
    first,
    children,
}: {
    kind: "success" | "danger" | "running" | "cancelled";
    first: string;
    children?: ReactNode;
}) => (
    <div role="status">
        <Status kind={kind}>
            <strong>{first}</strong>
            {children}
        </Status>
    </div>
);
