/** One part of the form, which folds; its heading says how many, in which file, and what is wrong. */
import { Badge } from "@patternfly/react-core/dist/esm/components/Badge/index.js";
import { ExpandableSection } from "@patternfly/react-core/dist/esm/components/ExpandableSection/index.js";
import { type ReactNode, useId, useState } from "react";

import type { Issue } from "../../issue.ts";
import { Mono } from "../parts/mono.tsx";
import { Status } from "../parts/status.tsx";
import { findingsText } from "./words.ts";

type SectionProps = {
    title: string;
    count?: number;
    /** What else it has, behind the count: "1 role". */
    more?: string;
    /** The file it is kept in, where that is not the definition itself. */
    file?: string | null;
    findings: readonly Issue[];
    startsOpen: boolean;
    children: ReactNode;
};

export function Section({ title, count, more, file = null, findings, startsOpen, children }: SectionProps) {
    const id = useId();
    const [isOpen, setOpen] = useState(startsOpen);
    const errors = findings.filter(({ severity }) => severity === "error").length;
    return (
        <div className="ee-section">
            <ExpandableSection
                isIndented
                isExpanded={isOpen}
                onToggle={(_event, open) => setOpen(open)}
                toggleId={`${id}-toggle`}
                contentId={`${id}-content`}
                toggleContent={
                    <span className="ee-section-title">
                        <strong>{title}</strong>
                        {count !== undefined && <Badge isRead>{count}</Badge>}
                        {more !== undefined && <span className="ee-subtle ee-small">{more}</span>}
                        {file && (
                            <span className="ee-subtle">
                                <Mono>{file}</Mono>
                            </span>
                        )}
                        {findings.length > 0 && (
                            <span className="ee-small">
                                <Status kind={errors > 0 ? "danger" : "warning"}>
                                    {findingsText(errors, findings.length - errors)}
                                </Status>
                            </span>
                        )}
                    </span>
                }
            >
                {children}
            </ExpandableSection>
        </div>
    );
}
