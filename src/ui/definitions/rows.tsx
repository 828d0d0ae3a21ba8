/** Lines of a form's list: each can be removed and moved, and one more added, with the mouse and without. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import PlusCircleIcon from "@patternfly/react-icons/dist/esm/icons/plus-circle-icon";
import TimesIcon from "@patternfly/react-icons/dist/esm/icons/times-icon";
import { type KeyboardEvent, type ReactNode, useState } from "react";

import { _, format } from "../../language.ts";
import { ActionsMenu, type MenuAction } from "../parts/actions-menu.tsx";
import { useRowFocus } from "./use-row-focus.ts";

/** What the fields of a line need to know of it. */
export type Row = {
    index: number;
    /** It is not in the text yet: the first letter puts it there. */
    isNew: boolean;
    /** Call it when that letter was written, or the line was left without one. */
    onSettled: () => void;
};

/** A line to come that was asked for outside of the list. */
export type RowsAdding = { isAdding: boolean; onSettled: () => void };

type RowsProps<Item> = {
    /** "Collections": the list's accessible name. */
    label: string;
    items: readonly Item[];
    /** What stands above the fields of the lines, where they do not speak for themselves; readers hear it of each. */
    columns?: readonly string[];
    /** Stands for the line to come. */
    empty: Item;
    nameOf: (item: Item) => string;
    /** "Add collection"; null where lines are added from elsewhere, which `adding` tells. */
    addText: string | null;
    adding?: RowsAdding;
    isDisabled: boolean;
    onRemove: (index: number) => void;
    onMove?: (from: number, to: number) => void;
    /** What else can be done with a line. */
    menuOf?: (item: Item, index: number) => MenuAction[];
    /** The fields of a line. */
    children: (item: Item, row: Row) => ReactNode;
    /** What is shown below a line that is in the text. */
    below?: (item: Item, index: number) => ReactNode;
    /** Beside the button that adds. */
    deeds?: ReactNode;
};

export function Rows<Item>(props: RowsProps<Item>) {
    const { label, items, columns = [], empty, nameOf, addText, isDisabled } = props;
    const { onRemove, onMove, menuOf, children, below, deeds } = props;
    // The row to come has the same place as the one it becomes with its first letter, so it keeps the focus.
    const [isAddingHere, setAdding] = useState(false);
    const { isAdding, onSettled } = props.adding ?? { isAdding: isAddingHere, onSettled: () => setAdding(false) };
    const { list, add, focusLater, partOf } = useRowFocus();
    const move = (from: number, to: number, part: number) => {
        if (!onMove || to < 0 || to >= items.length) return;
        onMove(from, to);
        focusLater({ index: to, part });
    };
    const onKeyDown = (index: number) => (event: KeyboardEvent) => {
        const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
        if (!event.altKey || step === 0 || isDisabled || index >= items.length) return;
        event.preventDefault();
        move(index, index + step, partOf(event.target));
    };
    const actionsOf = (item: Item, index: number): MenuAction[] => [
        ...(menuOf?.(item, index) ?? []),
        ...(onMove && index > 0 ? [{ title: _("Move up"), onClick: () => move(index, index - 1, 0) }] : []),
        ...(onMove && index < items.length - 1
            ? [{ title: _("Move down"), onClick: () => move(index, index + 1, 0) }]
            : []),
    ];
    const hasMenu = menuOf !== undefined || (onMove !== undefined && items.length > 1);
    const rows = isAdding && !isDisabled ? [...items, empty] : items;
    return (
        <div className="ee-stack-xs">
            {columns.length > 0 && rows.length > 0 && (
                <div aria-hidden className="ee-row ee-columns ee-small">
                    {columns.map(column => (
                        <span key={column}>{column}</span>
                    ))}
                    {/* As wide as what stands behind the fields. */}
                    {(hasMenu ? ["remove", "menu"] : ["remove"]).map(button => (
                        <Button key={button} variant="plain" isDisabled icon={<TimesIcon />} />
                    ))}
                </div>
            )}
            <ul ref={list} aria-label={label} className="ee-rows">
                {rows.map((item, index) => {
                    const isNew = index === items.length;
                    const actions = isNew ? [] : actionsOf(item, index);
                    return (
                        // Rows may be equal, and a changed name must not lose the focus: their place is what they are.
                        // biome-ignore lint/suspicious/noArrayIndexKey: see above
                        <li key={index} onKeyDown={onKeyDown(index)}>
                            <div className="ee-row">
                                {children(item, { index, isNew, onSettled })}
                                <Button
                                    variant="plain"
                                    isDisabled={isDisabled || isNew}
                                    aria-label={format(_("Remove $0"), nameOf(item))}
                                    icon={<TimesIcon />}
                                    onClick={() => {
                                        onRemove(index);
                                        focusLater({ index: Math.min(index, items.length - 2), part: 0 });
                                    }}
                                />
                                {hasMenu && (
                                    <span className={actions.length === 0 || isDisabled ? "ee-invisible" : ""}>
                                        <ActionsMenu
                                            label={format(_("Actions for $0"), nameOf(item))}
                                            actions={actions}
                                        />
                                    </span>
                                )}
                            </div>
                            {!isNew && below?.(item, index)}
                        </li>
                    );
                })}
            </ul>
            {addText !== null && (
                <div className="ee-line ee-line-between">
                    <Button
                        ref={add}
                        variant="link"
                        size="sm"
                        icon={<PlusCircleIcon />}
                        isDisabled={isDisabled}
                        onClick={() => setAdding(true)}
                    >
                        {addText}
                    </Button>
                    {deeds}
                </div>
            )}
        </div>
    );
}
