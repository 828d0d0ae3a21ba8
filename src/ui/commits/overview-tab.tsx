/** What a commit says of itself, and which build made it. */
import { Skeleton } from "@patternfly/react-core/dist/esm/components/Skeleton/index.js";
import { Title } from "@patternfly/react-core/dist/esm/components/Title/index.js";
import type { ReactNode } from "react";

import { _, format, ngettext } from "../../language.ts";
import type { Commit } from "../../ostree/commit.ts";
import type { EmbeddedImage } from "../../ostree/images.ts";
import type { Extent } from "../../ostree/tree.ts";
import { ContentRpm } from "../builds/content-rpm.tsx";
import { hrefTo, pathTo } from "../location.ts";
import { Checksum } from "../parts/checksum.tsx";
import { type Fact, Facts } from "../parts/facts.tsx";
import { Mono, Nothing, Ref, Subtle } from "../parts/mono.tsx";
import { Problem } from "../parts/problem.tsx";
import { formatCount, formatSize } from "../parts/size.ts";
import { SkeletonRows } from "../parts/skeleton-rows.tsx";
import { Time } from "../parts/time.tsx";
import { useBuilds } from "../queries/builds.ts";
import { useExtent, useImages } from "../queries/commits.ts";

type OverviewTabProps = {
    checksum: string;
    commit: { data: Commit | undefined; error: Error | null; refetch: () => unknown };
};

export function OverviewTab({ checksum, commit }: OverviewTabProps) {
    const { data: images = [] } = useImages(checksum);
    const extent = useExtent(checksum);
    const failed = [commit, extent].find(({ data, error }) => !data && error);
    if (failed?.error)
        return <Problem title={_("The commit could not be read")} error={failed.error} onRetry={failed.refetch} />;
    if (!commit.data) return <SkeletonRows rows={8} />;
    return (
        <div className="ee-two-columns">
            <Facts
                label={_("Commit")}
                facts={[...factsOf(commit.data), ...sizesOf(extent.data), ...imagesOf(images)]}
            />
            <MadeFrom checksum={checksum} />
        </div>
    );
}

function factsOf({ checksum, refs, parent, version, timestamp, subject }: Commit): Fact[] {
    return [
        { term: _("Refs"), value: <Refs refs={refs} /> },
        { term: _("Checksum"), value: <Checksum value={checksum} whole /> },
        {
            term: _("Parent"),
            value:
                parent === null ? (
                    <Subtle>{_("This commit has no parent.")}</Subtle>
                ) : (
                    <Parent parent={parent} of={checksum} />
                ),
        },
        { term: _("Version"), value: version ?? <Nothing /> },
        { term: _("Date"), value: <Time value={timestamp} /> },
        { term: _("Subject"), value: subject || <Nothing /> },
    ];
}

/** They come a moment later: all files of the commit are read for them. */
function sizesOf(extent: Extent | undefined): Fact[] {
    const { size = 0, files = 0, kernel = null } = extent ?? {};
    const count = format(ngettext("$0 file", "$0 files", files), formatCount(files));
    const known = (value: ReactNode) => (extent ? value : <Skeleton width="12ch" screenreaderText={_("Reading")} />);
    return [
        { term: _("Size"), value: known(<bdi>{format(_("$0, $1"), formatSize(size), count)}</bdi>) },
        { term: _("Kernel"), value: known(kernel === null ? <Nothing /> : <Mono>{kernel}</Mono>) },
    ];
}

/** Nothing where there are none, as in most commits. */
const imagesOf = (images: readonly EmbeddedImage[]): Fact[] =>
    images.length === 0
        ? []
        : [
              {
                  term: _("Container images"),
                  value: images.map(({ names, digest }) => (
                      <div key={`${names.join()} ${digest}`} className="ee-breaks">
                          <Mono>{names.join(" ")}</Mono>
                          {digest !== null && !names.some(name => name.includes(digest)) && (
                              <div className="ee-small ee-subtle">
                                  <Mono>{digest}</Mono>
                              </div>
                          )}
                      </div>
                  )),
              },
          ];

function Refs({ refs }: { refs: readonly string[] }) {
    if (refs.length === 0) return <Subtle>{_("None; it is kept as the parent of another.")}</Subtle>;
    return (
        <>
            {refs.map(ref => (
                <div key={ref}>
                    <Ref>{ref}</Ref>
                </div>
            ))}
            <div className="ee-small ee-subtle">{_("tip of this machine's repository")}</div>
        </>
    );
}

const Parent = ({ parent, of }: { parent: string; of: string }) => (
    <span className="ee-deeds">
        <Checksum value={parent} href={hrefTo(pathTo.commit(parent))} />
        <a className="ee-small" href={hrefTo(pathTo.compare(parent, of))}>
            {_("Compare")}
        </a>
    </span>
);

/** The build whose record names this commit; the commit itself says all else. */
function MadeFrom({ checksum }: { checksum: string }) {
    const { data: builds } = useBuilds();
    const build = builds?.find(each => each.checksum === checksum);
    return (
        <section aria-labelledby="made-from-title" className="ee-stack-sm">
            <Title headingLevel="h2" size="md" id="made-from-title">
                {_("Made from")}
            </Title>
            {builds && !build && <Subtle>{_("No build of this machine made it, or its record was deleted.")}</Subtle>}
            {build && (
                <Facts
                    label={_("Made from")}
                    facts={[
                        {
                            term: _("Definition"),
                            value: <a href={hrefTo(pathTo.definition(build.definition))}>{build.definition}</a>,
                        },
                        {
                            term: _("Build"),
                            value: (
                                <a href={hrefTo(pathTo.build(build.id))}>
                                    <Time value={build.started} /> {format(_("by $0"), build.startedBy)}
                                </a>
                            ),
                        },
                        {
                            term: _("Content RPM"),
                            value: <ContentRpm content={build.content} />,
                        },
                    ]}
                />
            )}
        </section>
    );
}
