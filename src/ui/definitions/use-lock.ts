/** What is locked of a definition in the page, and what can be done about it. */
import { useMemo } from "react";

import type { Plan } from "../../build/plan.ts";
import { type LockedPlan, lockFile, readLocked, withoutLock } from "../../ee/lock-file.ts";
import { _ } from "../../language.ts";
import { useLockPlan } from "../actions/lock-definition.ts";
import type { MenuAction } from "../parts/actions-menu.tsx";
import type { Files } from "./history.ts";
import { settleFirst } from "./plan-rows.ts";
import type { Draft } from "./use-draft.ts";

export type LockState = {
    /** As it stands in the page; null where nothing is locked, "unreadable" where it cannot be told what is. */
    locked: LockedPlan | "unreadable" | null;
    /** It counts already: it is what is saved. */
    isSaved: boolean;
    /** What is planned now is being locked. */
    isLocking: boolean;
    lock: () => void;
    unlock: () => void;
    /** Why it cannot be locked now, or null. */
    reason: string | null;
};

type Given = {
    name: string;
    /** As saved: that is what is locked. */
    saved: Files;
    draft: Draft;
    distro: string | null;
    plan: Plan | undefined;
    denied: string | null;
};

export function useLock({ name, saved, draft, distro, plan, denied }: Given): LockState {
    const { files, unsaved, change } = draft;
    const text = files.get(lockFile);
    const locked = useMemo(() => readLocked(new Map(text === undefined ? [] : [[lockFile, text]])), [text]);
    const { mutate, isPending } = useLockPlan(name, saved, file => change(new Map(files).set(lockFile, file), "lock"));
    const isUnsaved = unsaved.some(file => file !== lockFile);
    const isAsLocked = saved.has(lockFile);
    // What keeps a lock from holding keeps nobody from locking again: that is told when it is tried.
    const unsettled = plan === undefined ? _("The plan is not made yet.") : settleFirst(plan.requirements);
    return {
        locked,
        isSaved: text === saved.get(lockFile),
        isLocking: isPending,
        lock: () => {
            if (distro !== null) mutate({ files: saved, distro });
        },
        unlock: () => change(withoutLock(files), "unlock"),
        reason:
            denied ??
            (isUnsaved
                ? _("Save the changes first.")
                : distro === null
                  ? _("The plan is not made yet.")
                  : isAsLocked
                    ? null
                    : unsettled) ??
            (isPending ? _("It is being locked.") : null),
    };
}

/** For the menu of the page. */
export function lockActions({ locked, lock, unlock, reason }: LockState, denied: string | null): MenuAction[] {
    if (locked === null) return [{ title: _("Lock"), onClick: lock, reason }];
    return [
        { title: _("Lock again"), onClick: lock, reason },
        { title: _("Unlock"), onClick: unlock, reason: denied },
    ];
}
