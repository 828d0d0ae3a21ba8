/** What was handed over to become a definition, while the dialog is open. */
import { useRef, useState } from "react";

import type { Import } from "../../ee/import.ts";
import type { Complaint, Incoming } from "../../ee/incoming.ts";
import { _ } from "../../language.ts";

/** Nothing yet; under way; taken, with which of its definitions is chosen; or refused, and why. */
export type Taken =
    | { state: "none" }
    | { state: "reading" }
    | (Import & { state: "taken"; chosen: number })
    | ({ state: "refused" } & Complaint);

export function useImport(onName: (name: string) => void) {
    const [taken, setTaken] = useState<Taken>({ state: "none" });
    const last = useRef(0);
    const take = async (files: Incoming[] | Promise<Incoming[]>) => {
        const own = ++last.current;
        const settle = (how: Taken) => own === last.current && setTaken(how);
        settle({ state: "reading" });
        try {
            const [{ readImport }, incoming] = await Promise.all([import("../../ee/import.ts"), files]);
            const read = await readImport(incoming);
            if ("complaint" in read) settle({ state: "refused", ...read });
            else if (settle({ state: "taken", ...read, chosen: 0 }) !== false) onName(read.found[0]?.name ?? "");
        } catch (error) {
            // The browser's own: a file that may not be read, or that is gone by now.
            const why = error instanceof Error ? error.message : String(error);
            settle({ state: "refused", complaint: `${_("A file could not be read.")} ${why}` });
        }
    };
    const choose = (chosen: number) => {
        if (taken.state !== "taken") return;
        setTaken({ ...taken, chosen });
        onName(taken.found[chosen]?.name ?? "");
    };
    return { taken, take, choose };
}
