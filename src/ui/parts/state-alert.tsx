/** The alert of a composer that cannot be used, and the deeds that several of them offer. */
import { Alert } from "@patternfly/react-core/dist/esm/components/Alert/index.js";
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { _ } from "../../language.ts";
import { useSession } from "../session.tsx";

const SERVICE_PAGE = "/system/services#/osbuild-composer.socket";

/** How its first deed looks: a page has one primary deed, which may be another. */
export type Ranked = { rank: "primary" | "secondary" };

type StateAlertProps = {
    variant: "info" | "warning" | "danger";
    title: string;
    deeds: ReactNode;
    below?: ReactNode;
    children: ReactNode;
};

export const StateAlert = ({ variant, title, deeds, below, children }: StateAlertProps) => (
    <div className="ee-state">
        <Alert
            component="h2"
            isInline
            variant={variant}
            title={title}
            actionLinks={<div className="ee-deeds">{deeds}</div>}
        >
            {children}
        </Alert>
        {below}
    </div>
);

/** Ask the composer again, everything. */
export function TryAgain({ rank }: Ranked) {
    const queries = useQueryClient();
    return (
        <Button variant={rank} size="sm" onClick={() => queries.invalidateQueries({ queryKey: ["composer"] })}>
            {_("Try again")}
        </Button>
    );
}

export function ShowService() {
    const { jump } = useSession();
    return (
        <Button variant="link" isInline onClick={() => jump(SERVICE_PAGE)}>
            {_("Show the service")}
        </Button>
    );
}
