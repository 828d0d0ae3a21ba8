/** What becomes of roles: they are carried as they were fetched, below /usr/share/ansible/roles. */

import type { FetchedRole } from "../content/installed-roles.ts";
import type { ContentFile, ContentTree } from "../content/repository.ts";
import type { FetchedRoles } from "../content/roles.ts";
import { isRoleName, roleName } from "../ee/galaxy-roles.ts";
import type { Requirement } from "../ee/requirement.ts";
import { _, format } from "../language.ts";
import type { PlannedRequirement } from "./plan.ts";

/** Where ansible-core looks for roles by default. */
const rolesPath = "/usr/share/ansible/roles";

export function planRole(requirement: PlannedRequirement, { roles, problems }: FetchedRoles): PlannedRequirement {
    if (requirement.fidelity === "left-over") return requirement;
    const planned = { ...requirement, carrier: null, satisfiedBy: null, note: null };
    const name = roleName(requirement.name.replace(/^(?:git|hg)\+/, ""));
    if (!isRoleName(name)) {
        const note = _("$0 is no name for a role's directory. Give it one, as “name”.");
        return { ...planned, fidelity: "left-over", note: format(note, name || requirement.text) };
    }
    const found = roles.find(role => role.name === name);
    if (found) return { ...planned, carrier: "content", fidelity: "exact", satisfiedBy: shownVersion(found) };
    return {
        ...planned,
        fidelity: "missing",
        note: problems.get(name) ?? problems.get("") ?? _("It was not fetched."),
    };
}

/** Roles that others depend on: they are carried too, and nobody should be surprised by them. */
export function unaskedRoles(asked: readonly Requirement[], { directory, roles }: FetchedRoles): PlannedRequirement[] {
    const names = new Set(asked.filter(({ kind }) => kind === "role").map(({ name }) => roleName(name)));
    const found = directory === null ? [] : roles.filter(({ name }) => !names.has(name));
    return found.map(role => ({
        kind: "role",
        name: role.name,
        wanted: "",
        text: role.name,
        askedBy: role.dependents,
        carrier: "content",
        fidelity: "exact",
        satisfiedBy: shownVersion(role),
        note: null,
    }));
}

/** Where a repository's newest was taken, its content says what that was. */
const shownVersion = ({ version, digest }: FetchedRole): string => version || `sha256:${digest.slice(0, 12)}`;

/** For the content RPM. */
export const roleTrees = ({ directory, roles }: FetchedRoles): ContentTree[] =>
    directory === null ? [] : roles.map(({ name }) => ({ from: `${directory}/${name}`, to: `${rolesPath}/${name}` }));

/** What ansible-galaxy leaves in each role and `role list` reads: the version, and instead of a time always the same one. */
export const roleFiles = ({ directory, roles }: FetchedRoles): Map<string, ContentFile> =>
    new Map(
        (directory === null ? [] : roles).map(({ name, version }) => [
            `${rolesPath}/${name}/meta/.galaxy_install_info`,
            { mode: 0o644, content: `install_date: Wed Jan  1 00:00:00 2020\nversion: ${JSON.stringify(version)}\n` },
        ]),
    );
