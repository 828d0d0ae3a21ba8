/** Status is always an icon and a word, never a colour alone. */
import { Icon } from "@patternfly/react-core/dist/esm/components/Icon/index.js";
import BanIcon from "@patternfly/react-icons/dist/esm/icons/ban-icon";
import CheckCircleIcon from "@patternfly/react-icons/dist/esm/icons/check-circle-icon";
import ExclamationCircleIcon from "@patternfly/react-icons/dist/esm/icons/exclamation-circle-icon";
import ExclamationTriangleIcon from "@patternfly/react-icons/dist/esm/icons/exclamation-triangle-icon";
import InProgressIcon from "@patternfly/react-icons/dist/esm/icons/in-progress-icon";
import InfoCircleIcon from "@patternfly/react-icons/dist/esm/icons/info-circle-icon";
import MinusCircleIcon from "@patternfly/react-icons/dist/esm/icons/minus-circle-icon";
import PendingIcon from "@patternfly/react-icons/dist/esm/icons/pending-icon";
import type { ReactNode } from "react";

const KINDS = {
    success: { Shape: CheckCircleIcon, status: "success" },
    danger: { Shape: ExclamationCircleIcon, status: "danger" },
    warning: { Shape: ExclamationTriangleIcon, status: "warning" },
    info: { Shape: InfoCircleIcon, status: "info" },
    running: { Shape: InProgressIcon, status: "info" },
    waiting: { Shape: PendingIcon, status: null },
    cancelled: { Shape: BanIcon, status: null },
    none: { Shape: MinusCircleIcon, status: null },
} as const;

export type Kind = keyof typeof KINDS;

export function Status({ kind, children }: { kind: Kind; children: ReactNode }) {
    return (
        <span className="ee-status">
            <StatusIcon kind={kind} />
            <bdi>{children}</bdi>
        </span>
    );
}

/** The icon without its word, where the word stands elsewhere; hidden from readers. */
export function StatusIcon({ kind }: { kind: Kind }) {
    const { Shape, status } = KINDS[kind];
    return (
        <Icon isInline {...(status ? { status } : { className: "ee-subtle-icon" })}>
            <Shape />
        </Icon>
    );
}
