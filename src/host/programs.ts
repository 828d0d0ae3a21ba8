/**
 * The programs of the host that may be called, each with the package that brings it.
 *
 * Pre-flight checks and packaging read this table; both adapters refuse what is not in it.
 */
export const programs = {
    bwrap: { debian: "bubblewrap", fedora: "bubblewrap" },
    cat: { debian: "coreutils", fedora: "coreutils" },
    chmod: { debian: "coreutils", fedora: "coreutils" },
    chown: { debian: "coreutils", fedora: "coreutils" },
    createrepo_c: { debian: "createrepo-c", fedora: "createrepo_c" },
    curl: { debian: "curl", fedora: "curl" },
    find: { debian: "findutils", fedora: "findutils" },
    head: { debian: "coreutils", fedora: "coreutils" },
    install: { debian: "coreutils", fedora: "coreutils" },
    ln: { debian: "coreutils", fedora: "coreutils" },
    mkdir: { debian: "coreutils", fedora: "coreutils" },
    mktemp: { debian: "coreutils", fedora: "coreutils" },
    mv: { debian: "coreutils", fedora: "coreutils" },
    ostree: { debian: "ostree", fedora: "ostree" },
    pkill: { debian: "procps", fedora: "procps-ng" },
    "/usr/bin/python3": { debian: "python3", fedora: "python3" },
    rm: { debian: "coreutils", fedora: "coreutils" },
    rpm: { debian: "rpm", fedora: "rpm" },
    sha256sum: { debian: "coreutils", fedora: "coreutils" },
    setpriv: { debian: "util-linux", fedora: "util-linux" },
    systemctl: { debian: "systemd", fedora: "systemd" },
    tar: { debian: "tar", fedora: "tar" },
    test: { debian: "coreutils", fedora: "coreutils" },
    timeout: { debian: "coreutils", fedora: "coreutils" },
    touch: { debian: "coreutils", fedora: "coreutils" },
    xargs: { debian: "findutils", fedora: "findutils" },
} as const;

/** Programs that only run confined (`confined.ts`). */
export const confinedPrograms = {
    "ansible-galaxy": { debian: "ansible-core", fedora: "ansible-core" },
    chmod: programs.chmod,
    cp: { debian: "coreutils", fedora: "coreutils" },
    createrepo_c: programs.createrepo_c,
    curl: programs.curl,
    find: programs.find,
    git: { debian: "git", fedora: "git-core" },
    gpg: { debian: "gpg", fedora: "gnupg2" },
    mkdir: programs.mkdir,
    ostree: programs.ostree,
    pip: { debian: "python3-pip", fedora: "python3-pip" },
    prlimit: { debian: "util-linux", fedora: "util-linux-core" },
    "/usr/bin/python3": programs["/usr/bin/python3"],
    rm: programs.rm,
    rpm: programs.rpm,
    rpmbuild: { debian: "rpm", fedora: "rpm-build" },
    rpmsign: { debian: "rpm", fedora: "rpm-sign" },
    sha256sum: programs.sha256sum,
    tail: { debian: "coreutils", fedora: "coreutils" },
    tar: programs.tar,
} as const;

/** Refuse a program that is not in the table: a mistake of ours, not of the machine. */
export function assertProgram(name: string | undefined): void {
    if (name === undefined || !Object.hasOwn(programs, name))
        throw new Error(`${name} is not in the table of programs`);
}
