/** One thing that a definition, or a collection in it, asks for; `container` is the ready image chosen beside it. */
export type RequirementKind =
    | "ansible-core"
    | "ansible-runner"
    | "collection"
    | "role"
    | "python"
    | "system"
    | "build-step"
    | "file"
    | "container";

/** Whether it is a distribution of Python, which pip installs in a container. */
export const isDistribution = (kind: RequirementKind): boolean =>
    kind === "python" || kind === "ansible-core" || kind === "ansible-runner";

export type Requirement = {
    kind: RequirementKind;
    /** What is asked for, without conditions: "community.general", "paramiko", "git-core". */
    name: string;
    /** The condition as written ("" for any): ">=3.4,<4" for Python, ">=7.0.0" for collections. */
    wanted: string;
    /** As the author wrote it, comments stripped: "paramiko>=3.4". */
    text: string;
    /** Who asks: "line 19", "requirements.yml, line 4", or a collection "ansible.netcommon 7.2.0". */
    askedBy: string[];
    /** Of Python, where any stand behind it: "sha256:…", for which the text has no place. */
    hashes?: string[];
};
