/** The packages that the recorded requests ask about: names, versions and dependencies as the real composer had them. */
import { makeRepo, type TinyPackage } from "../support/tiny-rpms.ts";

const pkg = (nevra: string, rest: Omit<TinyPackage, "name"> = {}): TinyPackage => {
    const [, name = "", version = "", release = "", arch = ""] = /^(.+)-([^-]+)-([^-]+)\.([^.]+)$/.exec(nevra) ?? [];
    return { name, version, release, arch: arch === "noarch" ? "noarch" : "x86_64", ...rest };
};

const coreNeeds = [
    "python3",
    "python3-cryptography",
    "python3-jinja2",
    "python3-packaging",
    "python3-pyyaml",
    "python3-resolvelib",
    "sshpass",
];
const pythonModule = (nevra: string) => pkg(nevra);

const fedora: readonly TinyPackage[] = [
    pkg("ansible-builder-1.2.0-1.fc37.noarch"),
    pkg("ansible-collection-ansible-posix-1.4.0-1.fc37.noarch", {
        provides: ["ansible-collection(ansible.posix) = 1.4.0"],
        requires: ["ansible-core"],
    }),
    pkg("ansible-collection-ansible-utils-2.8.0-1.fc37.noarch", { requires: ["ansible-core"] }),
    pkg("ansible-collection-community-general-6.2.0-1.fc37.noarch", { requires: ["ansible-core"] }),
    pkg("ansible-collection-containers-podman-1.10.1-1.fc37.noarch", { requires: ["ansible-core", "podman"] }),
    pkg("ansible-core-2.14.2-1.fc37.noarch", { requires: coreNeeds }),
    pkg("ansible-runner-2.3.1-1.fc37.noarch", { requires: ["python3"] }),
    pkg("bash-5.2.15-1.fc37.x86_64"),
    pkg("broken-pkg-1.0-1.fc37.noarch", { requires: ["this-does-not-exist-anywhere >= 3"] }),
    pkg("buildah-1.28.2-1.fc37.x86_64"),
    pkg("conflict-a-1.0-1.fc37.noarch", { conflicts: ["conflict-b"] }),
    pkg("conflict-b-1.0-1.fc37.noarch"),
    pkg("crun-1.7.2-1.fc37.x86_64"),
    pkg("dnf-1.0-1.fc37.x86_64"),
    pkg("git-2.39.1-1.fc37.x86_64", { requires: ["git-core"] }),
    pkg("git-core-2.39.1-1.fc37.x86_64", { files: { "/usr/bin/git": "" } }),
    pkg("httpd-2.4.55-1.fc37.x86_64", { provides: ["webserver"], requires: ["httpd-filesystem"] }),
    pkg("httpd-filesystem-2.4.55-1.fc37.noarch"),
    pkg("kernel-6.1.7-200.fc37.x86_64"),
    pkg("openssh-server-1.0-1.fc37.x86_64"),
    pkg("passwd-1.0-1.fc37.x86_64"),
    pkg("podman-4.3.1-1.fc37.x86_64", { requires: ["crun"] }),
    pkg("python3-3.11.1-1.fc37.x86_64"),
    ...[
        "python3-cryptography-37.0.2",
        "python3-jinja2-3.1.2",
        "python3-packaging-21.3",
        "python3-pyyaml-6.0",
        "python3-resolvelib-0.5.5",
    ].map(nvr => pythonModule(`${nvr}-1.fc37.noarch`)),
    pkg("python3-libselinux-3.4-1.fc37.noarch"),
    pkg("python3-requests-2.28.2-1.fc37.noarch", {
        provides: ["python3dist(requests) = 2.28.2"],
        requires: ["python3", "python3-urllib3"],
    }),
    pkg("python3-urllib3-1.26.12-1.fc37.noarch"),
    pkg("sshpass-1.09-1.fc37.x86_64"),
    pkg("systemd-1.0-1.fc37.x86_64"),
    pkg("tmux-3.2a-4.fc37.x86_64"),
];

/** For composes that have to fail, and for such that have to last. */
const ours: readonly TinyPackage[] = [
    { name: "clash-a", files: { "/usr/share/clash": "a" } },
    { name: "clash-b", files: { "/usr/share/clash": "b" } },
    { name: "slow", post: "posix.sleep(600)" },
];

const group = (kind: string, id: string, name: string, members: string) =>
    `<${kind}><id>${id}</id><name>${name}</name><description/>${members}</${kind}>`;
const packages = (...names: string[]) =>
    `<packagelist>${names.map(name => `<packagereq type="mandatory">${name}</packagereq>`).join("")}</packagelist>`;

const comps = `<?xml version="1.0"?><comps>${[
    group("group", "container-management", "Container Management", packages("buildah", "podman")),
    group(
        "group",
        "ansible-host",
        "Ansible Host",
        packages("bash", "dnf", "openssh-server", "passwd", "python3", "python3-libselinux", "systemd"),
    ),
    group(
        "environment",
        "ansible-host-environment",
        "Ansible Host",
        "<grouplist><groupid>ansible-host</groupid></grouplist>",
    ),
].join("")}</comps>`;

/** The recorded server's two repositories of its host. */
export const makeUniverse = async () => ({
    fedora: await makeRepo({ packages: [...fedora, ...ours], comps }),
    updates: await makeRepo({ packages: [pkg("tmux-3.3a-1.fc37.x86_64")] }),
});
