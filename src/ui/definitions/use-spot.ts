/** Which file is open, and where in it somebody was sent. The file and the line are in the address. */
import { useState } from "react";

import { hrefTo, useLocation } from "../location.ts";
import { useSession } from "../session.tsx";

export type Spot = {
    file: string;
    line: number;
    column: number;
    /** The cursor goes there too, not only the view. */
    takesFocus: boolean;
};

export type Spots = {
    /** The open file. */
    file: string;
    /** Where to look; a new object each time somebody is sent, so that the same place can be gone to twice. */
    spot: Spot | null;
    open: (file: string) => void;
    send: (spot: Spot) => void;
    /** The address of a line, for links. */
    hrefOf: (file: string, line: number) => string;
};

/** `names` are the files that can be open; for any other the address leads to `main`. */
export function useSpots(names: readonly string[], main: string): Spots {
    const { path, options } = useLocation();
    const { go } = useSession();
    const { file: named, line: written, ...others } = options;
    const file = named !== undefined && names.includes(named) ? named : main;
    const line = Number(written);
    const spotHere = (): Spot | null => (line > 0 ? { file, line, column: 1, takesFocus: false } : null);

    const [spot, setSpot] = useState(spotHere);
    // An address that changed by itself, and not because somebody was sent, sends too.
    const address = `${file} ${written}`;
    const [seen, setSeen] = useState(address);
    if (seen !== address) {
        setSeen(address);
        if (line > 0 && (spot?.file !== file || spot.line !== line)) setSpot(spotHere);
    }

    const optionsOf = (next: string, at?: number) => ({
        ...others,
        ...(next === main ? {} : { file: next }),
        ...(at === undefined ? {} : { line: String(at) }),
    });
    const open = (next: string, at?: number) => go(path, optionsOf(next, at), "replace");
    const send = (next: Spot) => {
        setSpot(next);
        if (next.takesFocus) open(next.file, next.line);
        else if (next.file !== file) open(next.file);
    };
    return { file, spot, open, send, hrefOf: (next, at) => hrefTo(path, optionsOf(next, at)) };
}
