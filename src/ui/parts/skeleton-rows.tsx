import { Skeleton } from "@patternfly/react-core/dist/esm/components/Skeleton/index.js";

import { _ } from "../../language.ts";

/** Rows that stand for a table until its first answer is there; they appear after 200 ms, by the style sheet. */
export const SkeletonRows = ({ rows = 6 }: { rows?: number }) => (
    <div className="ee-skeletons" role="status">
        {Array.from({ length: rows }, (_row, index) => (
            // Identical rows have no other identity than their place.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <Skeleton key={index} {...(index === 0 ? { screenreaderText: _("Loading") } : {})} />
        ))}
    </div>
);
