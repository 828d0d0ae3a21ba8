/**
 * A table of plain cells in PatternFly's markup. The components of PatternFly bring trees, boxes to tick, menus and
 * rows to drag along, which are more than all else on the first sight of the list; tables that have such things use
 * them.
 */
import ArrowsAltVIcon from "@patternfly/react-icons/dist/esm/icons/arrows-alt-v-icon";
import LongArrowAltDownIcon from "@patternfly/react-icons/dist/esm/icons/long-arrow-alt-down-icon";
import LongArrowAltUpIcon from "@patternfly/react-icons/dist/esm/icons/long-arrow-alt-up-icon";
import type { ReactNode, Ref } from "react";

type TableProps = {
    label: string;
    /** The `HeadCell`s. */
    head: ReactNode;
    /** The `Row`s. */
    children: ReactNode;
    /** How many there are, where not all of them are in the page (`WindowRows`). */
    count?: number | null;
};

/** Its rows stack, each cell with its label, where it is narrow. */
export const Table = ({ label, head, children, count = null }: TableProps) => (
    <table
        // biome-ignore lint/a11y/noRedundantRoles: where rows stack it is displayed as a grid, and would be no table.
        role="table"
        aria-label={label}
        className={`pf-v6-c-table pf-m-grid-md pf-m-compact${count === null ? "" : " ee-windowed"}`}
        {...(count !== null && { "aria-rowcount": count + 1 })}
    >
        <thead className="pf-v6-c-table__thead">
            <Row {...(count !== null && { place: { index: -1 } })}>{head}</Row>
        </thead>
        {/* biome-ignore lint/a11y/noRedundantRoles: as above. */}
        <tbody role="rowgroup" className="pf-v6-c-table__tbody">
            {children}
        </tbody>
    </table>
);

/** Which row of a table it is, where not all of them are in the page; the head is -1. */
export type RowPlace = { index: number; ref?: Ref<HTMLTableRowElement> };

export const Row = ({ children, place }: { children: ReactNode; place?: RowPlace | undefined }) => (
    <tr
        className="pf-v6-c-table__tr"
        {...(place && { ref: place.ref, "data-index": place.index, "aria-rowindex": place.index + 2 })}
    >
        {children}
    </tr>
);

type Look = {
    children?: ReactNode;
    isNumber?: boolean;
    isNowrap?: boolean;
    /** A narrow page does without it. */
    isWide?: boolean;
    /** Holds a menu of deeds. */
    isAction?: boolean;
    /** Of a head: how much of the table it takes, in per cent, where not all rows are there to tell. */
    width?: 7 | 9 | 16 | 18;
};

const classes = ({ isNumber, isNowrap, isWide, isAction, width }: Look, own: string): string =>
    [
        own,
        isNumber && "ee-number",
        isNowrap && "pf-m-nowrap",
        isWide && "pf-m-hidden pf-m-visible-on-lg",
        isAction && "pf-v6-c-table__action",
        width && `ee-width-${width}`,
    ]
        .filter(Boolean)
        .join(" ");

/** `label` is the title of its column. */
export const Cell = ({ label, children, ...look }: Look & { label?: string }) => (
    <td data-label={label} className={classes(look, "pf-v6-c-table__td")}>
        {children}
    </td>
);

export type Direction = "asc" | "desc";

type HeadCellProps = Look & {
    /** How the table is sorted by this column now, null when it is by another; left out, it cannot be. */
    sorted?: Direction | null;
    onSort?: (direction: Direction) => void;
};

export function HeadCell({ sorted, onSort, children, ...look }: HeadCellProps) {
    if (sorted === undefined)
        return (
            <th scope="col" className={classes(look, "pf-v6-c-table__th")}>
                {children}
            </th>
        );
    const Arrow = sorted === null ? ArrowsAltVIcon : sorted === "asc" ? LongArrowAltUpIcon : LongArrowAltDownIcon;
    const own = `pf-v6-c-table__th pf-v6-c-table__sort${sorted === null ? "" : " pf-m-selected"}`;
    return (
        <th
            scope="col"
            className={classes(look, own)}
            {...(sorted !== null && { "aria-sort": sorted === "asc" ? "ascending" : "descending" })}
        >
            <button
                type="button"
                className="pf-v6-c-table__button"
                onClick={() => onSort?.(sorted === "asc" ? "desc" : "asc")}
            >
                <div className="pf-v6-c-table__button-content">
                    <span className="pf-v6-c-table__text">{children}</span>
                    <span className="pf-v6-c-table__sort-indicator">
                        <Arrow />
                    </span>
                </div>
            </button>
        </th>
    );
}
