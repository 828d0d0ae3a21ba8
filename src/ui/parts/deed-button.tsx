/** A button whose deed may not be possible now: it stays, says why, and does nothing. */
import { Button, type ButtonProps } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import { lazy, Suspense } from "react";

// Most pages deny nothing, and do without it.
const Tooltip = lazy(async () => ({
    default: (await import("@patternfly/react-core/dist/esm/components/Tooltip/index.js")).Tooltip,
}));

type DeedButtonProps = Omit<ButtonProps, "isDisabled" | "isAriaDisabled" | "ref"> & {
    /** Why it is not possible and what helps, as a sentence; null when it is possible. */
    reason: string | null;
};

export function DeedButton({ reason, ...props }: DeedButtonProps) {
    if (reason === null) return <Button {...props} />;
    const button = <Button {...props} isAriaDisabled />;
    return (
        <Suspense fallback={button}>
            <Tooltip content={reason}>{button}</Tooltip>
        </Suspense>
    );
}
