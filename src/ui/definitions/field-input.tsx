/** A field whose value is read back from the text after each key: what is typed stays as typed until it is left. */
import { TextInput, type TextInputProps } from "@patternfly/react-core/dist/esm/components/TextInput/index.js";
import { useState } from "react";

type FieldInputProps = Omit<TextInputProps, "value" | "onChange" | "ref"> & {
    value: string;
    onChange: (value: string) => void;
    /** An empty field changes nothing: what it stands for would lose its place. */
    isRequired?: boolean;
};

export function FieldInput({ value, onChange, isRequired = false, onBlur, ...props }: FieldInputProps) {
    const [typed, setTyped] = useState<string | null>(null);
    // Undo, or somebody at the text, may have changed the value meanwhile; then what was typed is over.
    const isCurrent = typed !== null && (typed.trim() === value || (isRequired && typed.trim() === ""));
    return (
        <TextInput
            {...props}
            spellCheck={false}
            autoComplete="off"
            dir="ltr"
            value={isCurrent ? typed : value}
            onChange={(_event, text) => {
                setTyped(text);
                if (!isRequired || text.trim() !== "") onChange(text.trim());
            }}
            onBlur={event => {
                setTyped(null);
                onBlur?.(event);
            }}
        />
    );
}
