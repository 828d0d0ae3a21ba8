/** The changes of one kind of thing between two commits. */
import { Label } from "@patternfly/react-core/dist/esm/components/Label/index.js";
import { Skeleton } from "@patternfly/react-core/dist/esm/components/Skeleton/index.js";
import { ToggleGroup, ToggleGroupItem } from "@patternfly/react-core/dist/esm/components/ToggleGroup/index.js";
import ArrowDownIcon from "@patternfly/react-icons/dist/esm/icons/arrow-down-icon";
import ArrowUpIcon from "@patternfly/react-icons/dist/esm/icons/arrow-up-icon";
import MinusIcon from "@patternfly/react-icons/dist/esm/icons/minus-icon";
import EqualsIcon from "@patternfly/react-icons/dist/esm/icons/not-equal-icon";
import PlusIcon from "@patternfly/react-icons/dist/esm/icons/plus-icon";

import { _, format } from "../../language.ts";
import type { Package } from "../../ostree/packages.ts";
import { type CompareTab, useOption } from "../location.ts";
import { Mono, Nothing, Ref } from "../parts/mono.tsx";
import { formatCount, formatSize } from "../parts/size.ts";
import { usePackages } from "../queries/commits.ts";
import { type ChangeKind, type ChangeRow, changeKinds } from "./changes.ts";
import { type Column, ContentsTable } from "./contents-table.tsx";
import { RequiredBy } from "./contents-tabs.tsx";

const kinds = {
    added: { Icon: PlusIcon, color: "green" },
    removed: { Icon: MinusIcon, color: "red" },
    upgraded: { Icon: ArrowUpIcon, color: "blue" },
    downgraded: { Icon: ArrowDownIcon, color: "orange" },
    changed: { Icon: EqualsIcon, color: "grey" },
} as const;

const changeWord = (change: ChangeKind): string =>
    ({
        added: _("Added"),
        removed: _("Removed"),
        upgraded: _("Upgraded"),
        downgraded: _("Downgraded"),
        changed: _("Changed"),
    })[change];

type ChangesTableProps = { label: string; rows: readonly ChangeRow[]; from: string; to: string; tab: CompareTab };

export function ChangesTable({ label, rows, from, to, tab }: ChangesTableProps) {
    const [filter, setFilter] = useOption("change");
    const isPackages = tab === "rpms";
    const old = usePackages(isPackages ? from : "").data;
    const fresh = usePackages(isPackages ? to : "").data;
    const [before, after] = [byName(old), byName(fresh)];
    const isKnown = old !== undefined && fresh !== undefined;
    const shown = rows.filter(({ change }) => filter === "" || change === filter);
    const columns: Column<ChangeRow>[] = [
        { title: _("Name"), cell: ({ name }) => <Ref>{name}</Ref>, sortBy: ({ name }) => name, canBreak: true },
        { title: _("Change"), cell: ({ change }) => <Change change={change} />, sortBy: ({ change }) => change },
        ...(tab === "files"
            ? []
            : [
                  { title: _("From"), cell: (row: ChangeRow) => <Version of={row.from} />, canBreak: true },
                  { title: _("To"), cell: (row: ChangeRow) => <Version of={row.to} />, canBreak: true },
              ]),
        ...(isPackages
            ? [
                  {
                      title: _("Size"),
                      cell: ({ name }: ChangeRow) =>
                          isKnown ? formatDelta(sizeOf(after.get(name)), sizeOf(before.get(name))) : <Waiting />,
                      sortBy: ({ name }: ChangeRow) => (sizeOf(after.get(name)) ?? 0) - (sizeOf(before.get(name)) ?? 0),
                      isNumber: true,
                      isWide: true,
                  },
                  {
                      title: _("Required by"),
                      cell: ({ name }: ChangeRow) =>
                          isKnown ? (
                              <RequiredBy names={(after.get(name) ?? before.get(name))?.requiredBy ?? []} />
                          ) : (
                              <Waiting />
                          ),
                      isWide: true,
                  },
              ]
            : []),
    ];
    if (rows.length === 0) return <p className="ee-empty">{_("No changes.")}</p>;
    return (
        <ContentsTable
            label={label}
            columns={columns}
            rows={shown}
            keyOf={({ name, change, from: old, to: fresh }) => `${name} ${change} ${old} ${fresh}`}
            search={{ label: _("Search changes"), placeholder: _("Name"), words: ({ name }) => [name] }}
            filter={
                <ToggleGroup aria-label={_("Change")}>
                    {["" as const, ...changeKinds].flatMap(kind => {
                        const count = kind === "" ? rows.length : rows.filter(({ change }) => change === kind).length;
                        if (count === 0) return [];
                        const word = kind === "" ? _("All") : changeWord(kind);
                        return [
                            <ToggleGroupItem
                                key={kind}
                                text={format(_("$0 $1"), word, formatCount(count))}
                                isSelected={filter === kind}
                                onChange={() => setFilter(kind)}
                            />,
                        ];
                    })}
                </ToggleGroup>
            }
        />
    );
}

function Change({ change }: { change: ChangeKind }) {
    const { Icon, color } = kinds[change];
    return (
        <span>
            <Label isCompact variant="outline" color={color} icon={<Icon />}>
                {changeWord(change)}
            </Label>
        </span>
    );
}

/** What is read while the changes are there already. */
const Waiting = () => <Skeleton screenreaderText={_("Reading")} />;

const Version = ({ of }: { of: string | null }) => (of === null ? <Nothing /> : <Mono>{of}</Mono>);

const byName = (packages: readonly Package[] = []): Map<string, Package> =>
    new Map(packages.map(each => [each.name, each]));

/** Bytes; 0 for a package that is not there, null where the size is not known. */
const sizeOf = (each: Package | undefined): number | null => (each ? each.size : 0);

/** "+1.9 MB", "−4.9 MB", "0". */
function formatDelta(after: number | null, before: number | null) {
    if (after === null || before === null) return <Nothing />;
    const delta = after - before;
    if (delta === 0) return "0";
    return `${delta > 0 ? "+" : "−"}${formatSize(Math.abs(delta))}`;
}
