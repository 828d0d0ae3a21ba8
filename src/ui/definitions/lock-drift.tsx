/** What a build without the lock would bring in other versions than are locked. */
import { useMemo } from "react";

import { lockOf } from "../../build/author-lock.ts";
import { diffPlanned, diffRpms } from "../../build/drift.ts";
import { type LockedPlan, withoutLock } from "../../ee/lock-file.ts";
import { _ } from "../../language.ts";
import { useNewestOf, useRpmsNow } from "../queries/plan.ts";
import { DriftSection } from "./drift-section.tsx";
import type { Files } from "./history.ts";

type LockDriftProps = {
    definition: string;
    /** As saved. */
    files: Files;
    locked: LockedPlan;
};

export function LockDrift({ definition, files, locked }: LockDriftProps) {
    const then = useMemo(() => lockOf(locked, new Map()), [locked]);
    const unlocked = useMemo(() => withoutLock(files), [files]);
    const plan = useNewestOf(definition, unlocked, locked.distro);
    const now = useRpmsNow(plan.data ?? null, then?.rpms ?? null);
    const told = useMemo(
        () => (then && plan.data ? diffPlanned(then.plan.requirements, plan.data.requirements) : []),
        [then, plan.data],
    );
    const rpms = useMemo(
        () => (then && now.data?.rpms ? diffRpms(then.rpms, now.data.rpms, told) : []),
        [then, now.data, told],
    );
    const error = plan.error ?? now.error;
    return (
        <DriftSection
            title={_("Since it was locked, $0")}
            time={Date.parse(locked.on)}
            told={told}
            rpms={rpms}
            isAsking={then !== null && !error && !now.data}
            unknown={
                then === null ? _("What is locked cannot be read.") : (error?.message ?? now.data?.conflict ?? null)
            }
        />
    );
}
