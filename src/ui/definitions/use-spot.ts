/** Which file is open, and where in it somebody was sent. The file and the line are in the address. */
import { useCallback, useState } from "react";

import { useLocation } from "../location.ts";
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
};

export function useSpots(files: ReadonlyMap<string, string>, main: string): Spots {
    const { path, options } = useLocation();
    const { go } = useSession();
    const file = options.file !== undefined && files.has(options.file) ? options.file : main;
    const [spot, setSpot] = useState<Spot | null>(() => {
        const line = Number(options.line);
        return line > 0 ? { file, line, column: 1, takesFocus: false } : null;
    });

    const open = useCallback(
        (next: string, line?: number) => {
            const { file: _file, line: _line, ...others } = options;
            const at = line === undefined ? {} : { line: String(line) };
            go(path, { ...others, ...(next === main ? {} : { file: next }), ...at }, "replace");
        },
        [go, path, options, main],
    );
    const send = (next: Spot) => {
        setSpot(next);
        if (next.takesFocus) open(next.file, next.line);
        else if (next.file !== file) open(next.file);
    };
    return { file, spot, open, send };
}
