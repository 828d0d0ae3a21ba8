/** What an author can do about a plan: each changes the texts under edit, is undone there, and counts once it is saved. */
import { type Acknowledgement, type ChosenCarrier, type ChosenContainer, choicesFile } from "../../ee/choices.ts";
import { acknowledge, chooseCarrier, chooseContainer, withdraw } from "../../ee/choose.ts";
import { addExcludes } from "../../ee/exclude.ts";
import type { Files } from "../../ee/files.ts";
import { lockFile } from "../../ee/lock-file.ts";
import { isText } from "../../host/bytes.ts";
import { pathTo } from "../location.ts";
import { useSession } from "../session.tsx";
import { dropGroup } from "./droppable.ts";
import type { Excludable, ObstacleGroup } from "./plan-rows.ts";
import type { Draft } from "./use-draft.ts";

export type PlanDeeds = {
    exclude: (excluded: Excludable) => void;
    /** The files without what is in the way; null where that cannot be taken out by itself. */
    dropped: (group: ObstacleGroup) => Files | null;
    drop: (files: Files) => void;
    /** Show its text at that line. */
    edit: (place: { file: string; line: number }) => void;
    /** Null where the file that holds what is acknowledged has to be put right first. */
    acknowledge: ((group: ObstacleGroup, reason: string) => void) | null;
    withdraw: (acknowledgement: Acknowledgement) => void;
    /** Choose what is to carry it; null: whatever fits. Null as for `acknowledge`. */
    carry: ((what: Carried, carrier: ChosenCarrier["carrier"] | null) => void) | null;
    /** Choose the ready image that the commit embeds, or none. Null as for `acknowledge`. */
    embed: ((container: ChosenContainer | null) => void) | null;
};

/** A collection, or a distribution of Python. */
export type Carried = Pick<ChosenCarrier, "kind" | "name">;

export function usePlanDeeds(name: string, main: string, draft: Draft): PlanDeeds {
    const { go, user } = useSession();
    const { files, unsaved, change } = draft;
    // The author sees what was written, and saves it or takes it back.
    const changeAndShow = (changed: Files, place: string) => {
        change(new Map(changed), place);
        go(pathTo.definition(name));
    };
    // One that is not understood would be lost: it has to be put right first.
    const isSound = chooseContainer(files, null) !== null && isText(files.get(choicesFile) ?? "");
    const isAsPlanned = unsaved.every(file => file === choicesFile || file === lockFile);
    return {
        exclude: ({ kind, names }) =>
            changeAndShow(new Map(files).set(main, addExcludes(files.get(main) ?? "", kind, names)), "exclude"),
        // Lines of a plan are those of what is saved.
        dropped: group => (isAsPlanned ? dropGroup(files, main, group) : null),
        edit: ({ file, line }) =>
            go(pathTo.definition(name), { ...(file === main ? {} : { file }), line: String(line) }),
        drop: changed => changeAndShow(changed, "drop"),
        acknowledge: isSound
            ? (group, reason) => {
                  const on = new Date().toISOString().slice(0, "2026-11-26".length);
                  const changed = acknowledge(files, group, { reason, by: user, on });
                  if (changed) change(new Map(changed), "acknowledge");
              }
            : null,
        withdraw: acknowledgement => change(new Map(withdraw(files, acknowledgement)), "withdraw"),
        carry: isSound
            ? (what, carrier) => {
                  const changed = chooseCarrier(files, what, carrier);
                  if (changed) change(new Map(changed), "carry");
              }
            : null,
        embed: isSound
            ? container => {
                  const changed = chooseContainer(files, container);
                  if (changed) change(new Map(changed), "embed");
              }
            : null,
    };
}
