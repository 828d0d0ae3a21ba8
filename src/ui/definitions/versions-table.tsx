/** The table "Versions", newest first. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import { Label } from "@patternfly/react-core/dist/esm/components/Label/index.js";

import type { Change, PastState, Source } from "../../ee/past.ts";
import type { FindingCounts } from "../../ee/versions.ts";
import { _, format } from "../../language.ts";
import { DeedButton } from "../parts/deed-button.tsx";
import { Nothing, Subtle } from "../parts/mono.tsx";
import { Status } from "../parts/status.tsx";
import { Cell, HeadCell, Row, Table } from "../parts/table.tsx";
import { Time } from "../parts/time.tsx";
import { sharedMinutes } from "../parts/time-text.ts";
import { findingsText, saverName } from "./words.ts";

/** One that is not what is on the machine now. */
export type Earlier = PastState & { source: Source };

type VersionsTableProps = {
    states: readonly PastState[];
    /** Why this person may not restore one, or null. */
    denied: string | null;
    onCompare: (state: Earlier) => void;
    onRestore: (state: Earlier) => void;
};

export const VersionsTable = ({ states, denied, onCompare, onRestore }: VersionsTableProps) => {
    const exact = sharedMinutes(states.map(({ time }) => time));
    return (
        <Table
            label={_("Versions")}
            head={
                <>
                    <HeadCell isNowrap>{_("Saved")}</HeadCell>
                    <HeadCell isNowrap>{_("By")}</HeadCell>
                    <HeadCell isNowrap>{_("Change")}</HeadCell>
                    <HeadCell isNowrap>{_("Findings")}</HeadCell>
                    <HeadCell>
                        <span className="ee-hidden">{_("Actions")}</span>
                    </HeadCell>
                </>
            }
        >
            {states.map(state => (
                <Row key={state.key}>
                    <Cell label={_("Saved")} isNowrap>
                        <span className="ee-line">
                            <Time value={state.time} isExact={exact.has(state.time)} />
                            {!isEarlier(state) && (
                                <Label isCompact variant="outline">
                                    {_("As it is now")}
                                </Label>
                            )}
                        </span>
                    </Cell>
                    <Cell label={_("By")}>
                        {saverName(state.by) === null ? <Nothing /> : <bdi>{saverName(state.by)}</bdi>}
                    </Cell>
                    <Cell label={_("Change")}>
                        <ChangeText change={state.change} />
                    </Cell>
                    <Cell label={_("Findings")} isNowrap>
                        <Findings counts={state.findings} />
                    </Cell>
                    <Cell isNowrap>
                        {isEarlier(state) && (
                            <span className="ee-deeds">
                                <Button variant="link" isInline onClick={() => onCompare(state)}>
                                    {_("Compare")}
                                </Button>
                                <DeedButton variant="link" isInline reason={denied} onClick={() => onRestore(state)}>
                                    {_("Restore")}
                                </DeedButton>
                            </span>
                        )}
                    </Cell>
                </Row>
            ))}
        </Table>
    );
};

const isEarlier = (state: PastState): state is Earlier => state.source !== null;

function ChangeText({ change }: { change: Change }) {
    switch (change.kind) {
        case "first":
            return <Subtle>{_("First version kept")}</Subtle>;
        case "uncommitted":
            return <Subtle>{_("Not committed")}</Subtle>;
        case "commit":
            return <bdi className="ee-breaks">{change.subject}</bdi>;
        case "files": {
            const { added, changed, deleted } = change;
            const words = [
                ...changed,
                ...added.map(path => format(_("$0 added"), path)),
                ...deleted.map(path => format(_("$0 deleted"), path)),
            ];
            if (words.length === 0) return <Subtle>{_("Same files")}</Subtle>;
            return <bdi className="ee-breaks">{words.join(_(", "))}</bdi>;
        }
    }
}

function Findings({ counts }: { counts: FindingCounts | null }) {
    if (!counts) return <Nothing />;
    const { errors, warnings } = counts;
    if (errors + warnings === 0) return <Subtle>{_("None")}</Subtle>;
    return <Status kind={errors > 0 ? "danger" : "warning"}>{findingsText(errors, warnings)}</Status>;
}
