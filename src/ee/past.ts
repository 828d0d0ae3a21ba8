/** The earlier states of a definition: commits where somebody keeps it in git, else the versions that we keep. */
import type { Host } from "../host/host.ts";
import { readTree } from "../host/trees.ts";
import { isCommitted, listCommits, readCommit } from "./commits.ts";
import type { WorkTree } from "./git.ts";
import { directoryOf, stored } from "./store.ts";
import { changeOf, type Digests, type FindingCounts, listVersions, readVersion } from "./versions.ts";
import { findWorkTree } from "./work-tree.ts";

export type PastState = {
    key: string;
    /** Milliseconds since 1970. */
    time: number;
    by: string;
    findings: FindingCounts | null;
    change: Change;
    /** Where its files are; null when they are what is on the machine now. */
    source: Source | null;
};

/** What became of the files since the state before. */
export type Change =
    | ({ kind: "files" } & ReturnType<typeof changeOf>)
    | { kind: "first" }
    | { kind: "commit"; subject: string }
    | { kind: "uncommitted" };

export type Source = { kind: "version"; files: Digests } | { kind: "commit"; workTree: WorkTree; id: string };

export type Past = {
    /** Where it is kept in git. */
    workTree: WorkTree | null;
    /** Whether there is something to commit. */
    isCommitted: boolean;
    /** Newest first; the first is what is on the machine. */
    states: PastState[];
};

export async function listPast(host: Host, state: string, name: string): Promise<Past> {
    const workTree = await findWorkTree(host, directoryOf(state, name));
    if (workTree) return listCommitted(host, state, name, workTree);
    const versions = await listVersions(host, state, name);
    const states = versions.map(({ id, time, by, findings, files }, index): PastState => {
        const earlier = versions[index + 1];
        return {
            key: id ?? "",
            time,
            by,
            findings,
            change: earlier ? { kind: "files", ...changeOf(files, earlier.files) } : { kind: "first" },
            source: index === 0 ? null : { kind: "version", files },
        };
    });
    return { workTree: null, isCommitted: true, states };
}

async function listCommitted(host: Host, state: string, name: string, workTree: WorkTree): Promise<Past> {
    const entries = (await readTree(host, directoryOf(state, name))) ?? [];
    const paths = entries.filter(({ type }) => type === "file").map(({ path }) => path);
    const { commits, last, ignored } = await listCommits(host, state, workTree, paths);
    const isClean = isCommitted(entries, last, ignored);
    const states = commits.map(
        ({ id, time, by, subject }, index): PastState => ({
            key: id,
            time,
            by,
            findings: null,
            change: { kind: "commit", subject },
            source: isClean && index === 0 ? null : { kind: "commit", workTree, id },
        }),
    );
    if (isClean) return { workTree, isCommitted: true, states };
    const { savedAt, savedBy } = stored(name, entries);
    const now: PastState = {
        key: "",
        time: savedAt,
        by: savedBy,
        findings: null,
        change: { kind: "uncommitted" },
        source: null,
    };
    return { workTree, isCommitted: false, states: [now, ...states] };
}

export type PastFiles = {
    files: ReadonlyMap<string, Uint8Array>;
    /** The paths that may go when these files take their place, because they are kept; null when all are. */
    committed: ReadonlySet<string> | null;
};

/** The files of an earlier state. Throws HostError. */
export const readPast = async (host: Host, state: string, name: string, source: Source): Promise<PastFiles> =>
    source.kind === "version"
        ? { files: await readVersion(host, state, name, source.files), committed: null }
        : readCommit(host, state, source.workTree, source.id);
