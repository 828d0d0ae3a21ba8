/** A button whose deed may not be possible now: it stays, says why, and does nothing. */
import { Button, type ButtonProps } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import { useRef } from "react";

import { late } from "../late.tsx";

// Most pages deny nothing, and do without it.
const Tooltip = late(async () => (await import("@patternfly/react-core/dist/esm/components/Tooltip/index.js")).Tooltip);

type DeedButtonProps = Omit<ButtonProps, "isDisabled" | "isAriaDisabled" | "ref"> & {
    /** Why it is not possible and what helps, as a sentence; null when it is possible. */
    reason: string | null;
};

export function DeedButton({ reason, ...props }: DeedButtonProps) {
    const button = useRef<HTMLButtonElement>(null);
    // The tooltip stands beside the button, not around it: one that moved into it would lose the focus.
    return (
        <>
            <Button ref={button} {...props} isAriaDisabled={reason !== null} />
            {reason !== null && <Tooltip content={reason} triggerRef={button} />}
        </>
    );
}
