/** The plan: what becomes of each requirement, and what stands in the way. */
import { Alert } from "@patternfly/react-core/dist/esm/components/Alert/index.js";
import { FormSelect, FormSelectOption } from "@patternfly/react-core/dist/esm/components/FormSelect/index.js";
import { useQueryClient } from "@tanstack/react-query";
import { useId, useMemo, useState } from "react";

import { withChoices } from "../../build/acknowledged.ts";
import type { Check } from "../../ee/check.ts";
import { choicesFile, readChoices } from "../../ee/choices.ts";
import { lockFile } from "../../ee/lock-file.ts";
import { listRequirements } from "../../ee/requirements.ts";
import { readTarget } from "../../ee/target.ts";
import { _ } from "../../language.ts";
import { hrefTo, pathTo } from "../location.ts";
import { ComposerProblem } from "../parts/composer-problem.tsx";
import { Problem } from "../parts/problem.tsx";
import { useComposerState } from "../queries/composer.ts";
import { planKey, type usePlan } from "../queries/plan.ts";
import { sameCarriers } from "./carriers.ts";
import { ContainerLine } from "./container-line.tsx";
import { LockDrift } from "./lock-drift.tsx";
import { LockLine } from "./lock-line.tsx";
import { LockObstacles } from "./lock-obstacles.tsx";
import { Obstacles } from "./obstacles.tsx";
import { PlanDrift } from "./plan-drift.tsx";
import { PlanLine } from "./plan-line.tsx";
import { PlanRequirements } from "./plan-requirements.tsx";
import { StaleAcknowledgements } from "./stale-acknowledgements.tsx";
import type { Draft } from "./use-draft.ts";
import type { LockState } from "./use-lock.ts";
import { usePlanDeeds } from "./use-plan-deeds.ts";
import type { ChosenTarget } from "./use-target.ts";

type PlanTabProps = {
    name: string;
    /** As saved: that is what a build takes. */
    files: ReadonlyMap<string, string>;
    check: Check;
    draft: Draft;
    target: ChosenTarget;
    plan: ReturnType<typeof usePlan>;
    lock: LockState;
    /** Why this person may not change the definition, or null. */
    denied: string | null;
};

export function PlanTab({ name, files, check, draft, target, plan: query, lock, denied }: PlanTabProps) {
    const { data: composer } = useComposerState();
    const { data: made, error, refetch, isFetching, dataUpdatedAt } = query;
    const queries = useQueryClient();
    const deeds = usePlanDeeds(name, check.file, draft);
    const choices = useMemo(() => readChoices(draft.files), [draft.files]);
    // What is acknowledged counts at once; all else that is not saved is not in a plan.
    const plan = useMemo(
        () => (made && made.locked === undefined ? withChoices(made, choices) : made),
        [made, choices],
    );
    const unsaved = draft.unsaved.filter(file => file !== lockFile);
    const others = unsaved.filter(file => file !== choicesFile);
    const isLocked = files.has(lockFile);
    const [isDriftShown, setDriftShown] = useState(false);
    const saved = useMemo(() => readChoices(files), [files]);
    const isChosenAnew =
        !sameCarriers(choices, saved) || JSON.stringify(choices.container) !== JSON.stringify(saved.container);
    // What the definition itself asks for is known at once; what its collections ask for comes with the plan.
    const asked = useMemo(
        () => (check.definition ? listRequirements(files, check.definition, readTarget(target.distro ?? "")) : []),
        [files, check.definition, target.distro],
    );
    const edit = hrefTo(pathTo.definition(name));
    if (!check.accepted)
        return (
            <Alert component="h2" isInline variant="danger" title={_("The definition has errors")}>
                <a href={edit}>{_("Settle them first")}</a>
            </Alert>
        );
    const lockLine = (
        <LockLine
            state={lock}
            isLocked={isLocked}
            isDriftShown={isDriftShown}
            onToggleDrift={() => setDriftShown(!isDriftShown)}
            denied={denied}
        />
    );
    const lockDrift = isDriftShown && lock.isSaved && lock.locked !== null && lock.locked !== "unreadable" && (
        <LockDrift definition={name} files={files} locked={lock.locked} />
    );
    if (asked.length === 0 && plan?.requirements.length === 0)
        return (
            <div className="ee-stack">
                <p>
                    {_("Nothing is asked for yet.")} <a href={edit}>{_("Add requirements")}</a>
                </p>
                {lockLine}
                {lockDrift}
            </div>
        );
    const isStuck = !plan && !isFetching;
    const stop = () => void queries.cancelQueries({ queryKey: planKey(name, target.distro) });
    return (
        <div className="ee-stack">
            <div className="ee-line ee-line-between">
                <PlanLine
                    asked={asked.length}
                    plan={plan ?? (isStuck ? undefined : null)}
                    made={dataUpdatedAt}
                    onStop={isFetching ? stop : null}
                    onResume={isStuck && !error && composer?.kind === "ready" && target.distro ? refetch : null}
                />
                {target.distros.length > 0 && <Distribution target={target} />}
            </div>
            <ContainerLine
                definition={name}
                tags={check.definition?.options?.tags ?? []}
                container={choices.container}
                embed={deeds.embed}
                denied={denied}
            />
            {lockLine}
            {unsaved.length > 0 && (
                <p className="ee-subtle">
                    {others.length > 0 || isChosenAnew
                        ? _("Unsaved changes are not in this plan.")
                        : _("What is acknowledged here is not saved yet.")}
                </p>
            )}
            {composer && composer.kind !== "ready" && <ComposerProblem state={composer} isAside />}
            {error && !isFetching && composer?.kind === "ready" && (
                <Problem title={_("The plan could not be made")} error={error} onRetry={refetch} />
            )}
            {plan?.locked !== undefined && <LockObstacles rows={plan.requirements} />}
            {plan && plan.locked === undefined && (
                <Obstacles definition={name} main={check.file} rows={plan.requirements} deeds={deeds} denied={denied} />
            )}
            {plan && (
                <StaleAcknowledgements
                    plan={plan}
                    choices={choices}
                    onWithdraw={denied === null ? deeds.withdraw : null}
                />
            )}
            <PlanRequirements
                definition={name}
                files={files}
                check={check}
                plan={plan ?? null}
                asked={asked}
                isStuck={isStuck}
                choices={choices}
                saved={saved}
                deeds={denied === null ? deeds : null}
            />
            {plan && !isLocked && <PlanDrift definition={name} plan={plan} />}
            {lockDrift}
        </div>
    );
}

function Distribution({ target: { distro, distros, choose } }: { target: ChosenTarget }) {
    const id = useId();
    return (
        <label htmlFor={id} className="ee-line">
            {_("Distribution")}
            <FormSelect id={id} className="ee-fit" value={distro ?? ""} onChange={(_event, chosen) => choose(chosen)}>
                {distros.map(each => (
                    <FormSelectOption key={each} value={each} label={each} />
                ))}
            </FormSelect>
        </label>
    );
}
