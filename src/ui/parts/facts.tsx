/** What is known of one thing, term by term. */
import {
    DescriptionList,
    DescriptionListDescription,
    DescriptionListGroup,
    DescriptionListTerm,
} from "@patternfly/react-core/dist/esm/components/DescriptionList/index.js";
import type { ReactNode } from "react";

export type Fact = { term: string; value: ReactNode };

export function Facts({ facts, label }: { facts: Fact[]; label: string }) {
    return (
        <DescriptionList
            isHorizontal
            isCompact
            aria-label={label}
            columnModifier={{ default: "1Col" }}
            horizontalTermWidthModifier={{ default: "14ch" }}
        >
            {facts.map(({ term, value }) => (
                <DescriptionListGroup key={term}>
                    <DescriptionListTerm>{term}</DescriptionListTerm>
                    <DescriptionListDescription>{value}</DescriptionListDescription>
                </DescriptionListGroup>
            ))}
        </DescriptionList>
    );
}
