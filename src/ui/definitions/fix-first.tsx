import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";

import { _, format } from "../../language.ts";
import { Mono } from "../parts/mono.tsx";

/** Sends somebody to a line, in the text or only on the page. */
export type Send = (file: string, line: number | null, takesFocus: boolean) => void;

/** Why fields are disabled: their text cannot be read from that line on. */
export const FixFirst = ({ file, line, onSend }: { file: string; line: number; onSend: Send }) => (
    <p className="ee-fix-first">
        <Button variant="link" isInline onClick={() => onSend(file, line, true)}>
            {format(_("Fix line $0 first"), line)}
        </Button>{" "}
        <span className="ee-subtle">
            <Mono>{file}</Mono>
        </span>
    </p>
);
