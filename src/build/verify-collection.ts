/** A collection, in a commit. */
import { meetsVersion } from "../ee/collection-version.ts";
import type { Requirement } from "../ee/requirement.ts";
import { _, format } from "../language.ts";
import type { Inventory } from "../ostree/inventory.ts";
import type { PlannedRequirement } from "./plan.ts";
import { type Found, missing } from "./verify-found.ts";

/** One that is asked for by name. */
export function findCollection(
    { name, wanted, satisfiedBy }: Pick<PlannedRequirement, "name" | "wanted" | "satisfiedBy">,
    { collections }: Pick<Inventory, "collections">,
): Found {
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

/**
 * The collection that came from an address or a file: told by custom ("ns-name-1.2.3.tar.gz", "https://host/ns.name.git"),
 * else one that nobody asks for by name.
 */
export function collectionAt<Any extends { name: string }>(
    address: string,
    collections: readonly Any[],
    asked: readonly Pick<Requirement, "kind" | "name">[],
): { collection: Any | undefined; isLikely: boolean } {
    const last = /([^/:]*)$/.exec(bareAddress(address))?.[1] ?? "";
    const likely = collections.find(({ name }) => {
        const [namespace = "", short = ""] = name.split(".");
        const rest = last.startsWith(`${namespace}-${short}`) ? last.slice(name.length) : null;
        return last === name || (rest !== null && /^(?:-\d.*)?$/.test(rest));
    });
    if (likely) return { collection: likely, isLikely: true };
    const named = new Set(asked.filter(({ kind }) => kind === "collection").map(({ name }) => name));
    return { collection: collections.find(({ name }) => !named.has(name)), isLikely: false };
}

/** Without the branch behind it and what says how it is packed. */
const bareAddress = (address: string): string =>
    address
        .replace(/[#,].*$/, "")
        .replace(/\/+$/, "")
        .replace(/\.git$|\.tar\.gz$/, "");
