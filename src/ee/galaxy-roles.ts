/**
 * Roles of a requirements file, as ansible-galaxy reads them.
 *
 * Authority: ansible-core, playbook/role/requirement.py (role_yaml_parse, repo_url_to_role_name).
 */
import type { GalaxyEntry } from "./galaxy.ts";

export type RoleSpec = {
    /** Of its directory below roles/. */
    name: string;
    /** What is fetched: a name that Galaxy knows, an address, a file. */
    src: string;
    /** "" for any. */
    version: string;
    scm: string | null;
};

/** What an entry of `roles:` asks for. */
export function roleSpec({ name, wanted, source, type }: GalaxyEntry): RoleSpec {
    const written = source ?? name;
    const [, prefix = null, address = written] = /^(git|hg)\+(.*)$/s.exec(written) ?? [];
    const isGitHub = source !== null && /github\.com/.test(written) && /http/.test(written);
    const isRepository = prefix === null && isGitHub && !written.includes("+") && !written.endsWith(".tar.gz");
    return {
        name: name === written ? roleName(written) : name,
        src: address,
        version: wanted,
        scm: prefix ?? (isRepository ? "git" : type),
    };
}

/** The directory's name of a role that has none but what is fetched: an address's last part. */
export function roleName(src: string): string {
    if (!src.includes("://") && !src.includes("@")) return src;
    const last = src.slice(src.lastIndexOf("/") + 1);
    return (
        last
            .replace(/\.git$/, "")
            .replace(/\.tar\.gz$/, "")
            .split(",")[0] ?? ""
    );
}

/** Whether a name is one that a directory below roles/ may have: nothing that leads elsewhere. */
export const isRoleName = (name: string): boolean => /^[A-Za-z0-9_][A-Za-z0-9_.+-]{0,199}$/.test(name);
