import { ClipboardCopy } from "@patternfly/react-core/dist/esm/components/ClipboardCopy/index.js";

import { _ } from "../../language.ts";
import { copyText } from "./copy-text.ts";

/** One command to copy; `label` says what it is for. */
export const Command = ({ label, children }: { label: string; children: string }) => (
    <ClipboardCopy
        isReadOnly
        className="ee-command"
        aria-label={_("Copy")}
        textAriaLabel={label}
        hoverTip={_("Copy")}
        clickTip={_("Copied")}
        onCopy={() => copyText(children)}
    >
        {children}
    </ClipboardCopy>
);
