/** What there is of a requirement in a commit. */
export type Found = {
    state: "present" | "missing" | "wrong-version";
    /** "git-core-2.39.5-1", "ansible.posix 1.5.4", a path; null for nothing. */
    found: string | null;
    note: string | null;
};

export const missing = (note: string | null = null): Found => ({ state: "missing", found: null, note });
