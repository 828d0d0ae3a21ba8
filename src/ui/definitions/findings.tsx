/** What is wrong with the text, where, and what settles it. */
import { Badge } from "@patternfly/react-core/dist/esm/components/Badge/index.js";
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import { Title } from "@patternfly/react-core/dist/esm/components/Title/index.js";

import type { MouseEvent } from "react";

import type { Check } from "../../ee/check.ts";
import type { Issue } from "../../issue.ts";
import { _, format, ngettext } from "../../language.ts";
import { Mono } from "../parts/mono.tsx";
import { Status } from "../parts/status.tsx";
import { findingKey, useFindingFocus } from "./use-finding-focus.ts";
import type { Spot, Spots } from "./use-spot.ts";

type FindingsProps = {
    check: Check;
    isReadOnly: boolean;
    hrefOf: Spots["hrefOf"];
    onSend: (spot: Spot) => void;
    onFix: (finding: Issue) => void;
    /** The last one was settled by its button, and the focus has to go somewhere. */
    onNoneLeft: (last: Issue) => void;
};

/** The ansible-builder whose rules `ee/` holds. */
const BUILDER = "3.2";

export function Findings({ check, isReadOnly, hrefOf, onSend, onFix, onNoneLeft }: FindingsProps) {
    const { findings, file: main } = check;
    const count = findings.length;
    const { list, settled } = useFindingFocus(findings, onNoneLeft);
    return (
        <section aria-labelledby="findings" className="ee-findings">
            <div className="ee-line ee-line-between">
                <span className="ee-line">
                    <Title headingLevel="h2" size="md" id="findings">
                        {_("Findings")}
                    </Title>
                    <Badge isRead aria-hidden>
                        {count}
                    </Badge>
                    <span className="ee-hidden" aria-live="polite">
                        {format(ngettext("$0 finding", "$0 findings", count), count)}
                    </span>
                </span>
                <Verdict check={check} />
            </div>
            {count === 0 && <p className="ee-subtle ee-small">{_("Nothing to point out.")}</p>}
            <ul ref={list} className="ee-finding-list ee-small">
                {findings.map(finding => (
                    <li key={findingKey(finding)}>
                        <Status kind={finding.severity === "error" ? "danger" : "warning"}>
                            {finding.message}{" "}
                            <PlaceLink finding={finding} main={main} hrefOf={hrefOf} onSend={onSend} />
                        </Status>
                        {finding.fix && (
                            <Button
                                variant="secondary"
                                size="sm"
                                isDisabled={isReadOnly}
                                onClick={() => {
                                    settled(finding);
                                    onFix(finding);
                                }}
                            >
                                {finding.fix.title}
                            </Button>
                        )}
                    </li>
                ))}
            </ul>
        </section>
    );
}

/** What ansible-builder itself would say, word for word. */
function Verdict({ check: { accepted, builderMessage } }: { check: Check }) {
    const verdict = !accepted
        ? _("ansible-builder $0 refuses this file:")
        : builderMessage === null
          ? _("ansible-builder $0 accepts this file")
          : _("ansible-builder $0 accepts this file, and cannot build it:");
    return (
        <span className="ee-subtle ee-small ee-breaks">
            {format(verdict, BUILDER)} {builderMessage !== null && <Mono>{builderMessage}</Mono>}
        </span>
    );
}

type PlaceLinkProps = Pick<FindingsProps, "hrefOf" | "onSend"> & { finding: Issue; main: string };

/** A link like any other; here it also puts the cursor there. */
function PlaceLink({ finding, main, hrefOf, onSend }: PlaceLinkProps) {
    const { file, line, column } = finding;
    const follow = (event: MouseEvent) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        onSend({ file, line, column, takesFocus: true });
    };
    return (
        <a href={hrefOf(file, line)} className="ee-nowrap" onClick={follow}>
            {file === main ? format(_("line $0"), line) : format(_("$0, line $1"), file, line)}
        </a>
    );
}
