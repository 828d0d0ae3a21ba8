/** The rows of one requirement list: a name, for collections a version, and a way to remove each. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import PlusCircleIcon from "@patternfly/react-icons/dist/esm/icons/plus-circle-icon";
import TimesIcon from "@patternfly/react-icons/dist/esm/icons/times-icon";
import { useState } from "react";

import type { Entry, FieldList } from "../../ee/fields.ts";
import { _, format } from "../../language.ts";
import { FieldInput } from "./field-input.tsx";

export type RowEdits = {
    onSet: (index: number, change: Partial<Pick<Entry, "name" | "version">>) => void;
    onAdd: (name: string) => void;
    onRemove: (index: number) => void;
    onFocus: (entry: Entry) => void;
};

type RequirementRowsProps = RowEdits & {
    list: FieldList;
    /** "Collections", "Python", "System" */
    label: string;
    /** "Add collection" */
    addText: string;
    isDisabled: boolean;
};

const EMPTY: Entry = { name: "", version: "", line: null, isMapping: false };

export function RequirementRows({ list, label, addText, isDisabled, ...edits }: RequirementRowsProps) {
    const { entries, kind } = list;
    // The row to come has the same place as the one it becomes with its first letter, so it keeps the focus.
    const [isAdding, setAdding] = useState(false);
    const rows = isAdding ? [...entries, EMPTY] : entries;
    return (
        <div className="ee-stack-xs">
            <ul aria-label={label} className="ee-rows">
                {rows.map((entry, index) => {
                    const isNew = index === entries.length;
                    return (
                        // Rows may be equal, and a changed name must not lose the focus: their place is what they are.
                        // biome-ignore lint/suspicious/noArrayIndexKey: see above
                        <li key={index} className="ee-row">
                            <FieldInput
                                aria-label={_("Name")}
                                isRequired
                                autoFocus={isNew}
                                isDisabled={isDisabled}
                                value={entry.name}
                                onFocus={() => edits.onFocus(entry)}
                                onBlur={() => setAdding(false)}
                                onChange={name => {
                                    setAdding(false);
                                    if (isNew) edits.onAdd(name);
                                    else edits.onSet(index, { name });
                                }}
                            />
                            {kind === "collections" && (
                                <FieldInput
                                    aria-label={_("Version")}
                                    className="ee-version"
                                    placeholder={_("any version")}
                                    isDisabled={isDisabled || isNew}
                                    value={entry.version}
                                    onFocus={() => edits.onFocus(entry)}
                                    onChange={version => edits.onSet(index, { version })}
                                />
                            )}
                            <Button
                                variant="plain"
                                isDisabled={isDisabled || isNew}
                                aria-label={format(_("Remove $0"), entry.name)}
                                icon={<TimesIcon />}
                                onClick={() => edits.onRemove(index)}
                            />
                        </li>
                    );
                })}
            </ul>
            <div>
                <Button
                    variant="link"
                    size="sm"
                    icon={<PlusCircleIcon />}
                    isDisabled={isDisabled}
                    onClick={() => setAdding(true)}
                >
                    {addText}
                </Button>
            </div>
        </div>
    );
}
