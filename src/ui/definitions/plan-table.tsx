/** Every requirement of a definition: who asks, what is wanted, what is got, and how it gets into the commit. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import { Skeleton } from "@patternfly/react-core/dist/esm/components/Skeleton/index.js";
import { Table } from "@patternfly/react-table/dist/esm/components/Table/Table.js";
import { Tbody } from "@patternfly/react-table/dist/esm/components/Table/Tbody.js";
import { Td } from "@patternfly/react-table/dist/esm/components/Table/Td.js";
import { Th } from "@patternfly/react-table/dist/esm/components/Table/Th.js";
import { Thead } from "@patternfly/react-table/dist/esm/components/Table/Thead.js";
import { Tr } from "@patternfly/react-table/dist/esm/components/Table/Tr.js";
import type { ReactNode } from "react";

import type { PlannedRequirement } from "../../build/plan.ts";
import { type Choices, isAbout } from "../../ee/choices.ts";
import { parsePythonRequirement } from "../../ee/python.ts";
import { isDistribution, type Requirement } from "../../ee/requirement.ts";
import { _, format } from "../../language.ts";
import { Mono, Nothing, Subtle } from "../parts/mono.tsx";
import { Status } from "../parts/status.tsx";
import { AskedBy } from "./asked-by.tsx";
import { CarrierChoice } from "./carrier-choice.tsx";
import { carriedBy } from "./carriers.ts";
import { carrierWord, fidelityKind, fidelityWord } from "./plan-words.ts";
import type { PlanDeeds } from "./use-plan-deeds.ts";

type PlanTableProps = {
    definition: string;
    main: string;
    rows: readonly (PlannedRequirement | Requirement)[];
    /** What stands in for the answer of a row that has none: it is under way, or it could not be had. */
    unanswered: "asked" | "not-known";
    choices: Choices;
    /** Those that the plan was made with. */
    saved: Choices;
    /** Null for who may not change the definition. */
    deeds: Pick<PlanDeeds, "withdraw" | "carry"> | null;
};

export function PlanTable({ definition, main, rows, unanswered, choices, saved, deeds }: PlanTableProps) {
    const withdrawing = (row: PlannedRequirement) => {
        const found = choices.acknowledged.find(each => isAbout(each, row));
        return row.fidelity === "acknowledged" && found && deeds ? () => deeds.withdraw(found) : null;
    };
    const carrier = (row: PlannedRequirement) => {
        const what = deeds?.carry ? carriedBy(row) : null;
        if (what && deeds?.carry) return <CarrierChoice {...{ row, what, choices, saved }} onChoose={deeds.carry} />;
        return row.carrier === null ? <Nothing /> : carrierWord(row.carrier);
    };
    return (
        <Table role="table" variant="compact" aria-label={_("Requirements")} gridBreakPoint="grid-md">
            <Thead>
                <Tr>
                    {[_("Requirement"), _("Asked by"), _("Wanted"), _("Got"), _("Carrier"), _("Fidelity")].map(
                        title => (
                            <Th key={title} modifier="nowrap">
                                {title}
                            </Th>
                        ),
                    )}
                </Tr>
            </Thead>
            <Tbody>
                {rows.map(row => (
                    <Tr key={`${row.kind} ${row.text} ${row.askedBy.join()}`}>
                        <Td dataLabel={_("Requirement")} modifier={isLong(row) ? "breakWord" : "nowrap"}>
                            <Mono>{isWhole(row) ? row.text : row.name}</Mono>
                        </Td>
                        <Td dataLabel={_("Asked by")} className="ee-small">
                            <AskedBy definition={definition} main={main} askedBy={row.askedBy} />
                        </Td>
                        <Td dataLabel={_("Wanted")} modifier="nowrap">
                            {row.wanted !== "" ? (
                                <Mono>{row.wanted}</Mono>
                            ) : isWhole(row) ? (
                                <Nothing />
                            ) : (
                                <Subtle>{_("any")}</Subtle>
                            )}
                        </Td>
                        {"carrier" in row ? (
                            <Answer row={row} carrier={carrier(row)} onWithdraw={withdrawing(row)} />
                        ) : (
                            <NoAnswer why={unanswered} />
                        )}
                    </Tr>
                ))}
            </Tbody>
        </Table>
    );
}

type AnswerProps = { row: PlannedRequirement; carrier: ReactNode; onWithdraw: (() => void) | null };

const Answer = ({ row: { text, satisfiedBy, note, fidelity }, carrier, onWithdraw }: AnswerProps) => (
    <>
        <Td dataLabel={_("Got")} modifier="breakWord">
            {satisfiedBy === null ? <Nothing /> : <Mono>{satisfiedBy}</Mono>}
            {note !== null && <div className="ee-subtle ee-small">{note}</div>}
            {onWithdraw && (
                <Button
                    variant="link"
                    isInline
                    className="ee-small"
                    aria-label={format(_("Withdraw the acknowledgement of $0"), text)}
                    onClick={onWithdraw}
                >
                    {_("Withdraw")}
                </Button>
            )}
        </Td>
        <Td dataLabel={_("Carrier")} modifier="nowrap">
            {carrier}
        </Td>
        <Td dataLabel={_("Fidelity")} modifier="nowrap">
            <Status kind={fidelityKind[fidelity]}>{fidelityWord(fidelity)}</Status>
        </Td>
    </>
);

const NoAnswer = ({ why }: { why: "asked" | "not-known" }) => (
    <>
        <Td dataLabel={_("Got")}>{why === "asked" ? <Skeleton width="10rem" /> : <Subtle>{_("not known")}</Subtle>}</Td>
        <Td dataLabel={_("Carrier")}>
            <Nothing />
        </Td>
        <Td dataLabel={_("Fidelity")}>
            <Nothing />
        </Td>
    </>
);

/** A reference by digest is longer than a table is wide. */
const isLong = (row: Requirement): boolean => row.kind === "build-step" || row.kind === "container" || isAtAddress(row);

/** A build step, a file, an image or a wheel at its address is what it says; there are no versions of it. */
const isWhole = (row: Requirement): boolean => isLong(row) || row.kind === "file";

const isAtAddress = ({ kind, text }: Requirement): boolean =>
    isDistribution(kind) && (parsePythonRequirement(text)?.url ?? null) !== null;
