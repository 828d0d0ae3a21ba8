/** A collection that is asked for by name, in a commit. */
import { meetsVersion } from "../ee/collection-version.ts";
import { _, format } from "../language.ts";
import type { Inventory } from "../ostree/inventory.ts";
import type { PlannedRequirement } from "./plan.ts";
import { type Found, missing } from "./verify-found.ts";

export function findCollection({ name, wanted, satisfiedBy }: PlannedRequirement, { collections }: Inventory): Found {
    const own = collections.find(collection => collection.name === name);
    if (!own) return missing();
    const found = `${name} ${own.version ?? ""}`.trim();
    const meets = own.version === null ? null : meetsVersion(own.version, wanted);
    if (meets === false) return { state: "wrong-version", found, note: null };
    const isOther = satisfiedBy !== null && own.version !== null && satisfiedBy !== own.version;
    const note =
        meets === null
            ? format(_("Whether it is $0 cannot be told from its files."), wanted)
            : isOther
              ? format(_("$0 was planned."), satisfiedBy)
              : null;
    return { state: "present", found, note };
}
