/** The tabs of one definition around one draft: what is typed in one is what the others see. */
import { PageSection } from "@patternfly/react-core/dist/esm/components/Page/index.js";
import { Tab, Tabs, TabTitleText } from "@patternfly/react-core/dist/esm/components/Tabs/index.js";
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from "react";

import { isParentRow } from "../../build/locked-parent.ts";
import { checkDefinition } from "../../ee/check.ts";
import { readFields } from "../../ee/fields.ts";
import { readLocked } from "../../ee/lock-file.ts";
import type { StoredDefinition } from "../../ee/store.ts";
import { upgradeText } from "../../ee/upgrade.ts";
import { _ } from "../../language.ts";
import { useCheckForNewer } from "../actions/check-for-newer.ts";
import { DefinitionBuilds } from "../builds/definition-builds.tsx";
import { late } from "../late.tsx";
import { type DefinitionTab, hrefTo, pathTo } from "../location.ts";
import { focusHeading, isAdrift } from "../parts/head.tsx";
import { useComposerState } from "../queries/composer.ts";
import { useMayChange } from "../queries/definitions.ts";
import { useNewestPlan, usePlan } from "../queries/plan.ts";
import { useSession } from "../session.tsx";
import { DefinitionEditor } from "./definition-editor.tsx";
import { DefinitionHead } from "./definition-head.tsx";
import { settleFirst } from "./plan-rows.ts";
import { PlanTab } from "./plan-tab.tsx";
import { useDelayed } from "./use-delayed.ts";
import { useDraft } from "./use-draft.ts";
import type { LeftDraft } from "./use-kept-draft.ts";
import { useLock } from "./use-lock.ts";
import { useTarget } from "./use-target.ts";
import { whyNotBuild } from "./why-not-build.ts";
import { DENIED } from "./words.ts";

const VersionsTab = late(async () => (await import("./versions-tab.tsx")).VersionsTab);
const UpgradeDialog = lazy(async () => ({ default: (await import("./upgrade-dialog.tsx")).UpgradeDialog }));
const BuildDialog = lazy(async () => ({ default: (await import("../builds/build-dialog.tsx")).BuildDialog }));

/** How long the keys have to rest before findings are looked for. */
const REST_MS = 300;
const PANEL = "panel";

type DefinitionTabsProps = { definition: StoredDefinition; left: LeftDraft; tab: DefinitionTab; isBuilding: boolean };

export function DefinitionTabs({ definition, left, tab, isBuilding }: DefinitionTabsProps) {
    const { name, files: saved } = definition;
    const { go } = useSession();
    const draft = useDraft(name, saved, left);
    const check = useMemoCheck(useDelayed(draft.files, REST_MS));
    // Half a word does not take the version from the heading.
    const [version, setVersion] = useState(check.version);
    if (check.version !== null && check.version !== version) setVersion(check.version);
    const savedCheck = useMemoCheck(saved);
    const text = draft.files.get(check.file) ?? "";
    const upgrade = useMemo(() => upgradeText(text), [text]);
    const lastTab = useRef(tab);
    useEffect(() => {
        // What led to another tab may have gone with its own.
        if (lastTab.current !== tab && isAdrift()) focusHeading();
        lastTab.current = tab;
    }, [tab]);
    const [isUpgrading, setUpgrading] = useState(false);
    const saidLock = useMemo(() => readLocked(saved), [saved]);
    const lockedFor = saidLock === null || saidLock === "unreadable" ? null : saidLock.distro;
    const target = useTarget(useBaseImage(draft.files, check.file), lockedFor);
    const { data: composer } = useComposerState();
    const denied = useMayChange() === false ? DENIED() : null;

    const isUnsaved = draft.unsaved.length > 0;
    const errors = check.findings.filter(({ severity }) => severity === "error").length;
    const plan = usePlan(name, saved, savedCheck.accepted ? target.distro : null, tab === "plan");
    const lock = useLock({ name, saved, draft, distro: target.distro, plan: plan.data, denied });
    const newest = useNewestPlan(name, target.distro);
    const checkForNewer = useCheckForNewer();
    const obstacle = whyNotBuild({
        denied,
        isUnsaved,
        errors: check.accepted ? 0 : errors,
        // Of a parent that is gone the build dialog tells, where another can be chosen.
        unsettled: plan.data ? settleFirst(plan.data.requirements.filter(row => !isParentRow(row))) : null,
        composer,
    });
    const titles: Record<DefinitionTab, string> = {
        definition: _("Definition"),
        plan: _("Plan"),
        builds: _("Builds"),
        versions: _("Versions"),
    };
    return (
        <>
            <DefinitionHead
                definition={definition}
                draft={draft}
                tab={tab}
                version={version}
                denied={denied}
                obstacle={obstacle}
                onUpgrade={upgrade && denied === null ? () => setUpgrading(true) : null}
                onCheckForNewer={tab === "plan" ? checkForNewer : null}
                lock={tab === "plan" ? lock : null}
            />
            <PageSection hasBodyWrapper={false} isFilled={false} type="tabs" className="ee-tabs">
                <Tabs activeKey={tab} aria-label={name} usePageInsets component="nav">
                    {(Object.keys(titles) as DefinitionTab[]).map(key => (
                        <Tab
                            key={key}
                            eventKey={key}
                            tabContentId={PANEL}
                            href={hrefTo(pathTo.definition(name, key))}
                            title={<TabTitleText>{titles[key]}</TabTitleText>}
                        />
                    ))}
                </Tabs>
            </PageSection>
            <PageSection
                id={PANEL}
                hasBodyWrapper={false}
                isFilled
                aria-label={titles[tab]}
                className={tab === "definition" ? "ee-panel ee-panel-fixed" : "ee-panel"}
            >
                {tab === "definition" && (
                    <DefinitionEditor
                        draft={draft}
                        check={check}
                        saved={{ files: saved, definition: savedCheck.definition }}
                        distro={target.distro}
                        known={newest?.requirements ?? null}
                        isReadOnly={denied !== null}
                        onUpgrade={upgrade ? () => setUpgrading(true) : null}
                    />
                )}
                {tab === "plan" && (
                    <PlanTab
                        name={name}
                        files={saved}
                        check={savedCheck}
                        draft={draft}
                        target={target}
                        plan={plan}
                        lock={lock}
                        denied={denied}
                    />
                )}
                {tab === "builds" && <DefinitionBuilds definition={name} />}
                {tab === "versions" && <VersionsTab name={name} draft={draft} denied={denied} />}
            </PageSection>
            {isUpgrading && upgrade && (
                <Suspense fallback={null}>
                    <UpgradeDialog
                        name={name}
                        text={text}
                        upgrade={upgrade}
                        onClose={() => setUpgrading(false)}
                        onUpgrade={() => {
                            setUpgrading(false);
                            draft.change(new Map(draft.files).set(check.file, upgrade.text), "");
                            go(pathTo.definition(name));
                        }}
                    />
                </Suspense>
            )}
            {isBuilding && (
                <Suspense fallback={null}>
                    <BuildDialog
                        name={name}
                        files={saved}
                        onClose={() => go(pathTo.definition(name, "plan"), {}, "replace")}
                    />
                </Suspense>
            )}
        </>
    );
}

const useMemoCheck = (files: ReadonlyMap<string, string>) => useMemo(() => checkDefinition(files), [files]);

function useBaseImage(files: ReadonlyMap<string, string>, main: string): string {
    const fields = useMemo(() => readFields(files, main), [files, main]);
    return "brokenLine" in fields ? "" : fields.baseImage.value;
}
