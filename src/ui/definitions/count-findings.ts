import type { Check } from "../../ee/check.ts";
import type { FindingCounts } from "../../ee/versions.ts";

export function countFindings({ findings }: Pick<Check, "findings">): FindingCounts {
    const errors = findings.filter(({ severity }) => severity === "error").length;
    return { errors, warnings: findings.length - errors };
}
