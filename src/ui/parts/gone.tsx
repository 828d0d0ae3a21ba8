import { PageSection } from "@patternfly/react-core/dist/esm/components/Page/index.js";

import { _ } from "../../language.ts";
import { Head } from "./head.tsx";

/** The page of a thing that does not exist, or not any more, with a way back. */
export const Gone = ({ title, back }: { title: string; back: { text: string; href: string } }) => (
    <>
        <Head title={title} />
        <PageSection hasBodyWrapper={false} isFilled aria-label={title}>
            <p>
                {_("It was deleted or renamed, or the address is not right.")} <a href={back.href}>{back.text}</a>
            </p>
        </PageSection>
    </>
);
