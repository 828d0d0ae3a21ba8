/**
 * Two texts line by line: side by side, or one below the other where it is narrow. Brings the search for differences
 * along, so it is loaded when there is something to compare.
 */
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import { useMemo, useState } from "react";

import { _, format, ngettext } from "../../language.ts";
import { useIsNarrow } from "../definitions/use-is-narrow.ts";
import { type ComparisonRow, compareTexts, type NumberedLine } from "./comparison-rows.ts";

type Side = { title: string; text: string };

export function TextComparison({ left, right }: { left: Side; right: Side }) {
    const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
    const isNarrow = useIsNarrow();
    const rows = useMemo(() => compareTexts(left.text, right.text, opened), [left.text, right.text, opened]);
    const columns = isNarrow ? 3 : 4;
    const open = (key: number) => setOpened(new Set(opened).add(key));
    if (left.text === right.text) return <p className="ee-subtle">{_("The two texts are the same.")}</p>;
    return (
        <div className="ee-framed">
            <table aria-label={format(_("$0 and $1"), left.title, right.title)} className="ee-comparison">
                <colgroup>
                    <col className="ee-comparison-numbers" />
                    {isNarrow ? <col className="ee-comparison-numbers" /> : <col />}
                    {!isNarrow && <col className="ee-comparison-numbers" />}
                    <col />
                </colgroup>
                <thead>
                    {isNarrow ? (
                        <tr>
                            <th scope="col" colSpan={3}>
                                <Sign kind="removed" /> {left.title}, <Sign kind="added" /> {right.title}
                            </th>
                        </tr>
                    ) : (
                        <tr>
                            <th scope="colgroup" colSpan={2}>
                                {left.title}
                            </th>
                            <th scope="colgroup" colSpan={2}>
                                {right.title}
                            </th>
                        </tr>
                    )}
                </thead>
                <tbody>
                    {(isNarrow ? oneBelowTheOther(rows) : rows).map(row =>
                        row.kind === "folded" ? (
                            <tr key={`folded ${row.key}`} className="ee-comparison-fold">
                                <td colSpan={columns}>
                                    <Button variant="link" isInline size="sm" onClick={() => open(row.key)}>
                                        {format(
                                            ngettext("$0 unchanged line", "$0 unchanged lines", row.count),
                                            row.count,
                                        )}
                                    </Button>
                                </td>
                            </tr>
                        ) : row.kind === "cut" ? (
                            <tr key="cut" className="ee-comparison-fold">
                                <td colSpan={columns}>
                                    {format(
                                        ngettext("$0 more line is not shown", "$0 more lines are not shown", row.count),
                                        row.count,
                                    )}
                                </td>
                            </tr>
                        ) : (
                            <tr key={`${row.left?.number ?? ""} ${row.right?.number ?? ""}`}>
                                {isNarrow ? (
                                    <>
                                        <LineNumber line={row.left} />
                                        <LineNumber line={row.right} />
                                        <LineText
                                            line={row.left ?? row.right}
                                            kind={row.kind === "same" ? null : row.left ? "removed" : "added"}
                                        />
                                    </>
                                ) : (
                                    <>
                                        <LineNumber line={row.left} />
                                        <LineText line={row.left} kind={row.kind === "same" ? null : "removed"} />
                                        <LineNumber line={row.right} />
                                        <LineText line={row.right} kind={row.kind === "same" ? null : "added"} />
                                    </>
                                )}
                            </tr>
                        ),
                    )}
                </tbody>
            </table>
        </div>
    );
}

/** The same rows for one column of text: of each change all that went comes before all that came. */
function oneBelowTheOther(rows: readonly ComparisonRow[]): ComparisonRow[] {
    const below: ComparisonRow[] = [];
    let came: ComparisonRow[] = [];
    for (const row of rows) {
        if (row.kind !== "changed") {
            below.push(...came, row);
            came = [];
            continue;
        }
        if (row.left) below.push({ ...row, right: null });
        if (row.right) came.push({ ...row, left: null });
    }
    return [...below, ...came];
}

const LineNumber = ({ line }: { line: NumberedLine | null }) => (
    <td className="ee-comparison-number">{line?.number}</td>
);

type Kind = "removed" | "added";

function LineText({ line, kind }: { line: NumberedLine | null; kind: Kind | null }) {
    if (!line) return <td className="ee-comparison-none" />;
    return (
        <td dir="ltr" className={`ee-comparison-text${kind ? ` ee-comparison-${kind}` : ""}`}>
            <span className="ee-comparison-sign">{kind && <Sign kind={kind} />}</span>
            {line.text}
        </td>
    );
}

const Sign = ({ kind }: { kind: Kind }) => (
    <>
        <span aria-hidden>{kind === "removed" ? "−" : "+"}</span>
        <span className="ee-hidden">{kind === "removed" ? _("Removed:") : _("Added:")} </span>
    </>
);
