/** What somebody looks for and has chosen: the same, whatever it is that is added in the end. */
import { type RefObject, useRef, useState } from "react";

import { _, format } from "../../language.ts";
import { SHORTEST } from "../queries/find.ts";
import { useDelayed } from "./use-delayed.ts";

/** Milliseconds without a key until it is looked for. */
const PAUSE = 300;

export type Find<Offer> = {
    field: RefObject<HTMLInputElement | null>;
    text: string;
    /** Without the spaces around it. */
    wanted: string;
    /** The same once the keys rest: what is looked for. */
    settled: string;
    /** It is too short to be looked for. */
    isShort: boolean;
    chosen: Offer | null;
    /** What was added last, as a sentence, until something is typed. */
    said: string[];
    onChange: (text: string) => void;
    choose: (offer: Offer | null) => void;
    /** Add it and begin anew. */
    add: (name: string, version?: string) => void;
};

/** @param start What is looked for before anything is typed. */
export function useFind<Offer>(onAdd: (name: string, version: string) => void, start = ""): Find<Offer> {
    const field = useRef<HTMLInputElement>(null);
    const [text, setText] = useState(start);
    const [chosen, choose] = useState<Offer | null>(null);
    const [added, setAdded] = useState<string | null>(null);
    const wanted = text.trim();
    return {
        ...{ field, text, wanted, chosen, choose },
        settled: useDelayed(wanted, PAUSE),
        isShort: wanted.length < SHORTEST,
        said: added === null ? [] : [format(_("$0 is in the list."), added)],
        onChange: typed => {
            setText(typed);
            choose(null);
            setAdded(null);
        },
        add: (name, version = "") => {
            onAdd(name, version);
            choose(null);
            setText("");
            setAdded(name);
            field.current?.focus();
        },
    };
}
