/** Lists of texts below each other, each with its heading and what it is for. */
import type { ReactNode } from "react";

import { addText, moveText, removeText, setText } from "../../ee/field-edits.ts";
import type { TableField } from "../../ee/fields.ts";
import type { Files } from "../../ee/held-text.ts";
import { TextRows } from "./text-rows.tsx";

export type TextFieldsProps = {
    files: Files;
    /** The definition's own file. */
    main: string;
    fields: readonly TableField[];
    /** "Add tag"; null where lines are added from elsewhere. */
    addText: ((field: TableField) => string) | null;
    /** Which of them is to get a line from elsewhere, by its path, and what to call when it did or did not. */
    adding?: { key: string | null; onSettled: () => void };
    /** What is shown below a line. */
    below?: (field: TableField, text: string) => ReactNode;
    isDisabled: boolean;
    onChange: (files: Files, place: string) => void;
    onFocus: (line: number | null) => void;
};

export function TextFields({
    files,
    main,
    fields,
    addText: addTextOf,
    adding,
    below,
    isDisabled,
    onChange,
    onFocus,
}: TextFieldsProps) {
    return (
        <div className="ee-stack">
            {fields.map((field, index) => {
                const { spec, items } = field;
                const key = field.path.join(".");
                const isToldAbove = fields[index - 1]?.spec.help === spec.help;
                return (
                    <div key={key} className="ee-stack-xs">
                        <h2 className="ee-part">{spec.label}</h2>
                        {!isToldAbove && <p className="ee-subtle ee-small">{spec.help}</p>}
                        <TextRows
                            field={field}
                            addText={addTextOf?.(field) ?? null}
                            {...(adding
                                ? { adding: { isAdding: adding.key === key, onSettled: adding.onSettled } }
                                : {})}
                            {...(below ? { below: text => below(field, text) } : {})}
                            isDisabled={isDisabled}
                            onAdd={text => onChange(addText(files, main, field, text), `${key} ${items.length}`)}
                            onSet={(at, text) => onChange(setText(files, main, field, at, text), `${key} ${at}`)}
                            onRemove={at => onChange(removeText(files, main, field, at), "")}
                            onMove={(from, to) => onChange(moveText(files, main, field, from, to), "")}
                            onFocus={onFocus}
                        />
                    </div>
                );
            })}
        </div>
    );
}
