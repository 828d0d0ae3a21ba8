import { type RefObject, useEffect, useState } from "react";

/** Whether somebody is at that part of the page: he came to it last, by keys or with the pointer. */
export function useAttention(part: RefObject<HTMLElement | null>): boolean {
    const [isHere, setHere] = useState(false);
    useEffect(() => {
        // Both are over before what was come to hears of a key or a click.
        const come = ({ target }: Event) => setHere(target instanceof Node && part.current?.contains(target) === true);
        document.addEventListener("focusin", come);
        document.addEventListener("pointerdown", come);
        return () => {
            document.removeEventListener("focusin", come);
            document.removeEventListener("pointerdown", come);
        };
    }, [part]);
    return isHere;
}
