/** The header of every page: its one h1, the state beside it, one subtle line below, the deeds at the end. */
import { PageSection } from "@patternfly/react-core/dist/esm/components/Page/index.js";
import { Title } from "@patternfly/react-core/dist/esm/components/Title/index.js";
import { type ReactNode, useEffect, useRef } from "react";

import { _, format } from "../../language.ts";

type HeadProps = {
    title: string;
    beside?: ReactNode;
    below?: ReactNode;
    /** Usually an ActionList: secondary deeds, one primary, then "More actions". */
    actions?: ReactNode;
};

// The first heading of a visit does not take the focus; those of the pages gone to afterwards do.
let isFirst = true;

/** Go to the heading: from there one goes on where a page has changed, and what had the focus is not there any more. */
export const focusHeading = () => document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });

/** What had the focus is not there any more, or disabled, and nobody has gone on elsewhere. */
export const isAdrift = (): boolean => document.activeElement?.matches("body, h1, :disabled") ?? true;

export function Head({ title, beside, below, actions }: HeadProps) {
    const heading = useRef<HTMLDivElement>(null);

    useEffect(() => {
        document.title = format(_("$0 - Execution environments"), title);
    }, [title]);

    useEffect(() => {
        if (!isFirst) heading.current?.querySelector("h1")?.focus();
        isFirst = false;
    }, []);

    return (
        <PageSection hasBodyWrapper={false} isFilled={false} className="ee-head">
            <div>
                <div className="ee-head-line">
                    <div className="ee-head-title" ref={heading}>
                        <Title headingLevel="h1" tabIndex={-1}>
                            <bdi>{title}</bdi>
                        </Title>
                        {beside}
                    </div>
                    {actions}
                </div>
                {below && <div className="ee-subtle ee-head-below">{below}</div>}
            </div>
        </PageSection>
    );
}
