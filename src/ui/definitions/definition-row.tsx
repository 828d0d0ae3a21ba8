/** One definition in the list. */
import { Skeleton } from "@patternfly/react-core/dist/esm/components/Skeleton/index.js";

import type { BuildRecord } from "../../build/record.ts";
import { _, format } from "../../language.ts";
import { BuildStatus } from "../builds/state.tsx";
import { hrefTo, pathTo } from "../location.ts";
import { ActionsMenu, type MenuAction } from "../parts/actions-menu.tsx";
import { Nothing, Ref, Subtle } from "../parts/mono.tsx";
import { Status } from "../parts/status.tsx";
import { Cell, Row, type RowPlace } from "../parts/table.tsx";
import { Time } from "../parts/time.tsx";
import type { Reading, Summary } from "./summary.ts";
import { findingsText } from "./words.ts";

type DefinitionRowProps = {
    summary: Summary;
    build: BuildRecord | undefined;
    deeds: MenuAction[];
    place?: RowPlace | undefined;
};

export function DefinitionRow({ summary, build, deeds, place }: DefinitionRowProps) {
    const { name, reading } = summary;
    const counts = reading?.counts;
    return (
        <Row place={place}>
            <Cell label={_("Name")}>
                <div className="ee-name" title={name}>
                    <a href={hrefTo(pathTo.definition(name))}>{name}</a>
                </div>
                <div className="ee-subtle ee-small ee-about" title={reading?.about}>
                    {reading ? <bdi>{reading.about}</bdi> : <Unread />}
                </div>
            </Cell>
            <Cell label={_("Version")} isWide>
                {reading ? (reading.version ?? <Nothing />) : <Unread />}
            </Cell>
            {([_("Collections"), _("Python"), _("System")] as const).map((label, index) => (
                <Cell key={label} label={label} isWide isNumber>
                    {counts ? (
                        [counts.collections, counts.python, counts.system][index]
                    ) : reading ? (
                        <Nothing />
                    ) : (
                        <Unread />
                    )}
                </Cell>
            ))}
            <Cell label={_("Findings")} isNowrap>
                {reading ? <Findings reading={reading} /> : <Unread />}
            </Cell>
            <Cell label={_("Last build")}>
                {build ? <LastBuild build={build} /> : <span className="ee-subtle ee-nowrap">{_("Never built")}</span>}
            </Cell>
            <Cell label={_("Ref")} isWide>
                {build ? <Ref>{build.ref}</Ref> : <Nothing />}
            </Cell>
            <Cell isAction>
                <ActionsMenu label={format(_("Actions for $0"), name)} actions={deeds} />
            </Cell>
        </Row>
    );
}

const Findings = ({ reading: { errors, warnings } }: { reading: Reading }) =>
    errors + warnings === 0 ? (
        <Subtle>{_("None")}</Subtle>
    ) : (
        <Status kind={errors > 0 ? "danger" : "warning"}>{findingsText(errors, warnings)}</Status>
    );

/** Stands for what is not read yet; it appears after 200 ms, by the style sheet. */
const Unread = () => <Skeleton className="ee-unread" />;

const LastBuild = ({ build }: { build: BuildRecord }) => (
    <>
        <BuildStatus state={build.state} href={hrefTo(pathTo.build(build.id))} />{" "}
        <span className="ee-subtle ee-nowrap">
            <Time value={build.ended ?? build.started} />
        </span>
    </>
);
