/**
 * git, run on the work tree of somebody whom we do not know: in a box that sees nothing else of the machine, with
 * everything switched off by which a repository's own settings could name a program to run.
 */
import { type ConfinedOptions, withWorkshop } from "../host/confined.ts";
import type { Host } from "../host/host.ts";

/** Where a definition is kept: the root of its work tree, and its own place in it, "" for all of it. */
export type WorkTree = { root: string; path: string };

/** A definition's path as it is from the root of the work tree. */
export const placeIn = ({ path: own }: WorkTree, path: string): string => (own === "" ? path : `${own}/${path}`);

const REPOSITORY = "repository";
const GIT_DIR = `${REPOSITORY}/.git`;

/** The command line goes before every file of settings. */
const settings = [
    "core.alternateRefsCommand=false",
    "core.askPass=false",
    "core.attributesFile=/dev/null",
    "core.editor=false",
    "core.fsmonitor=false",
    "core.gitProxy=false",
    "core.hooksPath=/dev/null",
    "core.pager=cat",
    "core.sshCommand=false",
    "credential.helper=",
    "diff.external=",
    "gpg.program=false",
    "gpg.ssh.program=false",
    "gpg.x509.program=false",
    "log.showSignature=false",
    "protocol.allow=never",
];

const environment = {
    GIT_DIR: `/workshop/${GIT_DIR}`,
    GIT_WORK_TREE: `/workshop/${REPOSITORY}`,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_ATTR_NOSYSTEM: "1",
    GIT_ALLOW_PROTOCOL: "none",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_TERMINAL_PROMPT: "0",
    LC_ALL: "C.UTF-8",
};

export type Git = {
    /** Standard output of one git command. */
    run(
        argv: readonly string[],
        options?: Pick<ConfinedOptions, "input" | "accept" | "environment">,
    ): Promise<Uint8Array>;
};

/**
 * Do `work` with git on a work tree. What lies in `files` is seen as /workshop/NAME. Its repository can be written to
 * only if `writes`, the files in it never. Throws HostError.
 */
export async function withGit<Result>(
    host: Host,
    state: string,
    { root }: WorkTree,
    {
        writes = false,
        files = new Map<string, Uint8Array>(),
    }: { writes?: boolean; files?: ReadonlyMap<string, Uint8Array> },
    work: (git: Git) => Promise<Result>,
): Promise<Result> {
    const inputs = new Map<string, Uint8Array | string>([...files, [`${REPOSITORY}/.keep`, ""]]);
    return withWorkshop(host, `${state}/cache/work`, inputs, workshop =>
        work({
            run: (argv, options = {}) =>
                workshop.run(
                    [
                        ...["git", "--no-pager", "--literal-pathspecs", "-C", `/workshop/${REPOSITORY}`],
                        ...settings.flatMap(setting => ["-c", setting]),
                        ...argv,
                    ],
                    {
                        ...options,
                        timeout: 60_000,
                        show: { [REPOSITORY]: root },
                        open: writes ? { [GIT_DIR]: `${root}/.git` } : {},
                        environment: { ...environment, ...options.environment },
                    },
                ),
        }),
    );
}
