/** The table "Versions", newest first. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";

import { changeOf, type Digests, type FindingCounts, type Version } from "../../ee/versions.ts";
import { _, format } from "../../language.ts";
import { DeedButton } from "../parts/deed-button.tsx";
import { Nothing, Subtle } from "../parts/mono.tsx";
import { Status } from "../parts/status.tsx";
import { Cell, HeadCell, Row, Table } from "../parts/table.tsx";
import { Time } from "../parts/time.tsx";
import { findingsText, saverName } from "./words.ts";

type VersionsTableProps = {
    versions: readonly Version[];
    /** Why this person may not restore one, or null. */
    denied: string | null;
    onCompare: (version: Version) => void;
    onRestore: (version: Version) => void;
};

export const VersionsTable = ({ versions, denied, onCompare, onRestore }: VersionsTableProps) => (
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
        {versions.map((version, index) => (
            <Row key={version.id}>
                <Cell label={_("Saved")} isNowrap>
                    <Time value={version.time} />
                </Cell>
                <Cell label={_("By")}>
                    <bdi>{saverName(version.by)}</bdi>
                </Cell>
                <Cell label={_("Change")}>
                    <Change files={version.files} earlier={versions[index + 1]?.files ?? null} />
                </Cell>
                <Cell label={_("Findings")} isNowrap>
                    <Findings counts={version.findings} />
                </Cell>
                <Cell>
                    {index === 0 ? (
                        <Subtle>{_("Saved last")}</Subtle>
                    ) : (
                        <span className="ee-deeds">
                            <Button variant="link" isInline onClick={() => onCompare(version)}>
                                {_("Compare")}
                            </Button>
                            <DeedButton variant="link" isInline reason={denied} onClick={() => onRestore(version)}>
                                {_("Restore")}
                            </DeedButton>
                        </span>
                    )}
                </Cell>
            </Row>
        ))}
    </Table>
);

function Change({ files, earlier }: { files: Digests; earlier: Digests | null }) {
    if (!earlier) return <Subtle>{_("First version kept")}</Subtle>;
    const { added, changed, deleted } = changeOf(files, earlier);
    const words = [
        ...changed,
        ...added.map(path => format(_("$0 added"), path)),
        ...deleted.map(path => format(_("$0 deleted"), path)),
    ];
    if (words.length === 0) return <Subtle>{_("Same files")}</Subtle>;
    return <span className="ee-breaks">{words.join(_(", "))}</span>;
}

function Findings({ counts }: { counts: FindingCounts | null }) {
    if (!counts) return <Nothing />;
    const { errors, warnings } = counts;
    if (errors + warnings === 0) return <Subtle>{_("None")}</Subtle>;
    return <Status kind={errors > 0 ? "danger" : "warning"}>{findingsText(errors, warnings)}</Status>;
}
