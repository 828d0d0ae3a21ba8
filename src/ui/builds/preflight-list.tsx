/** The pre-flight: what is looked at before a build, each with what was found. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import { List, ListItem } from "@patternfly/react-core/dist/esm/components/List/index.js";
import { Title } from "@patternfly/react-core/dist/esm/components/Title/index.js";

import { _ } from "../../language.ts";
import { type Kind, Status } from "../parts/status.tsx";
import type { PreflightLine } from "./preflight.ts";

const kinds: Record<PreflightLine["state"], Kind> = {
    running: "running",
    passed: "success",
    warning: "warning",
    failed: "danger",
};

export const PreflightList = ({ lines, onAgain }: { lines: readonly PreflightLine[]; onAgain: () => void }) => (
    <section aria-labelledby="preflight-title" className="ee-stack-sm">
        <div className="ee-line ee-line-between">
            <Title headingLevel="h2" size="md" id="preflight-title">
                {_("Pre-flight")}
            </Title>
            <Button variant="link" isInline size="sm" onClick={onAgain}>
                {_("Check again")}
            </Button>
        </div>
        <List isPlain isBordered>
            {lines.map(({ id, state, text, detail }) => (
                <ListItem key={id}>
                    <Status kind={kinds[state]}>
                        {text}
                        {detail && <div className="ee-small ee-subtle ee-breaks">{detail}</div>}
                    </Status>
                </ListItem>
            ))}
        </List>
    </section>
);
