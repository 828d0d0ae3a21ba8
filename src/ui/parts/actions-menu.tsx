/** A menu of deeds behind three dots. */
import { Divider } from "@patternfly/react-core/dist/esm/components/Divider/index.js";
import { Dropdown, DropdownItem, DropdownList } from "@patternfly/react-core/dist/esm/components/Dropdown/index.js";
import { MenuToggle } from "@patternfly/react-core/dist/esm/components/MenuToggle/index.js";
import EllipsisVIcon from "@patternfly/react-icons/dist/esm/icons/ellipsis-v-icon";
import { useState } from "react";

import { _ } from "../../language.ts";

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

/** Dangerous deeds stand last, after a line. */
export function ActionsMenu({ label = _("More actions"), actions }: ActionsMenuProps) {
    const [isOpen, setOpen] = useState(false);
    const firstDanger = actions.findIndex(action => action.isDanger);
    return (
        <Dropdown
            isOpen={isOpen}
            onOpenChange={setOpen}
            onSelect={() => setOpen(false)}
            popperProps={{ position: "end" }}
            shouldFocusToggleOnSelect
            toggle={toggle => (
                <MenuToggle
                    ref={toggle}
                    variant="plain"
                    aria-label={label}
                    icon={<EllipsisVIcon />}
                    isExpanded={isOpen}
                    onClick={() => setOpen(!isOpen)}
                />
            )}
        >
            <DropdownList>
                {actions.flatMap(({ title, onClick, isDanger = false, reason = null }, index) => [
                    ...(index > 0 && index === firstDanger ? [<Divider key="danger" component="li" />] : []),
                    <DropdownItem
                        key={title}
                        isDanger={isDanger}
                        isAriaDisabled={reason !== null}
                        description={reason}
                        onClick={onClick}
                    >
                        {title}
                    </DropdownItem>,
                ])}
            </DropdownList>
        </Dropdown>
    );
}
