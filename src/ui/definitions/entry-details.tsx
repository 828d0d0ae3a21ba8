/** What a collection or role says beside its name and version. */
import { FormSelect, FormSelectOption } from "@patternfly/react-core/dist/esm/components/FormSelect/index.js";
import { type ReactNode, useId } from "react";

import type { EntryChange } from "../../ee/field-edits.ts";
import type { Entry, ListKind } from "../../ee/field-list.ts";
import { galaxyTypes } from "../../ee/galaxy.ts";
import { _ } from "../../language.ts";
import { FieldArea } from "./field-area.tsx";
import { FieldInput } from "./field-input.tsx";

type EntryDetailsProps = {
    kind: ListKind;
    entry: Entry;
    isDisabled: boolean;
    onSet: (change: EntryChange) => void;
    onFocus: () => void;
};

const ROLE_TYPES = ["git", "hg"];

export function EntryDetails({ kind, entry, isDisabled, onSet, onFocus }: EntryDetailsProps) {
    const id = useId();
    const { name, source, type, signatures } = entry;
    const isRole = kind === "roles";
    const types = isRole ? ROLE_TYPES : galaxyTypes;
    const options = types.includes(type) || type === "" ? types : [...types, type];
    return (
        <div className="ee-details">
            {/* A role without a name has its address in its place. */}
            {!(isRole && name === "") && (
                <Detail id={`${id}-source`} label={_("Source")}>
                    <FieldInput
                        id={`${id}-source`}
                        className="ee-mono-field"
                        isDisabled={isDisabled}
                        value={source}
                        onFocus={onFocus}
                        onChange={text => onSet({ source: text })}
                    />
                </Detail>
            )}
            <Detail id={`${id}-type`} label={_("Type")}>
                <FormSelect
                    id={`${id}-type`}
                    isDisabled={isDisabled}
                    value={type}
                    onFocus={onFocus}
                    onChange={(_event, chosen) => onSet({ type: chosen })}
                >
                    <FormSelectOption value="" label={_("Not said")} />
                    {options.map(each => (
                        <FormSelectOption key={each} value={each} label={each} />
                    ))}
                </FormSelect>
            </Detail>
            {!isRole && (
                <Detail id={`${id}-signatures`} label={_("Signatures")}>
                    <FieldArea
                        id={`${id}-signatures`}
                        className="ee-mono-field"
                        isDisabled={isDisabled}
                        value={signatures.join("\n")}
                        onFocus={onFocus}
                        onChange={text =>
                            onSet({
                                signatures: text
                                    .split("\n")
                                    .map(line => line.trim())
                                    .filter(line => line !== ""),
                            })
                        }
                    />
                </Detail>
            )}
        </div>
    );
}

const Detail = ({ id, label, children }: { id: string; label: string; children: ReactNode }) => (
    <>
        <label htmlFor={id} className="ee-small">
            {label}
        </label>
        {children}
    </>
);
