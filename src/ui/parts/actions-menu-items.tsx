/** What is behind the three dots of `ActionsMenu`. */
import { Divider } from "@patternfly/react-core/dist/esm/components/Divider/index.js";
import { Dropdown, DropdownItem, DropdownList } from "@patternfly/react-core/dist/esm/components/Dropdown/index.js";
import { type RefObject, useEffect, useState } from "react";

import type { MenuAction } from "./actions-menu.tsx";

type ActionsMenuItemsProps = {
    /** The button with the dots; it is outside, and there before this is. */
    toggle: RefObject<HTMLButtonElement | null>;
    isOpen: boolean;
    onOpenChange: (isOpen: boolean) => void;
    actions: MenuAction[];
};

export function ActionsMenuItems({ toggle, isOpen, onOpenChange, actions }: ActionsMenuItemsProps) {
    // PatternFly places a menu when it opens: one that were open from its first moment would lie in the corner.
    const [isPlaced, setPlaced] = useState(false);
    useEffect(() => setPlaced(true), []);
    const firstDanger = actions.findIndex(action => action.isDanger);
    return (
        <Dropdown
            isOpen={isOpen && isPlaced}
            onOpenChange={onOpenChange}
            onSelect={() => onOpenChange(false)}
            // Inside of the page's main part, not after it: there it would belong to no part of the page.
            popperProps={{ position: "end", appendTo: () => toggle.current?.closest("main") ?? document.body }}
            shouldFocusFirstItemOnOpen
            shouldFocusToggleOnSelect
            toggle={{ toggleNode: null, toggleRef: toggle }}
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
