/** The machine's own OSTree repository: its refs and their tips. */
import { PageSection } from "@patternfly/react-core/dist/esm/components/Page/index.js";
import { Skeleton } from "@patternfly/react-core/dist/esm/components/Skeleton/index.js";
import { useMemo } from "react";

import { _, format, ngettext } from "../../language.ts";
import type { Commit } from "../../ostree/commit.ts";
import type { Ref as RepoRef } from "../../ostree/repo.ts";
import type { Extent } from "../../ostree/tree.ts";
import { hrefTo, pathTo } from "../location.ts";
import { Checksum } from "../parts/checksum.tsx";
import { Head } from "../parts/head.tsx";
import { Mono, Nothing, Ref } from "../parts/mono.tsx";
import { Problem } from "../parts/problem.tsx";
import { Shell } from "../parts/shell.tsx";
import { formatSize } from "../parts/size.ts";
import { SkeletonRows } from "../parts/skeleton-rows.tsx";
import { Time } from "../parts/time.tsx";
import { useCommits, useExtents, useRefs } from "../queries/commits.ts";
import { useSession } from "../session.tsx";
import { type Column, ContentsTable } from "./contents-table.tsx";

export function RepositoryPage() {
    const { state } = useSession();
    const { data: refs, error, refetch } = useRefs();
    const count = refs && format(ngettext("$0 ref", "$0 refs", refs.length), refs.length);
    return (
        <Shell room="repository">
            <Head
                title={_("Repository")}
                below={
                    <>
                        <Mono>{`${state}/repo`}</Mono>
                        {count && ` · ${count}`}
                    </>
                }
            />
            <PageSection hasBodyWrapper={false} isFilled aria-label={_("Repository")}>
                <div>
                    {error && !refs && (
                        <Problem title={_("The repository could not be read")} error={error} onRetry={refetch} />
                    )}
                    {!error && !refs && <SkeletonRows />}
                    {refs?.length === 0 && <p>{_("No refs yet. The first build makes one.")}</p>}
                    {refs && refs.length > 0 && <RefsTable refs={refs} />}
                </div>
            </PageSection>
        </Shell>
    );
}

type Row = RepoRef & { commit: Commit | undefined; extent: Extent | undefined };

function RefsTable({ refs }: { refs: readonly RepoRef[] }) {
    const checksums = useMemo(() => [...new Set(refs.map(({ checksum }) => checksum))], [refs]);
    const commits = useCommits(checksums);
    const extents = useExtents(checksums);
    const rows = refs.map(
        (ref): Row => ({ ...ref, commit: commits.get(ref.checksum), extent: extents.get(ref.checksum) }),
    );
    return (
        <ContentsTable
            label={_("Refs")}
            columns={columnsOf()}
            rows={rows}
            keyOf={({ ref }) => ref}
            search={{
                label: _("Search refs"),
                placeholder: _("Ref, checksum or version"),
                words: ({ ref, checksum, commit }) => [ref, checksum, commit?.version ?? ""],
            }}
        />
    );
}

const columnsOf = (): Column<Row>[] => [
    { title: _("Ref"), cell: ({ ref }) => <Ref>{ref}</Ref>, sortBy: ({ ref }) => ref },
    {
        title: _("Tip"),
        cell: ({ checksum }) => <Checksum value={checksum} href={hrefTo(pathTo.commit(checksum))} />,
    },
    { title: _("Version"), cell: ({ commit }) => (commit ? (commit.version ?? <Nothing />) : <Waiting />) },
    {
        title: _("Date"),
        cell: ({ commit }) => (commit ? <Time value={commit.timestamp} /> : <Waiting />),
        sortBy: ({ commit }) => commit?.timestamp ?? 0,
    },
    {
        title: _("Size"),
        cell: ({ extent }) => (extent ? formatSize(extent.size) : <Waiting />),
        sortBy: ({ extent }) => extent?.size ?? 0,
        isNumber: true,
        isWide: true,
    },
];

/** The tree of each tip is read for its size, which takes a moment. */
const Waiting = () => <Skeleton width="6ch" screenreaderText={_("Loading")} />;
