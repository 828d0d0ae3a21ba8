/** Questions about the machine's OSTree repository. A commit is named by its content, so what it holds never changes. */
import { useQueries, useQuery } from "@tanstack/react-query";

import type { Host } from "../../host/host.ts";
import type { Commit } from "../../ostree/commit.ts";
import {
    diffCommits,
    listRefs,
    readCollections,
    readCommit,
    readFiles,
    readImages,
    readPackages,
    readPython,
    resolveRevision,
} from "../../ostree/repo.ts";
import { useSession } from "../session.tsx";

const FOREVER = Number.POSITIVE_INFINITY;

/** The machine's own repository. */
function useRepo(): { host: Host; repo: string } {
    const { host, state } = useSession();
    return { host, repo: `${state}/repo` };
}

/** Refs with their tips, by name. */
export function useRefs() {
    const { host, repo } = useRepo();
    return useQuery({ queryKey: ["refs"], queryFn: () => listRefs(host, repo) });
}

/** The whole checksum of a ref or a checksum, or null when the repository has no such commit; "" is not asked. */
export function useRevision(revision: string) {
    const { host, repo } = useRepo();
    return useQuery({
        queryKey: ["revision", revision],
        queryFn: () => resolveRevision(host, repo, revision),
        enabled: revision !== "",
    });
}

const commitQuestion = ({ host, repo }: ReturnType<typeof useRepo>, checksum: string) => ({
    queryKey: ["commits", checksum],
    queryFn: () => readCommit(host, repo, checksum),
    enabled: checksum !== "",
    // Its refs may move; nothing else of it can.
    staleTime: 30_000,
});

export const useCommit = (checksum: string) => useQuery(commitQuestion(useRepo(), checksum));

/** Several commits at once; an answer appears when it is there. */
export function useCommits(checksums: readonly string[]): Map<string, Commit> {
    const repo = useRepo();
    return useQueries({
        queries: checksums.map(checksum => commitQuestion(repo, checksum)),
        combine: answers => new Map(answers.flatMap(({ data }) => (data ? [[data.checksum, data]] : []))),
    });
}

/** One of the lists of a commit. */
const useContents = <T>(
    what: string,
    read: (host: Host, repo: string, checksum: string) => Promise<T>,
    checksum: string,
) => {
    const { host, repo } = useRepo();
    return useQuery({
        queryKey: ["commits", checksum, what],
        queryFn: () => read(host, repo, checksum),
        enabled: checksum !== "",
        staleTime: FOREVER,
    });
};

export const usePackages = (checksum: string) => useContents("packages", readPackages, checksum);
export const useCollections = (checksum: string) => useContents("collections", readCollections, checksum);
export const useImages = (checksum: string) => useContents("images", readImages, checksum);
export const usePython = (checksum: string) => useContents("python", readPython, checksum);

/** Directories of a commit, one question each. */
export function useDirectories(checksum: string, directories: readonly string[]) {
    const { host, repo } = useRepo();
    return useQueries({
        queries: directories.map(directory => ({
            queryKey: ["commits", checksum, "files", directory],
            queryFn: () => readFiles(host, repo, checksum, directory),
            staleTime: FOREVER,
        })),
    });
}

/** What changed from one commit to another; nothing is asked while either is "". */
export function useDifference(from: string, to: string) {
    const { host, repo } = useRepo();
    return useQuery({
        queryKey: ["difference", from, to],
        queryFn: () => diffCommits(host, repo, from, to),
        enabled: from !== "" && to !== "",
        staleTime: FOREVER,
    });
}
