/** What would be another now than at some time before, and whether that can be told. */
import { Title } from "@patternfly/react-core/dist/esm/components/Title/index.js";
import { type ReactNode, useId } from "react";

import type { Drift } from "../../build/drift.ts";
import { _, format } from "../../language.ts";
import { Timed } from "../parts/timed.tsx";
import { DriftTable } from "./drift-table.tsx";

type DriftSectionProps = {
    /** With a place for the time. */
    title: string;
    /** Milliseconds since 1970. */
    time: number;
    told: readonly Drift[];
    rpms: readonly Drift[];
    isAsking: boolean;
    /** Why it cannot be told which RPMs would be newer, or null. */
    unknown: string | null;
    /** What can be done about it. */
    children?: ReactNode;
};

export function DriftSection({ title, time, told, rpms, isAsking, unknown, children }: DriftSectionProps) {
    const id = useId();
    return (
        <section aria-labelledby={id} className="ee-stack-sm">
            {/* Beside the title, where it stays when what is told grows. */}
            <div className="ee-line ee-line-between">
                <Title headingLevel="h2" size="md" id={id}>
                    <Timed words={title} time={time} />
                </Title>
                {children}
            </div>
            {told.length + rpms.length > 0 && <DriftTable labelledBy={id} told={told} rpms={rpms} />}
            {isAsking ? (
                <p className="ee-subtle">{_("Looking for newer RPMs")}</p>
            ) : unknown !== null ? (
                <p className="ee-subtle ee-breaks">
                    {format(_("Which RPMs would be newer is not known: $0"), unknown)}
                </p>
            ) : (
                told.length + rpms.length === 0 && <p className="ee-subtle">{_("A build now would bring the same.")}</p>
            )}
        </section>
    );
}
