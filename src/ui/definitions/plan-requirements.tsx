/** The table of requirements with its search and its filter by carrier; both are in the address. */
import { ToggleGroup, ToggleGroupItem } from "@patternfly/react-core/dist/esm/components/ToggleGroup/index.js";

import type { Plan } from "../../build/plan.ts";
import type { Check } from "../../ee/check.ts";
import type { Choices } from "../../ee/choices.ts";
import type { Requirement } from "../../ee/requirement.ts";
import { _, format } from "../../language.ts";
import { useOption } from "../location.ts";
import { Search } from "../parts/search.tsx";
import { PlanExport } from "./plan-export.tsx";
import { countRows, filterRows, filters, parseFilter } from "./plan-rows.ts";
import { PlanTable } from "./plan-table.tsx";
import { filterWord } from "./plan-words.ts";
import type { PlanDeeds } from "./use-plan-deeds.ts";

type PlanRequirementsProps = {
    definition: string;
    /** As saved, and their judgement. */
    files: ReadonlyMap<string, string>;
    check: Check;
    /** Null until it is made; then `asked` stands in for its rows. */
    plan: Plan | null;
    asked: readonly Requirement[];
    /** No answer is under way. */
    isStuck: boolean;
    choices: Choices;
    /** Those that the plan was made with. */
    saved: Choices;
    /** Null for who may not change the definition. */
    deeds: PlanDeeds | null;
};

export function PlanRequirements(props: PlanRequirementsProps) {
    const { definition, files, check, plan, asked, isStuck, choices, saved, deeds } = props;
    const [query, setQuery] = useOption("q");
    const [carrier, setCarrier] = useOption("carrier");
    const filter = parseFilter(carrier);
    const all = plan?.requirements ?? [];
    const rows = plan ? filterRows(all, filter, query) : asked;
    const shownFilters = filters.filter(each => each === "all" || countRows(all, each) > 0);
    return (
        <div>
            <div className="ee-toolbar">
                <Search
                    label={_("Search requirements")}
                    placeholder={_("Requirement or who asks")}
                    value={query}
                    onChange={setQuery}
                />
                {plan && (
                    <ToggleGroup aria-label={_("Carrier")} className="ee-wrap">
                        {shownFilters.map(each => (
                            <ToggleGroupItem
                                key={each}
                                text={format(_("$0 $1"), filterWord(each), countRows(all, each))}
                                isSelected={each === filter}
                                onChange={() => setCarrier(each === "all" ? "" : each)}
                            />
                        ))}
                    </ToggleGroup>
                )}
                {plan && <PlanExport name={definition} plan={plan} files={files} check={check} />}
            </div>
            <PlanTable
                definition={definition}
                main={check.file}
                rows={rows}
                unanswered={isStuck ? "not-known" : "asked"}
                choices={choices}
                saved={saved}
                deeds={deeds}
            />
            {rows.length === 0 && plan && <p className="ee-empty">{_("No requirement matches.")}</p>}
        </div>
    );
}
