/** The rows of one requirement list: a name, for collections and roles a version, and what more each says. */
import { useState } from "react";
import type { EntryChange } from "../../ee/field-edits.ts";
import { type Entry, emptyEntry, type FieldList, type ListKind } from "../../ee/field-list.ts";
import { isCollectionName } from "../../ee/galaxy.ts";
import { listProfiles, reword, setProfiles, withoutProfiles } from "../../ee/profiles.ts";
import { _, format } from "../../language.ts";
import type { MenuAction } from "../parts/actions-menu.tsx";
import { EntryDetails } from "./entry-details.tsx";
import { FieldInput } from "./field-input.tsx";
import { ProfileChips, profileActions } from "./profile-chips.tsx";
import { Rows } from "./rows.tsx";

export type RowEdits = {
    onSet: (index: number, change: EntryChange) => void;
    onAdd: (name: string) => void;
    onRemove: (index: number) => void;
    onMove: (from: number, to: number) => void;
    onFocus: (entry: Entry) => void;
    /** See which versions there are of a collection of this name. */
    onFind: (name: string) => void;
};

type RequirementRowsProps = RowEdits & {
    list: FieldList;
    /** "Collections", "Python", "System" */
    label: string;
    /** "Add collection" */
    addText: string;
    isDisabled: boolean;
    deeds?: React.ReactNode;
};

/** A role may have an address for its name. */
const nameOf = ({ name, source }: Entry) => (name === "" ? source : name);

/** What the field shows: the profiles of a system requirement are chips below it. */
const shownName = (kind: ListKind, entry: Entry) => (kind === "system" ? withoutProfiles(entry.name) : nameOf(entry));

const saysMore = ({ name, source, type, signatures }: Entry) =>
    (source !== "" && name !== "") || type !== "" || signatures.length > 0;

/** The places of rows after one of them went elsewhere; what goes to infinity is there no more. */
const moved = (places: ReadonlySet<number>, from: number, to: number): Set<number> =>
    new Set(
        [...places]
            .map(at => {
                if (at === from) return to;
                if (at > from && at <= to) return at - 1;
                return at < from && at >= to ? at + 1 : at;
            })
            .filter(Number.isFinite),
    );

export function RequirementRows({ list, label, addText, isDisabled, deeds, ...edits }: RequirementRowsProps) {
    const { entries, kind } = list;
    const hasVersion = kind === "collections" || kind === "roles";
    const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(new Set());
    const isUnfolded = (entry: Entry, index: number) => hasVersion && (saysMore(entry) || unfolded.has(index));
    const toggle = (index: number) => {
        const other = new Set(unfolded);
        if (!other.delete(index)) other.add(index);
        setUnfolded(other);
    };
    const menuOf = (entry: Entry, index: number): MenuAction[] => {
        if (kind === "system") return profileActions(entry.name, text => edits.onSet(index, { name: text }));
        if (!hasVersion || saysMore(entry)) return [];
        const isOpen = unfolded.has(index);
        const isFindable = kind === "collections" && isCollectionName(entry.name);
        return [
            { title: isOpen ? _("Hide details") : _("Show details"), onClick: () => toggle(index) },
            ...(isFindable ? [{ title: _("Choose version"), onClick: () => edits.onFind(entry.name) }] : []),
        ];
    };
    return (
        <Rows
            label={label}
            items={entries}
            empty={emptyEntry}
            nameOf={nameOf}
            addText={addText}
            isDisabled={isDisabled}
            onRemove={index => {
                setUnfolded(moved(unfolded, index, Number.POSITIVE_INFINITY));
                edits.onRemove(index);
            }}
            onMove={(from, to) => {
                setUnfolded(moved(unfolded, from, to));
                edits.onMove(from, to);
            }}
            menuOf={menuOf}
            deeds={deeds}
            below={(entry, index) => (
                <>
                    {isUnfolded(entry, index) && (
                        <EntryDetails
                            kind={kind}
                            entry={entry}
                            isDisabled={isDisabled}
                            onSet={change => edits.onSet(index, change)}
                            onFocus={() => edits.onFocus(entry)}
                        />
                    )}
                    {kind === "system" && (
                        <ProfileChips
                            profiles={listProfiles(entry.name)}
                            isDisabled={isDisabled}
                            label={format(_("Profiles of $0"), entry.name)}
                            onSet={profiles => edits.onSet(index, { name: setProfiles(entry.name, profiles) })}
                        />
                    )}
                </>
            )}
        >
            {(entry, { index, isNew, onSettled }) => (
                <>
                    <FieldInput
                        aria-label={_("Name")}
                        isRequired
                        autoFocus={isNew}
                        isDisabled={isDisabled}
                        value={shownName(kind, entry)}
                        onFocus={() => edits.onFocus(entry)}
                        onBlur={onSettled}
                        onChange={name => {
                            onSettled();
                            if (isNew) edits.onAdd(name);
                            else edits.onSet(index, { name: kind === "system" ? reword(entry.name, name) : name });
                        }}
                    />
                    {hasVersion && (
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
                </>
            )}
        </Rows>
    );
}
