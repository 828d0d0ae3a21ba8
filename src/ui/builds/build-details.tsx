/** What is known of a build, term by term. */
import { Title } from "@patternfly/react-core/dist/esm/components/Title/index.js";

import type { BuildRecord } from "../../build/record.ts";
import { _, format } from "../../language.ts";
import { hrefTo, pathTo } from "../location.ts";
import { Checksum } from "../parts/checksum.tsx";
import { type Fact, Facts } from "../parts/facts.tsx";
import { Mono, Nothing, Ref, Subtle } from "../parts/mono.tsx";
import { formatSize } from "../parts/size.ts";
import { Time } from "../parts/time.tsx";
import { useComposerState } from "../queries/composer.ts";
import { ContentRpm } from "./content-rpm.tsx";
import { ImageType } from "./image-type.tsx";

export function BuildDetails({ record }: { record: BuildRecord }) {
    const composer = useComposerState().data;
    const facts: Fact[] = [
        {
            term: _("Definition"),
            value: <a href={hrefTo(pathTo.definition(record.definition))}>{record.definition}</a>,
        },
        { term: _("Image type"), value: <ImageType type={record.type} distro={record.distro} /> },
        { term: _("Ref"), value: <Ref>{record.ref}</Ref> },
        { term: _("Parent"), value: <Parent record={record} /> },
        ...(record.lock === null
            ? []
            : [
                  {
                      term: _("Exactly as"),
                      value: <Checksum value={record.lock} href={hrefTo(pathTo.commit(record.lock))} />,
                  },
              ]),
        ...(record.content === null
            ? []
            : [{ term: _("Content RPM"), value: <ContentRpm content={record.content} /> }]),
        ...(record.checksum === null
            ? []
            : [
                  {
                      term: _("Commit"),
                      value: <Checksum value={record.checksum} href={hrefTo(pathTo.commit(record.checksum))} />,
                  },
              ]),
        ...(record.size === null
            ? []
            : [
                  {
                      term: _("Size"),
                      value: (
                          <>
                              {formatSize(record.size)} <Subtle>{_("as fetched")}</Subtle>
                          </>
                      ),
                  },
              ]),
        {
            term: _("Started"),
            value: (
                <>
                    <Time value={record.started} /> {format(_("by $0"), record.startedBy)}
                </>
            ),
        },
        { term: _("Compose"), value: record.composeId === null ? <Nothing /> : <Mono>{record.composeId}</Mono> },
        {
            term: _("Composer"),
            value: composer?.kind === "ready" ? composer.backend : <Subtle>{_("does not answer")}</Subtle>,
        },
    ];
    return <DetailsRegion facts={facts} />;
}

/** The facts of a build under their heading. */
export const DetailsRegion = ({ facts }: { facts: Fact[] }) => (
    <section aria-labelledby="details-title" className="ee-stack-sm">
        <Title headingLevel="h2" size="md" id="details-title">
            {_("Details")}
        </Title>
        <Facts label={_("Details")} facts={facts} />
    </section>
);

function Parent({ record: { parent, remote } }: { record: BuildRecord }) {
    if (parent === null && remote === null) return <Subtle>{_("none, a new history")}</Subtle>;
    return (
        <>
            {parent !== null && <Checksum value={parent} href={hrefTo(pathTo.commit(parent))} />}
            {remote !== null && remote.ref !== parent && (
                <div className="ee-small ee-subtle ee-breaks">
                    <div>
                        <Ref>{remote.ref}</Ref>
                    </div>
                    {remote.url !== null && <Ref>{remote.url}</Ref>}
                </div>
            )}
        </>
    );
}
