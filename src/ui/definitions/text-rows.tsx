/** A list of texts as lines of fields: tags, excludes, and the build steps of one stage. */
import type { ReactNode } from "react";

import type { Item, TableField } from "../../ee/fields.ts";
import { _ } from "../../language.ts";
import { FieldArea } from "./field-area.tsx";
import { FieldInput } from "./field-input.tsx";
import { Rows, type RowsAdding } from "./rows.tsx";

export type TextRowsProps = {
    field: TableField;
    addText: string | null;
    adding?: RowsAdding;
    /** What is shown below a line. */
    below?: (text: string) => ReactNode;
    isDisabled: boolean;
    onAdd: (text: string) => void;
    onSet: (index: number, text: string) => void;
    onRemove: (index: number) => void;
    onMove: (from: number, to: number) => void;
    onFocus: (line: number | null) => void;
};

const EMPTY: Item = { text: "", line: null };

export function TextRows({
    field,
    addText,
    below,
    isDisabled,
    onAdd,
    onSet,
    onMove,
    onFocus,
    ...edits
}: TextRowsProps) {
    const { spec, items, isOneText, isOther } = field;
    const isSteps = spec.kind === "steps";
    return (
        <Rows
            label={spec.label}
            items={items}
            empty={EMPTY}
            nameOf={({ text }) => (isSteps ? (text.trim().split("\n")[0] ?? "") : text)}
            addText={addText}
            isDisabled={isDisabled || isOther}
            {...edits}
            {...(below ? { below: ({ text }: Item) => below(text) } : {})}
            {...(isOneText ? {} : { onMove })}
        >
            {({ text, line }, { index, isNew, onSettled }) => {
                const props = {
                    "aria-label": isSteps ? _("Step") : _("Name"),
                    className: "ee-mono-field",
                    autoFocus: isNew,
                    isDisabled: isDisabled || isOther,
                    value: text,
                    onFocus: () => onFocus(line),
                    onBlur: onSettled,
                    onChange: (changed: string) => {
                        onSettled();
                        if (isNew) onAdd(changed);
                        else onSet(index, changed);
                    },
                };
                return isSteps ? <FieldArea {...props} /> : <FieldInput isRequired {...props} />;
            }}
        </Rows>
    );
}
