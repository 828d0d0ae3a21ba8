/**
 * Questions about the machine's OSTree repository. A commit is named by its content, so what it holds never changes: its
 * tree is read once, for all that is asked of it.
 */
import { type QueryClient, useQueries, useQuery } from "@tanstack/react-query";

import type { Host } from "../../host/host.ts";
import type { Commit } from "../../ostree/commit.ts";
import { diffContents } from "../../ostree/diff.ts";
import { readCollections, readImages, readPackages, readPython } from "../../ostree/inventory.ts";
import { readTree } from "../../ostree/read-tree.ts";
import { listRefs, readCommit, resolveRevision } from "../../ostree/repo.ts";
import { type Extent, measureTree, type Tree } from "../../ostree/tree.ts";
import { useSession } from "../session.tsx";

const FOREVER = Number.POSITIVE_INFINITY;

type Repo = { host: Host; repo: string };

/** The machine's own repository. */
function useRepo(): Repo {
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

const commitQuestion = ({ host, repo }: Repo, checksum: string) => ({
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

const treeQuestion = ({ host, repo }: Repo, checksum: string) => ({
    queryKey: ["commits", checksum, "tree"],
    queryFn: () => readTree(host, repo, checksum),
    enabled: checksum !== "",
    staleTime: FOREVER,
    // The largest thing that is remembered: some megabytes for each commit.
    gcTime: 60_000,
});

/** All files of a commit. */
export const useTree = (checksum: string) => useQuery(treeQuestion(useRepo(), checksum));

/** One of the things that the tree of a commit tells. */
const contentsQuestion =
    <T>(what: string, read: (host: Host, repo: string, checksum: string, tree: Tree) => Promise<T>) =>
    (repo: Repo, checksum: string) => ({
        queryKey: ["commits", checksum, what],
        queryFn: async ({ client }: { client: QueryClient }): Promise<T> =>
            read(repo.host, repo.repo, checksum, await client.fetchQuery(treeQuestion(repo, checksum))),
        enabled: checksum !== "",
        staleTime: FOREVER,
    });

const packagesQuestion = contentsQuestion("packages", readPackages);
const collectionsQuestion = contentsQuestion("collections", readCollections);
const imagesQuestion = contentsQuestion("images", readImages);
const pythonQuestion = contentsQuestion("python", readPython);
const extentQuestion = contentsQuestion("extent", async (_host, _repo, _checksum, tree) => measureTree(tree));

export const usePackages = (checksum: string) => useQuery(packagesQuestion(useRepo(), checksum));
export const useCollections = (checksum: string) => useQuery(collectionsQuestion(useRepo(), checksum));
export const useImages = (checksum: string) => useQuery(imagesQuestion(useRepo(), checksum));
export const usePython = (checksum: string) => useQuery(pythonQuestion(useRepo(), checksum));
export const useExtent = (checksum: string) => useQuery(extentQuestion(useRepo(), checksum));

/** How much several commits hold; an answer appears when it is there. */
export function useExtents(checksums: readonly string[]): Map<string, Extent> {
    const repo = useRepo();
    return useQueries({
        queries: checksums.map(checksum => extentQuestion(repo, checksum)),
        combine: answers =>
            new Map(answers.flatMap(({ data }, index) => (data ? [[checksums[index] ?? "", data]] : []))),
    });
}

/** What changed from one commit to another; nothing is asked while either is "". */
export function useDifference(from: string, to: string) {
    const repo = useRepo();
    const read = async (client: QueryClient, checksum: string) => {
        const [packages, collections, python, entries] = await Promise.all([
            client.fetchQuery(packagesQuestion(repo, checksum)),
            client.fetchQuery(collectionsQuestion(repo, checksum)),
            client.fetchQuery(pythonQuestion(repo, checksum)),
            client.fetchQuery(treeQuestion(repo, checksum)),
        ]);
        return { packages, collections, python, entries };
    };
    return useQuery({
        queryKey: ["difference", from, to],
        queryFn: async ({ client }) => diffContents(...(await Promise.all([read(client, from), read(client, to)]))),
        enabled: from !== "" && to !== "",
        staleTime: FOREVER,
    });
}
