/** The six phases with their times, and what can honestly be said about the time that is left. */
import { ProgressStep, ProgressStepper } from "@patternfly/react-core/dist/esm/components/ProgressStepper/index.js";
import type { ReactNode } from "react";

import { type BuildRecord, isOver } from "../../build/record.ts";
import { _, format, ngettext } from "../../language.ts";
import { Subtle } from "../parts/mono.tsx";
import { Duration, Time } from "../parts/time.tsx";
import { formatDuration } from "../parts/time-text.ts";
import { listPhases, type Phase } from "./phases.ts";
import { stateWord } from "./state.tsx";
import { formatUsual, type UsualTime } from "./usual-time.ts";

export function BuildPhases({ record, usual }: { record: BuildRecord; usual: UsualTime | null }) {
    const phases = listPhases(record, Date.now());
    return (
        <div className="ee-stack">
            <ProgressStepper aria-label={_("Phases")} isVertical={false}>
                {phases.map(phase => (
                    <ProgressStep
                        key={phase.name}
                        id={`phase-${phase.name}`}
                        titleId={`phase-title-${phase.name}`}
                        variant={variantOf(phase, record)}
                        isCurrent={phase.progress === "current"}
                        description={<PhaseTime phase={phase} record={record} />}
                        aria-label={progressWord(phase)}
                    >
                        {stateWord(phase.name)}
                    </ProgressStep>
                ))}
            </ProgressStepper>
            {!isOver(record) && record.state !== "lost" && <Remaining record={record} usual={usual} />}
        </div>
    );
}

function PhaseTime({ phase: { name, progress, time }, record }: { phase: Phase; record: BuildRecord }): ReactNode {
    if (name === "done") return progress === "passed" && record.ended !== null ? <Time value={record.ended} /> : null;
    const begun = record.phases[name];
    if (progress === "current" && begun !== undefined) return <Duration from={begun} />;
    if (progress === "stopped" && time !== null)
        return record.state === "failed"
            ? format(_("failed after $0"), formatDuration(time))
            : format(_("ended after $0"), formatDuration(time));
    if (progress === "ahead") return isOver(record) ? _("not reached") : null;
    if (time === null) return null;
    return name === "waiting" && time < 1000 ? _("no wait") : formatDuration(time);
}

/** Elapsed time ticks without a live region; the composer tells no progress, so none is shown. */
function Remaining({ record, usual }: { record: BuildRecord; usual: UsualTime | null }) {
    const facts = [
        usual &&
            format(
                ngettext(
                    "usually $0, from $1 earlier build of this type",
                    "usually $0, from $1 earlier builds of this type",
                    usual.builds,
                ),
                formatUsual(usual),
                usual.builds,
            ),
        record.state === "running" && _("the composer tells no progress while it runs"),
        record.state === "waiting" || record.state === "running"
            ? _("you can leave this page")
            : _("goes on while one of these pages is open"),
    ];
    return (
        <div className="ee-elapsed">
            <strong>
                <Duration from={record.started} />
            </strong>{" "}
            <Subtle>{[_("elapsed"), ...facts.filter(Boolean)].join(" · ")}</Subtle>
        </div>
    );
}

function variantOf({ progress }: Phase, { state }: BuildRecord) {
    if (progress === "passed") return "success";
    if (progress === "current") return "info";
    if (progress === "stopped") return state === "failed" ? "danger" : "warning";
    return "pending";
}

function progressWord({ progress }: Phase): string {
    return { passed: _("passed"), current: _("under way"), stopped: _("stopped here"), ahead: _("not begun") }[
        progress
    ];
}
