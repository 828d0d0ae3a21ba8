/** A menu of deeds behind three dots. */
import { MenuToggle } from "@patternfly/react-core/dist/esm/components/MenuToggle/index.js";
import EllipsisVIcon from "@patternfly/react-icons/dist/esm/icons/ellipsis-v-icon";
import { useRef, useState } from "react";

import { _ } from "../../language.ts";
import { late } from "../late.tsx";

const ActionsMenuItems = late(async () => (await import("./actions-menu-items.tsx")).ActionsMenuItems);

export type MenuAction = {
    title: string;
    onClick: () => void;
    isDanger?: boolean;
    /** Why it is not possible now, shown as a second line; null when it is. */
    reason?: string | null;
};

type ActionsMenuProps = {
    /** "More actions" for a page, "Actions for NAME" for a row. */
    label?: string;
    actions: MenuAction[];
};

/** Dangerous deeds stand last, after a line. What is behind the dots is loaded when they are first pressed. */
export function ActionsMenu({ label = _("More actions"), actions }: ActionsMenuProps) {
    const toggle = useRef<HTMLButtonElement>(null);
    const [isOpen, setOpen] = useState<boolean | null>(null);
    return (
        <>
            <MenuToggle
                ref={toggle}
                variant="plain"
                aria-label={label}
                icon={<EllipsisVIcon />}
                isExpanded={isOpen === true}
                onClick={() => setOpen(!isOpen)}
            />
            {isOpen !== null && (
                <ActionsMenuItems toggle={toggle} isOpen={isOpen} onOpenChange={setOpen} actions={actions} />
            )}
        </>
    );
}
