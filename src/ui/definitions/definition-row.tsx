/** One definition in the list. */
import { Td } from "@patternfly/react-table/dist/esm/components/Table/Td.js";
import { Tr } from "@patternfly/react-table/dist/esm/components/Table/Tr.js";

import type { BuildRecord } from "../../build/record.ts";
import { _, format } from "../../language.ts";
import { BuildStatus } from "../builds/state.tsx";
import { hrefTo, pathTo } from "../location.ts";
import { ActionsMenu, type MenuAction } from "../parts/actions-menu.tsx";
import { Nothing, Ref, Subtle } from "../parts/mono.tsx";
import { Status } from "../parts/status.tsx";
import { Time } from "../parts/time.tsx";
import type { Summary } from "./summary.ts";
import { findingsText } from "./words.ts";

/** Columns that a narrow page does without. */
export const WIDE: ("hidden" | "visibleOnLg")[] = ["hidden", "visibleOnLg"];

type DefinitionRowProps = { summary: Summary; build: BuildRecord | undefined; deeds: MenuAction[] };

export function DefinitionRow({ summary, build, deeds }: DefinitionRowProps) {
    const { name, about, version, counts, errors, warnings } = summary;
    return (
        <Tr>
            <Td dataLabel={_("Name")}>
                <div>
                    <a href={hrefTo(pathTo.definition(name))}>{name}</a>
                </div>
                <div className="ee-subtle ee-small ee-about" title={about}>
                    <bdi>{about}</bdi>
                </div>
            </Td>
            <Td dataLabel={_("Version")} visibility={WIDE}>
                {version ?? <Nothing />}
            </Td>
            {([_("Collections"), _("Python"), _("System")] as const).map((label, index) => (
                <Td key={label} dataLabel={label} visibility={WIDE} className="ee-number">
                    {counts ? [counts.collections, counts.python, counts.system][index] : <Nothing />}
                </Td>
            ))}
            <Td dataLabel={_("Findings")} modifier="nowrap">
                {errors + warnings === 0 ? (
                    <Subtle>{_("None")}</Subtle>
                ) : (
                    <Status kind={errors > 0 ? "danger" : "warning"}>{findingsText(errors, warnings)}</Status>
                )}
            </Td>
            <Td dataLabel={_("Last build")}>
                {build ? <LastBuild build={build} /> : <span className="ee-subtle ee-nowrap">{_("Never built")}</span>}
            </Td>
            <Td dataLabel={_("Ref")} visibility={WIDE}>
                {build ? <Ref>{build.ref}</Ref> : <Nothing />}
            </Td>
            <Td isActionCell>
                <ActionsMenu label={format(_("Actions for $0"), name)} actions={deeds} />
            </Td>
        </Tr>
    );
}

const LastBuild = ({ build }: { build: BuildRecord }) => (
    <>
        <BuildStatus state={build.state} href={hrefTo(pathTo.build(build.id))} />{" "}
        <span className="ee-subtle ee-nowrap">
            <Time value={build.ended ?? build.started} />
        </span>
    </>
);
