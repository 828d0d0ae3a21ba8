/** The first line of a plan: whether it is ready, how much there is, for what, and how old the answer is. */
import type { ReactNode } from "react";

import type { Plan } from "../../build/plan.ts";
import { _, format, ngettext } from "../../language.ts";
import { Subtle } from "../parts/mono.tsx";
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
};

export function PlanLine({ asked, plan, made }: PlanLineProps) {
    if (plan === undefined) return null;
    if (plan === null)
        return (
            <Line
                kind="running"
                first={format(ngettext("Resolving $0 requirement", "Resolving $0 requirements", asked), asked)}
            />
        );
    const { requirements, distro, packages, leftOver } = plan;
    const isReady = leftOver.length === 0;
    const collections = requirements.filter(row => row.kind === "collection" && row.carrier === "content").length;
    const facts = [
        format(_("for $0"), distro),
        packages === null ? "" : format(ngettext("$0 RPM", "$0 RPMs", packages), packages),
        format(ngettext("$0 collection", "$0 collections", collections), collections),
    ].filter(fact => fact !== "");
    return (
        <Line kind={isReady ? "success" : "danger"} first={isReady ? _("Ready to build:") : _("Not ready to build:")}>
            {" "}
            {countsLine(requirements)}{" "}
            <Subtle>
                · {facts.join(" · ")} ·{" "}
                <span aria-live="off">
                    <Age of={made} />
                </span>
            </Subtle>
        </Line>
    );
}

const Line = ({
    kind,
    first,
    children,
}: {
    kind: "success" | "danger" | "running";
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
