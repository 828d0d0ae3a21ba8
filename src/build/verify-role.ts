/** A role, in a commit. */
import { roleName } from "../ee/galaxy-roles.ts";
import type { Requirement } from "../ee/requirement.ts";
import { _, format } from "../language.ts";
import type { Inventory } from "../ostree/inventory.ts";
import { type Found, missing } from "./verify-found.ts";

/** Where ansible-core looks for roles by default, and the content RPM puts them. */
const ROLES = ["/usr/share/ansible/roles", "/etc/ansible/roles"];

/** Where a role may tell its version: ansible-galaxy leaves it there. */
export const roleFiles = (name: string): string[] =>
    ROLES.map(directory => `${directory}/${roleName(name)}/meta/.galaxy_install_info`);

export function findRole(
    { name, wanted }: Pick<Requirement, "name" | "wanted">,
    { entries, texts }: Pick<Inventory, "entries"> & { texts: ReadonlyMap<string, string> },
): Found {
    const path = ROLES.map(directory => `${directory}/${roleName(name)}`).find(
        each => entries.get(each)?.type === "directory",
    );
    if (path === undefined) return missing();
    const told = roleFiles(name).flatMap(file => /^version: *['"]?([^\s'"]+)/m.exec(texts.get(file) ?? "")?.[1] ?? []);
    const [version] = told;
    const found = version === undefined ? path : `${path} ${version}`;
    if (wanted === "" || version === wanted) return { state: "present", found, note: null };
    if (version !== undefined) return { state: "wrong-version", found, note: null };
    return { state: "present", found, note: format(_("Whether it is $0 cannot be told from its files."), wanted) };
}
