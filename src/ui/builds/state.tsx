/** The state of a build in one word with its icon: the only words there are for it. */
import type { BuildState } from "../../build/record.ts";
import { _ } from "../../language.ts";
import { type Kind, Status } from "../parts/status.tsx";

const kinds: Record<BuildState, Kind> = {
    preparing: "running",
    starting: "running",
    waiting: "waiting",
    running: "running",
    importing: "running",
    done: "success",
    failed: "danger",
    cancelled: "cancelled",
    lost: "warning",
};

export function stateWord(state: BuildState): string {
    const words: Record<BuildState, string> = {
        preparing: _("Preparing"),
        starting: _("Starting"),
        waiting: _("Waiting"),
        running: _("Running"),
        importing: _("Importing"),
        done: _("Done"),
        failed: _("Failed"),
        cancelled: _("Cancelled"),
        lost: _("Lost"),
    };
    return words[state];
}

type BuildStatusProps = {
    state: BuildState;
    /** Address of the build's page. */
    href?: string;
    /** Instead of the bare word: "Waiting, 1 ahead". */
    text?: string;
};

export function BuildStatus({ state, href, text = stateWord(state) }: BuildStatusProps) {
    return <Status kind={kinds[state]}>{href === undefined ? text : <a href={href}>{text}</a>}</Status>;
}
