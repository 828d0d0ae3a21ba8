/** The section of one requirement list; it writes into whichever file holds the list. */
import { addEntry, removeEntry, setEntry } from "../../ee/field-edits.ts";
import type { FieldList } from "../../ee/fields.ts";
import type { Files } from "../../ee/held-text.ts";
import type { Issue } from "../../issue.ts";
import { FixFirst, type Send } from "./fix-first.tsx";
import { RequirementRows } from "./requirement-rows.tsx";
import { Section } from "./section.tsx";

type ListSectionProps = {
    files: Files;
    /** The definition's own file. */
    main: string;
    list: FieldList;
    title: string;
    addText: string;
    /** Those of this list. */
    findings: readonly Issue[];
    isDisabled: boolean;
    startsOpen: boolean;
    onChange: (files: Files, place: string) => void;
    onSend: Send;
};

export function ListSection(props: ListSectionProps) {
    const { files, main, list, title, addText, findings, isDisabled, startsOpen, onChange, onSend } = props;
    const { holder, entries, brokenLine, kind } = list;
    return (
        <Section
            title={title}
            count={entries.length}
            file={holder.file === main ? null : holder.file}
            findings={findings}
            startsOpen={startsOpen}
        >
            {brokenLine !== null && <FixFirst file={holder.file} line={brokenLine} onSend={onSend} />}
            <RequirementRows
                list={list}
                label={title}
                addText={addText}
                isDisabled={isDisabled || brokenLine !== null}
                onAdd={name => onChange(addEntry(files, main, list, name), `${kind} ${entries.length}`)}
                onSet={(index, change) => onChange(setEntry(files, list, index, change), `${kind} ${index}`)}
                onRemove={index => onChange(removeEntry(files, list, index), "")}
                onFocus={({ line }) => onSend(holder.file, line, false)}
            />
        </Section>
    );
}
