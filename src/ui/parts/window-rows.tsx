/** Of a long table the rows that are in sight, and a few around; the rest is room for them. */
import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import {
    Fragment,
    type ReactNode,
    type Ref,
    type RefObject,
    useEffect,
    useLayoutEffect,
    useRef,
    useState,
} from "react";

import type { RowPlace } from "./table.tsx";

type WindowRowsProps = {
    count: number;
    /** What stays the same of a row when others come or go. */
    keyOf: (index: number) => string;
    row: (place: RowPlace) => ReactNode;
};

/** Pixels of a row with two lines; each is measured when it is there. */
const USUAL_HEIGHT = 57;
/** Rows around those in sight, so that the keyboard always finds the next one. */
const AROUND = 10;

export function WindowRows({ count, keyOf, row }: WindowRowsProps) {
    const first = useRef<HTMLTableRowElement>(null);
    const [above, setAbove] = useState(0);
    const focused = useFocusedRow(first);
    const rows = useVirtualizer({
        count,
        getItemKey: keyOf,
        getScrollElement: () => scrollerOf(first.current),
        estimateSize: () => USUAL_HEIGHT,
        overscan: AROUND,
        scrollMargin: above,
        useFlushSync: false,
        // Who has the focus stays, wherever the page is scrolled to.
        rangeExtractor: range => {
            const shown = defaultRangeExtractor(range);
            const isApart = focused !== null && focused < count && !shown.includes(focused);
            return isApart ? [...shown, focused].sort((one, other) => one - other) : shown;
        },
    });

    useLayoutEffect(() => {
        const scroller = scrollerOf(first.current);
        const top = first.current?.getBoundingClientRect().top;
        if (!scroller || top === undefined) return;
        const now = Math.round(top - scroller.getBoundingClientRect().top + scroller.scrollTop);
        if (now !== above) setAbove(now);
    });

    const shown = rows.getVirtualItems();
    const end = shown.at(-1)?.end ?? above;
    return (
        <>
            <Spacer ref={first} height={0} />
            {shown.map(({ index, key, start }, at) => (
                <Fragment key={key}>
                    <Spacer height={start - (shown[at - 1]?.end ?? above)} />
                    {row({ index, ref: rows.measureElement })}
                </Fragment>
            ))}
            <Spacer height={rows.getTotalSize() - (end - above)} />
        </>
    );
}

type SpacerProps = { height: number; ref?: Ref<HTMLTableRowElement> };

const Spacer = ({ height, ref }: SpacerProps) =>
    (height > 0 || ref) && (
        // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it can have the focus.
        <tr ref={ref} className="ee-spacer" aria-hidden="true">
            <td style={{ blockSize: height }} />
        </tr>
    );

/** The element that scrolls what is in it. */
function scrollerOf(element: HTMLElement | null): HTMLElement | null {
    for (let above = element?.parentElement; above; above = above.parentElement)
        if (/auto|scroll/.test(getComputedStyle(above).overflowY)) return above;
    return document.documentElement;
}

/** The index of the row that has the focus in it. */
function useFocusedRow(first: RefObject<HTMLElement | null>): number | null {
    const [focused, setFocused] = useState<number | null>(null);
    useEffect(() => {
        const body = first.current?.parentElement;
        const find = ({ type, target }: FocusEvent) => {
            const row = type === "focusin" && target instanceof Element ? target.closest("tr") : null;
            const index = row?.getAttribute("data-index") ?? null;
            setFocused(index === null ? null : Number(index));
        };
        body?.addEventListener("focusin", find);
        body?.addEventListener("focusout", find);
        return () => {
            body?.removeEventListener("focusin", find);
            body?.removeEventListener("focusout", find);
        };
    }, [first]);
    return focused;
}
