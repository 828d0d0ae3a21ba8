import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";

import { _, format } from "../../language.ts";
import { Mono } from "../parts/mono.tsx";
import { Status } from "../parts/status.tsx";

/** Sends somebody to a line, in the text or only on the page. */
export type Send = (file: string, line: number | null, takesFocus: boolean) => void;

type FixFirstProps = {
    file: string;
    line: number;
    /** Beside what else says so. */
    hidesFile?: boolean;
    onSend: Send;
};

/** Why fields are disabled: their text cannot be read from that line on. */
export const FixFirst = ({ file, line, hidesFile = false, onSend }: FixFirstProps) => (
    <span className="ee-fix-first ee-small">
        <Status kind="danger">
            <Button variant="link" isInline onClick={() => onSend(file, line, true)}>
                {format(_("Fix line $0 first"), line)}
            </Button>
        </Status>
        {!hidesFile && (
            <span className="ee-subtle">
                <Mono>{file}</Mono>
            </span>
        )}
    </span>
);
