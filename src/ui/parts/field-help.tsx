import { FormHelperText } from "@patternfly/react-core/dist/esm/components/Form/index.js";
import { HelperText, HelperTextItem } from "@patternfly/react-core/dist/esm/components/HelperText/index.js";
import type { ReactNode } from "react";

type FieldHelpProps = { id: string; problem: string | null; children?: ReactNode };

/** The line under a field: what is wrong with it, else what it is for. */
export const FieldHelp = ({ id, problem, children }: FieldHelpProps) => (
    <FormHelperText>
        <HelperText id={id} isLiveRegion>
            {problem === null ? (
                children && <HelperTextItem>{children}</HelperTextItem>
            ) : (
                <HelperTextItem variant="error">{problem}</HelperTextItem>
            )}
        </HelperText>
    </FormHelperText>
);
