/** A compose that somebody else started: less is known of it, and nothing is guessed. */
import { PageSection } from "@patternfly/react-core/dist/esm/components/Page/index.js";

import { _, format } from "../../language.ts";
import type { Compose } from "../../osbuild/compose.ts";
import { hrefTo, pathTo } from "../location.ts";
import { Gone } from "../parts/gone.tsx";
import { Head } from "../parts/head.tsx";
import { Mono } from "../parts/mono.tsx";
import { Problem } from "../parts/problem.tsx";
import { Shell } from "../parts/shell.tsx";
import { SkeletonRows } from "../parts/skeleton-rows.tsx";
import { Time } from "../parts/time.tsx";
import { useComposeLog, useComposes } from "../queries/builds.ts";
import { DetailsRegion } from "./build-details.tsx";
import { LogRegion } from "./build-log.tsx";
import { ImageType } from "./image-type.tsx";
import { stateOfCompose } from "./rows.ts";
import { BuildStatus } from "./state.tsx";

export function ForeignBuild({ id }: { id: string }) {
    const { data: composes, error, refetch } = useComposes();
    const compose = composes?.find(each => each.id === id);
    const back = { text: _("Show all builds"), href: hrefTo(pathTo.builds()) };
    if (composes && !compose)
        return (
            <Shell room="builds">
                <Gone title={_("There is no such build")} back={back} />
            </Shell>
        );
    return (
        <Shell crumbs={[{ text: _("Builds"), href: back.href }, { text: id }]}>
            <Head
                title={compose ? format(_("Build of $0"), compose.blueprint) : _("Build")}
                beside={compose && <BuildStatus state={stateOfCompose[compose.state]} />}
                below={compose && _("Started by composer-cli. Definition and ref are not known.")}
            />
            <PageSection hasBodyWrapper={false} isFilled aria-label={_("Build")}>
                {error && (
                    <Problem title={_("The builds of others could not be read")} error={error} onRetry={refetch} />
                )}
                {!error && !compose && <SkeletonRows rows={4} />}
                {compose && <Known compose={compose} />}
            </PageSection>
        </Shell>
    );
}

function Known({ compose }: { compose: Compose }) {
    const { data: text, error, refetch } = useComposeLog(compose.id);
    return (
        <div className="ee-two-columns">
            <LogRegion
                name={`${compose.id}.log`}
                text={text}
                error={error}
                refetch={refetch}
                isLive={compose.state === "WAITING" || compose.state === "RUNNING"}
            />
            <DetailsRegion
                facts={[
                    { term: _("Image type"), value: <ImageType type={compose.imageType} /> },
                    { term: _("Blueprint"), value: <Mono>{`${compose.blueprint} ${compose.version}`}</Mono> },
                    { term: _("Started"), value: <Time value={compose.started ?? compose.created} /> },
                    { term: _("Compose"), value: <Mono>{compose.id}</Mono> },
                ]}
            />
        </div>
    );
}
