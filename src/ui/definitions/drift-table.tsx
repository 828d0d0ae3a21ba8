/** What satisfied a requirement then and would now, and behind it the RPMs that nobody asked for. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import { Table } from "@patternfly/react-table/dist/esm/components/Table/Table.js";
import { Tbody } from "@patternfly/react-table/dist/esm/components/Table/Tbody.js";
import { Td } from "@patternfly/react-table/dist/esm/components/Table/Td.js";
import { Th } from "@patternfly/react-table/dist/esm/components/Table/Th.js";
import { Thead } from "@patternfly/react-table/dist/esm/components/Table/Thead.js";
import { Tr } from "@patternfly/react-table/dist/esm/components/Table/Tr.js";
import { useState } from "react";

import type { Drift } from "../../build/drift.ts";
import { _, format, ngettext } from "../../language.ts";
import { Mono, Nothing, Subtle } from "../parts/mono.tsx";

type DriftTableProps = {
    /** Id of its heading. */
    labelledBy: string;
    told: readonly Drift[];
    rpms: readonly Drift[];
};

/** So many RPMs are shown unasked: after a quiet month all of a system may be newer. */
const MOST_RPMS = 20;

export function DriftTable({ labelledBy, told, rpms }: DriftTableProps) {
    const [isWhole, setWhole] = useState(false);
    const shown = isWhole ? rpms : rpms.slice(0, MOST_RPMS);
    const rest = rpms.length - shown.length;
    return (
        <>
            <Table role="table" variant="compact" aria-labelledby={labelledBy} gridBreakPoint="grid-md">
                <Thead>
                    <Tr>
                        {[_("Requirement"), _("Then"), _("Now")].map(title => (
                            <Th key={title} modifier="nowrap">
                                {title}
                            </Th>
                        ))}
                    </Tr>
                </Thead>
                <Tbody>
                    {[...told, ...shown].map(drift => (
                        <DriftRow key={`${drift.kind} ${drift.text}`} drift={drift} />
                    ))}
                </Tbody>
            </Table>
            {rest > 0 && (
                <div>
                    <Button variant="link" isInline onClick={() => setWhole(true)}>
                        {format(ngettext("Show $0 more RPM", "Show $0 more RPMs", rest), rest)}
                    </Button>
                </div>
            )}
        </>
    );
}

const DriftRow = ({ drift: { kind, text, from, to, change } }: { drift: Drift }) => (
    <Tr>
        <Td dataLabel={_("Requirement")}>
            <Mono>{text}</Mono> {kind === "rpm" && <Subtle>{_("RPM")}</Subtle>}
        </Td>
        <Td dataLabel={_("Then")}>
            <Version version={from} isNone={change === "added"} />
        </Td>
        <Td dataLabel={_("Now")}>
            <Version version={to} isNone={change === "removed"} />
        </Td>
    </Tr>
);

function Version({ version, isNone }: { version: string | null; isNone: boolean }) {
    if (version !== null) return <Mono>{version}</Mono>;
    return isNone ? <Nothing /> : _("not known");
}
