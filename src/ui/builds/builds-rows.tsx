/** One build in the list: ours, or a compose that somebody else started. */
import { Td, Tr } from "@patternfly/react-table/dist/esm/components/Table/index.js";
import type { ReactNode } from "react";

import { type BuildRecord, isOver } from "../../build/record.ts";
import { _, format } from "../../language.ts";
import type { Compose } from "../../osbuild/compose.ts";
import { hrefTo, pathTo } from "../location.ts";
import { ActionsMenu } from "../parts/actions-menu.tsx";
import { Checksum } from "../parts/checksum.tsx";
import { Mono, Nothing, Subtle } from "../parts/mono.tsx";
import { Duration, Time } from "../parts/time.tsx";
import { useSession } from "../session.tsx";
import { againActions } from "./again.ts";
import { imageTypeName } from "./image-type.tsx";
import { stateOfCompose } from "./rows.ts";
import { BuildStatus } from "./state.tsx";

/** Columns that a narrow page does without. */
export const WIDE: ("hidden" | "visibleOnLg")[] = ["hidden", "visibleOnLg"];

type OwnRowProps = {
    build: BuildRecord;
    /** Place in the table, from 0. */
    index: number;
    /** Builds before this one while it waits. */
    ahead: number;
    isSelected: boolean;
    onSelect: (isSelected: boolean) => void;
    onDelete: () => void;
};

export function OwnRow({ build, index, ahead, isSelected, onSelect, onDelete }: OwnRowProps) {
    const { id, definition, state, started, ended, checksum, type } = build;
    const { go } = useSession();
    const isEnded = isOver(build);
    return (
        <Tr>
            <Td
                visibility={WIDE}
                select={{
                    rowIndex: index,
                    isSelected: isSelected && isEnded,
                    isDisabled: !isEnded,
                    onSelect: (_event, is) => onSelect(is),
                    props: { "aria-label": format(_("Select the build of $0"), definition) },
                }}
            />
            <Td dataLabel={_("State")} modifier="nowrap">
                <BuildStatus state={state} href={hrefTo(pathTo.build(id))} {...waitingText(state, ahead)} />
            </Td>
            <Td dataLabel={_("Definition")}>
                <a href={hrefTo(pathTo.definition(definition))}>{definition}</a>
            </Td>
            <Td dataLabel={_("Started")} modifier="nowrap">
                <Time value={started} />
            </Td>
            <Td dataLabel={_("Time")} modifier="nowrap">
                {state === "lost" ? <Nothing /> : <Duration from={started} to={ended} />}
            </Td>
            <Td dataLabel={_("Image type")} modifier="nowrap" visibility={WIDE}>
                <span title={type}>{imageTypeName(type)}</span>
            </Td>
            <Td dataLabel={_("Commit")} modifier="nowrap">
                {checksum === null ? <Nothing /> : <Checksum value={checksum} href={hrefTo(pathTo.commit(checksum))} />}
            </Td>
            <Td isActionCell>
                <ActionsMenu
                    label={format(_("Actions for $0"), definition)}
                    actions={[
                        ...againActions(build, go),
                        {
                            title: _("Delete"),
                            isDanger: true,
                            reason: isEnded ? null : _("Cancel the build first."),
                            onClick: onDelete,
                        },
                    ]}
                />
            </Td>
        </Tr>
    );
}

export function ForeignRow({ compose, ahead }: { compose: Compose; ahead: number }) {
    const state = stateOfCompose[compose.state];
    const begun = compose.started ?? compose.created;
    const time: ReactNode = compose.state === "WAITING" ? <Nothing /> : <Duration from={begun} to={compose.finished} />;
    return (
        <Tr>
            <Td visibility={WIDE} />
            <Td dataLabel={_("State")} modifier="nowrap">
                <BuildStatus state={state} href={hrefTo(pathTo.build(compose.id))} {...waitingText(state, ahead)} />
            </Td>
            <Td dataLabel={_("Definition")}>
                <span title={compose.id}>
                    <Mono>{compose.id.slice(0, 13)}</Mono>
                </span>{" "}
                <Subtle>{_("started by composer-cli")}</Subtle>
            </Td>
            <Td dataLabel={_("Started")} modifier="nowrap">
                <Time value={begun} />
            </Td>
            <Td dataLabel={_("Time")} modifier="nowrap">
                {time}
            </Td>
            <Td dataLabel={_("Image type")} modifier="nowrap" visibility={WIDE}>
                <span title={compose.imageType}>{imageTypeName(compose.imageType)}</span>
            </Td>
            <Td dataLabel={_("Commit")}>
                <Nothing />
            </Td>
            <Td />
        </Tr>
    );
}

/** "Waiting, 1 ahead", where somebody is. */
const waitingText = (state: BuildRecord["state"], ahead: number): { text?: string } =>
    state === "waiting" && ahead > 0 ? { text: format(_("Waiting, $0 ahead"), ahead) } : {};
