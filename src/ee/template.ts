/** Definitions to start from. */
import { _ } from "../language.ts";

export type Template = {
    id: string;
    title: string;
    /** One sentence for who chooses. */
    description: string;
    /** How many of each it asks for. */
    counts: { collections: number; python: number; system: number };
    /** The files of a definition of that name. */
    files: (name: string) => Map<string, string>;
};

type Content = { about: string; collections: string[]; python: string[]; system: string[] };

const list = (key: string, items: readonly string[], indent: string): string[] =>
    items.length === 0 ? [] : [`${indent}${key}:`, ...items.map(item => `${indent}  - ${item}`)];

/** The comments explain the parts: whoever starts from a template reads them first. */
const build = ({ about, collections, python, system }: Content): Pick<Template, "counts" | "files"> => ({
    counts: { collections: collections.length, python: python.length, system: system.length },
    files(name) {
        const names = collections.map(collection => `name: ${collection}`);
        const lines = [
            `# ${name}: ${about}`,
            "version: 3",
            "",
            "images:",
            "  base_image:",
            "    # Not pulled for a commit: it tells which system to build for.",
            "    name: quay.io/centos/centos:stream9",
            "",
            "dependencies:",
            "  # Ansible itself. Add a version to pin it: ansible-core>=2.16,<2.17",
            "  ansible_core:",
            "    package_pip: ansible-core",
            ...(names.length > 0
                ? ["", "  # Collections, from Galaxy or the servers of an ansible.cfg.", "  galaxy:"]
                : []),
            ...list("collections", names, "    "),
            ...(python.length > 0 ? ["", "  # What the collections import, and pip's way to ask for more."] : []),
            ...list("python", python, "  "),
            ...(system.length > 0 ? ["", "  # Packages of the system, each with the platforms it is for."] : []),
            ...list("system", system, "  "),
        ];
        return new Map([["execution-environment.yml", `${lines.join("\n")}\n`]]);
    },
});

/** Titles and sentences are asked for when they are shown: the reader's language is known only then. */
export const templates: readonly Template[] = [
    {
        id: "minimal",
        get title() {
            return _("Minimal");
        },
        get description() {
            return _("ansible-core and nothing else; a base for your own.");
        },
        ...build({ about: "ansible-core and nothing else", collections: [], python: [], system: [] }),
    },
    {
        id: "linux",
        get title() {
            return _("Linux servers");
        },
        get description() {
            return _("Users, services, files and certificates on Linux machines.");
        },
        ...build({
            about: "Linux servers over SSH",
            collections: ["ansible.posix", "community.general", "community.crypto"],
            python: ["jmespath", "netaddr"],
            system: ["openssh-clients [platform:rpm]", "rsync [platform:rpm]", "sshpass [platform:rpm]"],
        }),
    },
    {
        id: "network",
        get title() {
            return _("Network devices");
        },
        get description() {
            return _("Routers and switches over SSH and NETCONF.");
        },
        ...build({
            about: "Routers and switches",
            collections: ["ansible.netcommon", "ansible.utils", "arista.eos", "cisco.ios"],
            python: ["paramiko", "ncclient", "netaddr"],
            system: ["openssh-clients [platform:rpm]", "sshpass [platform:rpm]"],
        }),
    },
    {
        id: "cloud",
        get title() {
            return _("Cloud");
        },
        get description() {
            return _("Machines, networks and storage at Amazon, and what runs in Kubernetes.");
        },
        ...build({
            about: "Amazon and Kubernetes",
            collections: ["amazon.aws", "community.aws", "kubernetes.core"],
            python: ["boto3", "botocore", "kubernetes"],
            system: ["git-core [platform:rpm]", "unzip [platform:rpm]"],
        }),
    },
    {
        id: "windows",
        get title() {
            return _("Windows hosts");
        },
        get description() {
            return _("Windows servers and domains over WinRM and PSRP.");
        },
        ...build({
            about: "Windows servers and domains",
            collections: ["ansible.windows", "community.windows", "microsoft.ad"],
            python: ["pywinrm", "pypsrp", "requests-ntlm"],
            system: [],
        }),
    },
];
