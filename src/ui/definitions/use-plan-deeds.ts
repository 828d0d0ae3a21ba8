/** What an author can do about a plan: each changes the texts under edit, is undone there, and counts once it is saved. */
import {
    type Acknowledgement,
    acknowledge,
    type ChosenContainer,
    choicesFile,
    chooseContainer,
    withdraw,
} from "../../ee/choices.ts";
import { addExcludes } from "../../ee/exclude.ts";
import type { Files } from "../../ee/files.ts";
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
    /** Choose the ready image that the commit embeds, or none. Null as for `acknowledge`. */
    embed: ((container: ChosenContainer | null) => void) | null;
};

export function usePlanDeeds(name: string, main: string, draft: Draft): PlanDeeds {
    const { go, user } = useSession();
    const { files, unsaved, change } = draft;
    // The author sees what was written, and saves it or takes it back.
    const changeAndShow = (changed: Files, place: string) => {
        change(new Map(changed), place);
        go(pathTo.definition(name));
    };
    const isAsPlanned = unsaved.every(file => file === choicesFile);
    return {
        exclude: ({ kind, names }) =>
            changeAndShow(new Map(files).set(main, addExcludes(files.get(main) ?? "", kind, names)), "exclude"),
        // Lines of a plan are those of what is saved.
        dropped: group => (isAsPlanned ? dropGroup(files, main, group) : null),
        edit: ({ file, line }) =>
            go(pathTo.definition(name), { ...(file === main ? {} : { file }), line: String(line) }),
        drop: changed => changeAndShow(changed, "drop"),
        acknowledge:
            acknowledge(files, [], { reason: "", by: "", on: "" }) === null
                ? null
                : (group, reason) => {
                      const on = new Date().toISOString().slice(0, "2026-11-26".length);
                      const changed = acknowledge(files, group, { reason, by: user, on });
                      if (changed) change(new Map(changed), "acknowledge");
                  },
        withdraw: acknowledgement => change(new Map(withdraw(files, acknowledgement)), "withdraw"),
        embed:
            chooseContainer(files, null) === null
                ? null
                : container => {
                      const changed = chooseContainer(files, container);
                      if (changed) change(new Map(changed), "embed");
                  },
    };
}
