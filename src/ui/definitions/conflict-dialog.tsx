/** "NAME was saved by WHO": both versions side by side, and what can become of them. Nothing was overwritten. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import { Modal, ModalBody, ModalFooter, ModalHeader } from "@patternfly/react-core/dist/esm/components/Modal/index.js";
import { useId, useMemo, useState } from "react";

import { _, format, ngettext } from "../../language.ts";
import type { SavedMeanwhile } from "../actions/saving.ts";
import { DeedButton } from "../parts/deed-button.tsx";
import { ConflictChoice } from "./conflict-choice.tsx";
import { FileComparison } from "./file-comparison.tsx";
import { type Choice, conflictsIn, mergeFiles, settleMerge } from "./merge.ts";
import type { Draft } from "./use-draft.ts";
import type { Saving } from "./use-save.ts";

type ConflictDialogProps = { name: string; problem: SavedMeanwhile; draft: Draft; saving: Saving };

export function ConflictDialog({ name, problem: { by, theirs }, draft, saving }: ConflictDialogProps) {
    const id = useId();
    const { base, files: mine, goOver } = draft;
    const { keepMine, isSaving, dismiss } = saving;
    const merge = useMemo(() => mergeFiles(base, mine, theirs), [base, mine, theirs]);
    const conflicts = useMemo(() => conflictsIn(merge), [merge]);
    const [choices, setChoices] = useState<ReadonlyMap<string, Choice>>(new Map());
    const merged = settleMerge(merge, choices);

    const goOnWith = (files: Draft["files"]) => {
        goOver(theirs, files);
        dismiss();
    };
    return (
        <Modal
            isOpen
            variant="large"
            onClose={dismiss}
            aria-labelledby={`${id}-title`}
            elementToFocus={`[id="${id}-${conflicts.length > 0 ? "choice-0" : "merge"}"]`}
        >
            <ModalHeader
                title={format(_("$0 was saved by $1"), name, by)}
                labelId={`${id}-title`}
                description={
                    conflicts.length === 0
                        ? _("Nothing was overwritten. The changes do not touch each other: a merge has both.")
                        : format(
                              ngettext(
                                  "Nothing was overwritten. $0 place was changed by both: choose what a merge is to have.",
                                  "Nothing was overwritten. $0 places were changed by both: choose what a merge is to have.",
                                  conflicts.length,
                              ),
                              conflicts.length,
                          )
                }
            />
            <ModalBody>
                <div className="ee-stack-lg">
                    {conflicts.map((conflict, index) => (
                        <ConflictChoice
                            key={conflict.key}
                            id={`${id}-choice-${index}`}
                            conflict={conflict}
                            by={by}
                            chosen={choices.get(conflict.key) ?? null}
                            onChoose={choice => setChoices(new Map(choices).set(conflict.key, choice))}
                        />
                    ))}
                    <FileComparison
                        left={{ title: _("Mine"), files: mine }}
                        right={{ title: format(_("Saved by $0"), by), files: theirs }}
                    />
                </div>
            </ModalBody>
            <ModalFooter>
                <DeedButton
                    id={`${id}-merge`}
                    variant="primary"
                    reason={merged ? null : _("Choose for each place first.")}
                    onClick={() => merged && goOnWith(merged)}
                >
                    {_("Merge")}
                </DeedButton>
                <Button variant="secondary" isLoading={isSaving} onClick={() => keepMine(theirs)}>
                    {_("Keep mine")}
                </Button>
                <Button variant="secondary" onClick={() => goOnWith(theirs)}>
                    {_("Take theirs")}
                </Button>
            </ModalFooter>
        </Modal>
    );
}
