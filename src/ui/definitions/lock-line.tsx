/** That a definition is locked, since when, and what can be done about it. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import { useRef } from "react";

import { lockFile, type LockedParent as Parent } from "../../ee/lock-file.ts";
import { _, format } from "../../language.ts";
import { hrefTo, pathTo } from "../location.ts";
import { Checksum } from "../parts/checksum.tsx";
import { DeedButton } from "../parts/deed-button.tsx";
import { focusHeading } from "../parts/head.tsx";
import { Ref } from "../parts/mono.tsx";
import { Status } from "../parts/status.tsx";
import { Timed } from "../parts/timed.tsx";
import { Worded } from "../parts/worded.tsx";
import type { LockState } from "./use-lock.ts";

type LockLineProps = {
    state: LockState;
    /** Something is locked in what is saved. */
    isLocked: boolean;
    /** Whether it is shown what is newer. */
    isDriftShown: boolean;
    onToggleDrift: () => void;
    /** Why this person may not change the definition, or null. */
    denied: string | null;
};

export function LockLine({ state, isLocked, isDriftShown, onToggleDrift, denied }: LockLineProps) {
    const { locked, isSaved, isLocking } = state;
    const status = useRef<HTMLSpanElement>(null);
    // The button is gone then.
    const unlock = () => {
        state.unlock();
        if (isLocked) status.current?.focus();
        else focusHeading();
    };
    if (locked === null && !isLocked) return isLocking ? <Locking /> : null;
    return (
        <div className="ee-deeds">
            <span role="status" ref={status} tabIndex={-1}>
                {isLocking ? (
                    <Locking />
                ) : (
                    <Status kind={locked === "unreadable" ? "danger" : "info"}>
                        <Words state={state} />
                    </Status>
                )}
            </span>
            {locked !== null && locked !== "unreadable" && locked.parent && <LockedParent parent={locked.parent} />}
            {locked !== null && locked !== "unreadable" && isSaved && (
                <Button variant="link" isInline aria-expanded={isDriftShown} onClick={onToggleDrift}>
                    {_("What would change now")}
                </Button>
            )}
            {locked !== null && (
                <>
                    <DeedButton variant="link" isInline reason={state.reason} onClick={state.lock}>
                        {_("Lock again")}
                    </DeedButton>
                    <DeedButton variant="link" isInline reason={denied} onClick={unlock}>
                        {_("Unlock")}
                    </DeedButton>
                </>
            )}
        </div>
    );
}

const Locking = () => <Status kind="running">{_("Locking what is planned now")}</Status>;

function Words({ state: { locked, isSaved } }: Pick<LockLineProps, "state">) {
    if (locked === null) return _("Not locked any more, once this is saved.");
    if (locked === "unreadable") return format(_("Locked, and $0 is not as it was written."), lockFile);
    const words = isSaved
        ? _("Locked $0. Builds take exactly these versions.")
        : _("Locked $0. Builds take exactly these versions once this is saved.");
    return <Timed words={words} time={Date.parse(locked.on)} />;
}

function LockedParent({ parent: { checksum, remote } }: { parent: Parent }) {
    const words = remote === null ? _("On top of $0") : _("On top of $0, $1");
    // Of a remote it need not be here.
    const href = remote === null ? { href: hrefTo(pathTo.commit(checksum)) } : {};
    const commit = <Checksum key="commit" value={checksum} {...href} />;
    return (
        <span>
            <Worded words={words} parts={[commit, <Ref key="from">{`${remote?.url} ${remote?.ref}`}</Ref>]} />
        </span>
    );
}
