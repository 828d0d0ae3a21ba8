/** Where somebody looks for something to add: a field, what was found, and what is known of the chosen one. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import TimesIcon from "@patternfly/react-icons/dist/esm/icons/times-icon";
import { type ReactNode, useId } from "react";

import { HostError } from "../../host/host.ts";
import { _, format } from "../../language.ts";
import { type Suggestion, TypeAhead } from "../parts/type-ahead.tsx";
import type { Find } from "./use-find.ts";

type FindPanelProps = {
    /** "Find collection" */
    title: string;
    /** "Search collections" */
    label: string;
    placeholder: string;
    find: Omit<Find<unknown>, "choose">;
    suggestions: readonly Suggestion[];
    isBusy: boolean;
    /** What there is to say now, in words: what was found, what was not, and who could not be asked. */
    said: readonly string[];
    /** A name that nobody offers, and that may be added all the same; null where there is none. */
    unknown: string | null;
    onPick: (value: string) => void;
    onClose: () => void;
    /** What is known of the chosen one. */
    children: ReactNode;
};

export function FindPanel({ title, label, find, unknown, onClose, children, ...shown }: FindPanelProps) {
    const id = useId();
    return (
        <section ref={intoView} aria-labelledby={id} className="ee-find ee-stack-sm">
            <div className="ee-line ee-line-between">
                <h2 id={id} className="ee-part">
                    {title}
                </h2>
                <Button variant="plain" size="sm" aria-label={_("Close")} icon={<TimesIcon />} onClick={onClose} />
            </div>
            <TypeAhead
                {...shown}
                label={label}
                field={find.field}
                value={find.text}
                onChange={find.onChange}
                onLeave={onClose}
            />
            {unknown !== null && !shown.isBusy && find.chosen === null && (
                <div>
                    <Button variant="link" isInline onClick={() => find.add(unknown)}>
                        {format(_("Add $0 as it is typed"), unknown)}
                    </Button>
                </div>
            )}
            {children && <div ref={intoView}>{children}</div>}
        </section>
    );
}

/** Once, when it is there: what was asked for is not to be looked for below the edge. */
const intoView = (element: HTMLElement | null): void => element?.scrollIntoView({ block: "nearest" });

/** Why nobody could be asked, in words; our own bugs go to the boundary. */
export function problemOf(error: Error | null): string[] {
    if (error === null) return [];
    if (!(error instanceof HostError)) throw error;
    if (error.problem === "access-denied")
        return [_("This needs administrative access, or membership of the group weldr.")];
    return [error.message];
}
