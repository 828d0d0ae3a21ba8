/** A field of several lines whose value is read back from the text after each key; it is as high as its text. */
import { TextArea, type TextAreaProps } from "@patternfly/react-core/dist/esm/components/TextArea/index.js";
import { useState } from "react";

type FieldAreaProps = Omit<TextAreaProps, "value" | "onChange" | "ref"> & {
    value: string;
    onChange: (value: string) => void;
};

/** An empty field changes nothing, and space at the end is not written: lines end as they did. */
export function FieldArea({ value, onChange, onBlur, ...props }: FieldAreaProps) {
    const [typed, setTyped] = useState<string | null>(null);
    const shown = value.replace(/\n+$/, "");
    const end = value.slice(shown.length);
    const written = (text: string) => text.trimEnd() + (end === "" && text.trimEnd().includes("\n") ? "\n" : end);
    // Undo, or somebody at the text, may have changed the value meanwhile; then what was typed is over.
    const isCurrent = typed !== null && (typed.trim() === "" || written(typed) === value);
    const text = isCurrent ? typed : shown;
    return (
        <TextArea
            {...props}
            spellCheck={false}
            autoComplete="off"
            dir="ltr"
            rows={Math.min(text.split("\n").length, 16)}
            resizeOrientation="vertical"
            value={text}
            onChange={(_event, changed) => {
                setTyped(changed);
                if (changed.trim() !== "") onChange(written(changed));
            }}
            onBlur={event => {
                setTyped(null);
                onBlur?.(event);
            }}
        />
    );
}
