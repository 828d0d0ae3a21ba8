import { ExpandableSection } from "@patternfly/react-core/dist/esm/components/ExpandableSection/index.js";

import { _ } from "../../language.ts";

/** Administrative access is Cockpit's to give, not this page's: where it is turned on, for whoever asks. */
export const GainAccess = () => (
    <ExpandableSection toggleText={_("Turn on administrative access")}>
        <p>
            {window.parent === window
                ? _(
                      "This page is open by itself. Open it from the menu of Cockpit: “Limited access” stands at the top there.",
                  )
                : _(
                      "Press “Limited access” at the top of Cockpit's window and enter your password. This page then starts anew, with all that it may show you.",
                  )}{" "}
            {_("Where Cockpit refuses, your account may not become an administrator: ask somebody who is one.")}
        </p>
    </ExpandableSection>
);
