/** The header of a definition: how it stands, and what can be done with it. */
import {
    ActionList,
    ActionListGroup,
    ActionListItem,
} from "@patternfly/react-core/dist/esm/components/ActionList/index.js";
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import { Label } from "@patternfly/react-core/dist/esm/components/Label/index.js";
import RedoIcon from "@patternfly/react-icons/dist/esm/icons/redo-icon";
import UndoIcon from "@patternfly/react-icons/dist/esm/icons/undo-icon";

import type { StoredDefinition } from "../../ee/store.ts";
import { _, format } from "../../language.ts";
import { type DefinitionTab, pathTo } from "../location.ts";
import { ActionsMenu } from "../parts/actions-menu.tsx";
import { DeedButton } from "../parts/deed-button.tsx";
import { Head } from "../parts/head.tsx";
import { Time } from "../parts/time.tsx";
import { Worded } from "../parts/worded.tsx";
import { useDefinitions } from "../queries/definitions.ts";
import { useLastSave } from "../queries/versions.ts";
import { useSession } from "../session.tsx";
import { DefinitionDeeds } from "./definition-deeds.tsx";
import { SaveProblem } from "./save-problem.tsx";
import type { Draft } from "./use-draft.ts";
import { useEditKeys } from "./use-edit-keys.ts";
import { type LockState, lockActions } from "./use-lock.ts";
import { useSave } from "./use-save.ts";
import { saverName } from "./words.ts";

type DefinitionHeadProps = {
    definition: StoredDefinition;
    draft: Draft;
    tab: DefinitionTab;
    /** Version of the schema; null where it cannot be read. */
    version: number | null;
    /** Why this person may not change it, or null. */
    denied: string | null;
    /** Why it cannot be built now, or null. */
    obstacle: string | null;
    /** Asks for an upgrade to version 3; null where there is none to be had. */
    onUpgrade: (() => void) | null;
    /** Asks the servers anew what they have; null where nothing of it is shown. */
    onCheckForNewer: (() => void) | null;
    /** What is locked of the plan; null where the plan is not shown. */
    lock: LockState | null;
};

export function DefinitionHead(props: DefinitionHeadProps) {
    const { definition, draft, tab, version, denied, obstacle, onUpgrade, onCheckForNewer, lock } = props;
    const { name } = definition;
    const { go } = useSession();
    const { data: all = [] } = useDefinitions();
    const saving = useSave(name, draft);
    const { save, isSaving } = saving;
    const isUnsaved = draft.unsaved.length > 0;
    // What is changed from a plan is taken back there.
    const isEditing = tab === "definition" || (tab === "plan" && isUnsaved);
    useEditKeys({ save, undo: draft.undo, redo: draft.redo }, isEditing && denied === null);

    // Undo and Redo keep the focus when there is no more of it.
    const deeds = (menu: Parameters<typeof ActionsMenu>[0]["actions"]) => (
        <ActionList>
            <ActionListGroup>
                {isEditing && (
                    <>
                        <ActionListItem className="ee-wide-only">
                            <Button
                                variant="plain"
                                aria-label={_("Undo")}
                                icon={<UndoIcon />}
                                isAriaDisabled={!draft.canUndo}
                                onClick={draft.undo}
                            />
                        </ActionListItem>
                        <ActionListItem className="ee-wide-only">
                            <Button
                                variant="plain"
                                aria-label={_("Redo")}
                                icon={<RedoIcon />}
                                isAriaDisabled={!draft.canRedo}
                                onClick={draft.redo}
                            />
                        </ActionListItem>
                    </>
                )}
                {(isEditing || isUnsaved) && (
                    <ActionListItem>
                        <DeedButton
                            variant={isUnsaved ? "primary" : "secondary"}
                            reason={denied ?? (isUnsaved ? null : _("Nothing has changed."))}
                            isLoading={isSaving}
                            onClick={save}
                        >
                            {_("Save")}
                        </DeedButton>
                    </ActionListItem>
                )}
                <ActionListItem>
                    <DeedButton
                        variant={isUnsaved ? "secondary" : "primary"}
                        reason={obstacle}
                        onClick={() => go(pathTo.definition(name, "build"))}
                    >
                        {_("Build")}
                    </DeedButton>
                </ActionListItem>
                <ActionListItem>
                    <ActionsMenu
                        actions={[
                            ...(onUpgrade ? [{ title: _("Upgrade to version 3"), onClick: onUpgrade }] : []),
                            ...(onCheckForNewer
                                ? [{ title: _("Check for newer"), onClick: onCheckForNewer, reason: denied }]
                                : []),
                            ...(lock ? lockActions(lock, denied) : []),
                            { title: _("Versions"), onClick: () => go(pathTo.definition(name, "versions")) },
                            ...menu.slice(1),
                        ]}
                    />
                </ActionListItem>
            </ActionListGroup>
        </ActionList>
    );
    const beside = (
        <span className="ee-line">
            {version !== null && (
                <Label isCompact variant="outline">
                    {format(_("Version $0"), version)}
                </Label>
            )}
            {isUnsaved ? (
                <Label isCompact variant="outline" status="warning">
                    {_("Unsaved changes")}
                </Label>
            ) : (
                <Saved definition={definition} />
            )}
        </span>
    );
    return (
        <DefinitionDeeds
            names={all.map(each => each.name)}
            onDone={({ kind }, to) =>
                kind !== "restore" && go(to === null ? pathTo.definitions() : pathTo.definition(to))
            }
        >
            {deedsOf => (
                <>
                    <Head title={name} beside={beside} actions={deeds(deedsOf(name))} />
                    <SaveProblem name={name} saving={saving} draft={draft} />
                </>
            )}
        </DefinitionDeeds>
    );
}

function Saved({ definition }: { definition: StoredDefinition }) {
    // The owner of a file is all that its directory says; the versions know who saved.
    const { data: versions, isPending } = useLastSave(definition.name);
    if (isPending) return null;
    const { time, by } = versions?.[0] ?? { time: definition.savedAt, by: definition.savedBy };
    const saver = saverName(by);
    const words = saver === null ? _("Saved $0") : _("Saved $0 by $1");
    return (
        <span className="ee-subtle ee-small">
            <Worded words={words} parts={[<Time key="time" value={time} />, <bdi key="saver">{saver}</bdi>]} />
        </span>
    );
}
