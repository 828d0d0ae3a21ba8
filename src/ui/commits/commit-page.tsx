/** One commit: what it is, and what it holds. Told by its own files, not by the plan it was made from. */
import { Badge } from "@patternfly/react-core/dist/esm/components/Badge/index.js";
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import { PageSection } from "@patternfly/react-core/dist/esm/components/Page/index.js";
import { Tab, Tabs, TabTitleText } from "@patternfly/react-core/dist/esm/components/Tabs/index.js";
import { lazy, Suspense } from "react";

import { _, format } from "../../language.ts";
import { type CommitTab, hrefTo, pathTo } from "../location.ts";
import { shortChecksum } from "../parts/checksum.tsx";
import { Gone } from "../parts/gone.tsx";
import { Head } from "../parts/head.tsx";
import { Problem } from "../parts/problem.tsx";
import { Shell } from "../parts/shell.tsx";
import { formatCount } from "../parts/size.ts";
import { SkeletonRows } from "../parts/skeleton-rows.tsx";
import { useCollections, useCommit, usePackages, usePython, useRevision } from "../queries/commits.ts";
import { useSession } from "../session.tsx";
import { CollectionsTab, PackagesTab, PythonTab } from "./contents-tabs.tsx";
import { OverviewTab } from "./overview-tab.tsx";

const FilesTab = lazy(async () => ({ default: (await import("./files-tab.tsx")).FilesTab }));

/** @param revision A ref, a checksum, or the beginning of one. */
export function CommitPage({ revision, tab }: { revision: string; tab: CommitTab }) {
    const { data: checksum, error, refetch } = useRevision(revision);
    const repository = { text: _("Repository"), href: hrefTo(pathTo.repository()) };
    if (checksum) return <KnownCommit revision={revision} checksum={checksum} tab={tab} />;
    if (checksum === null)
        return (
            <Shell room="repository">
                <Gone
                    title={_("There is no such commit")}
                    back={{ text: _("Show the repository"), href: repository.href }}
                />
            </Shell>
        );
    return (
        <Shell crumbs={[repository, { text: revision }]}>
            <Head title={_("Commit")} />
            <PageSection hasBodyWrapper={false} isFilled aria-label={_("Commit")}>
                {error ? (
                    <Problem title={_("The commit could not be looked up")} error={error} onRetry={refetch} />
                ) : (
                    <SkeletonRows />
                )}
            </PageSection>
        </Shell>
    );
}

function KnownCommit({ revision, checksum, tab }: { revision: string; checksum: string; tab: CommitTab }) {
    const { go } = useSession();
    const commit = useCommit(checksum);
    const packages = usePackages(checksum);
    const collections = useCollections(checksum);
    const python = usePython(checksum);
    const [ref] = commit.data?.refs ?? [];
    const parent = commit.data?.parent ?? null;

    const tabs: { key: CommitTab; text: string; count?: number | undefined }[] = [
        { key: "overview", text: _("Overview") },
        { key: "rpms", text: _("RPMs"), count: packages.data?.length },
        { key: "collections", text: _("Collections"), count: collections.data?.length },
        { key: "python", text: _("Python"), count: python.data?.length },
        { key: "files", text: _("Files") },
    ];
    return (
        <Shell
            crumbs={[
                { text: _("Repository"), href: hrefTo(pathTo.repository()) },
                ...(ref === undefined ? [] : [{ text: ref, href: hrefTo(pathTo.commit(ref)) }]),
                { text: shortChecksum(checksum) },
            ]}
        >
            <Head
                title={format(_("Commit $0"), shortChecksum(checksum))}
                actions={
                    <Button variant="secondary" onClick={() => go(pathTo.compare(parent ?? checksum, checksum))}>
                        {_("Compare")}
                    </Button>
                }
            />
            <PageSection hasBodyWrapper={false} isFilled={false} type="tabs" className="ee-tabs">
                <Tabs
                    activeKey={tab}
                    aria-label={_("Commit")}
                    usePageInsets
                    onSelect={(_event, key) => go(pathTo.commit(revision, tabs.find(each => each.key === key)?.key))}
                >
                    {tabs.map(({ key, text, count }) => (
                        <Tab
                            key={key}
                            eventKey={key}
                            tabContentId="commit-panel"
                            title={<TabTitle text={text} count={count} />}
                        />
                    ))}
                </Tabs>
            </PageSection>
            <PageSection
                id="commit-panel"
                role="tabpanel"
                hasBodyWrapper={false}
                isFilled
                aria-label={tabs.find(({ key }) => key === tab)?.text ?? ""}
            >
                <div>
                    {tab === "overview" && <OverviewTab checksum={checksum} commit={commit} />}
                    {tab === "rpms" && <PackagesTab answer={packages} />}
                    {tab === "collections" && <CollectionsTab answer={collections} />}
                    {tab === "python" && <PythonTab answer={python} />}
                    {tab === "files" && (
                        <Suspense fallback={<SkeletonRows />}>
                            <FilesTab checksum={checksum} />
                        </Suspense>
                    )}
                </div>
            </PageSection>
        </Shell>
    );
}

/** "RPMs 417", once the count is known. */
export const TabTitle = ({ text, count }: { text: string; count?: number | undefined }) => (
    <TabTitleText>
        {text}
        {count !== undefined && (
            <>
                {" "}
                <Badge isRead>{formatCount(count)}</Badge>
            </>
        )}
    </TabTitleText>
);
