/** One definition: asked for, and handed to its tabs once it is there. */
import { PageSection } from "@patternfly/react-core/dist/esm/components/Page/index.js";

import { _, format } from "../../language.ts";
import { type DefinitionTab, hrefTo, pathTo } from "../location.ts";
import { Gone } from "../parts/gone.tsx";
import { Head } from "../parts/head.tsx";
import { Problem } from "../parts/problem.tsx";
import { Shell } from "../parts/shell.tsx";
import { SkeletonRows } from "../parts/skeleton-rows.tsx";
import { useDefinition } from "../queries/definitions.ts";
import { DefinitionTabs } from "./definition-tabs.tsx";
import { useLeftDraft } from "./use-kept-draft.ts";

type DefinitionPageProps = {
    name: string;
    tab: DefinitionTab;
    /** The build dialog is open. */
    isBuilding: boolean;
};

export function DefinitionPage({ name, tab, isBuilding }: DefinitionPageProps) {
    const { data: definition, error, refetch } = useDefinition(name);
    const left = useLeftDraft(name);
    const back = { text: _("Execution environments"), href: hrefTo(pathTo.definitions()) };

    const content =
        definition && left ? (
            <DefinitionTabs definition={definition} left={left} tab={tab} isBuilding={isBuilding} />
        ) : definition === null ? (
            <Gone title={format(_("There is no definition named $0"), name)} back={back} />
        ) : (
            <>
                <Head title={name} />
                <PageSection hasBodyWrapper={false} isFilled aria-label={_("Definition")}>
                    {error ? (
                        <Problem title={_("The definition could not be read")} error={error} onRetry={refetch} />
                    ) : (
                        <SkeletonRows />
                    )}
                </PageSection>
            </>
        );
    return <Shell crumbs={[back, { text: name }]}>{content}</Shell>;
}
