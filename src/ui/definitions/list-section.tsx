/** The section of one requirement list; it writes into whichever file holds the list. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";

import { addEntry, moveEntry, removeEntry, setEntry } from "../../ee/field-edits.ts";
import type { FieldList } from "../../ee/field-list.ts";
import type { Files } from "../../ee/held-text.ts";
import { keepInDefinition, keepInFile } from "../../ee/keep-list.ts";
import type { Issue } from "../../issue.ts";
import { _, format, ngettext } from "../../language.ts";
import type { SavedDefinition } from "../queries/find.ts";
import { FixFirst, type Send } from "./fix-first.tsx";
import { RequirementRows } from "./requirement-rows.tsx";
import { Section } from "./section.tsx";
import { useFinding } from "./use-finding.tsx";

type ListSectionProps = {
    files: Files;
    saved: SavedDefinition;
    /** The target; null while it is not known. */
    distro: string | null;
    /** The definition's own file. */
    main: string;
    /** Version of the schema. */
    version: number;
    list: FieldList;
    /** How many the list has. */
    count: number;
    /** A second list in the same text, of roles. */
    roles?: FieldList;
    roleCount?: number;
    title: string;
    addText: string;
    /** "Find collection" */
    findText: string;
    /** Those of this list. */
    findings: readonly Issue[];
    isDisabled: boolean;
    /** Whether a text that is to be fixed in that line first can be waited for no longer. */
    isShut: (line: number | null) => boolean;
    startsOpen: boolean;
    onChange: (files: Files, place: string) => void;
    onSend: Send;
};

export function ListSection(props: ListSectionProps) {
    const { files, main, version, list, count, roles, roleCount = 0, title, addText, findings } = props;
    const { saved, distro, findText, isDisabled, startsOpen, onChange, onSend } = props;
    const { holder, brokenLine, isNew } = list;
    const isBroken = props.isShut(brokenLine);
    const isInline = holder.file === main;
    const keep = () => {
        const moved = isInline ? keepInFile(files, main, list) : keepInDefinition(files, main, list);
        if (moved) onChange(moved, "");
    };
    const mayKeep = !isNew && version >= 3 && count + roleCount > 0 && !isBroken;
    const finding = useFinding({
        ...{ saved, distro, list, title: findText, isDisabled: isDisabled || isBroken || list.isOther },
        onAdd: (name, wanted) => {
            const at = list.entries.findIndex(entry => entry.name === name);
            const changed =
                at < 0 ? addEntry(files, main, list, name, wanted) : setEntry(files, list, at, { version: wanted });
            onChange(changed, "");
        },
    });
    const rows = (each: FieldList, label: string, text: string, isLast: boolean) => (
        <RequirementRows
            list={each}
            label={label}
            addText={text}
            isDisabled={isDisabled || isBroken || each.isOther}
            onAdd={name => onChange(addEntry(files, main, each, name), `${each.kind} ${each.entries.length}`)}
            onSet={(index, change) => onChange(setEntry(files, each, index, change), `${each.kind} ${index}`)}
            onRemove={index => onChange(removeEntry(files, each, index), "")}
            onMove={(from, to) => onChange(moveEntry(files, each, from, to), "")}
            onFocus={({ line }) => onSend(holder.file, line, false)}
            onFind={finding.lookFor}
            deeds={
                <>
                    {each === list && finding.button}
                    {isLast && isBroken && brokenLine !== null && (
                        <FixFirst file={holder.file} line={brokenLine} onSend={onSend} />
                    )}
                    {isLast && mayKeep && (
                        <Button variant="link" size="sm" isDisabled={isDisabled} onClick={keep}>
                            {isInline ? _("Keep in a file") : _("Keep in the definition")}
                        </Button>
                    )}
                </>
            }
        />
    );
    return (
        <Section
            title={title}
            count={count}
            {...(roleCount > 0 ? { more: format(ngettext("$0 role", "$0 roles", roleCount), roleCount) } : {})}
            file={isInline ? null : holder.file}
            findings={findings}
            startsOpen={startsOpen}
        >
            {rows(list, title, addText, !roles)}
            {finding.panel}
            {roles && (
                <>
                    <h2 className="ee-part">{_("Roles")}</h2>
                    {rows(roles, _("Roles"), _("Add role"), true)}
                </>
            )}
        </Section>
    );
}
