/** Above the list: what is looked for, what is left out, and whether it can be built. All but the last is in the address. */
import type { BuildRecord } from "../../build/record.ts";
import { isOver } from "../../build/record.ts";
import { _, format, ngettext } from "../../language.ts";
import type { ComposerState } from "../composer-state.ts";
import { useOption } from "../location.ts";
import { Filter } from "../parts/filter.tsx";
import { Subtle } from "../parts/mono.tsx";
import { Search } from "../parts/search.tsx";
import { Status } from "../parts/status.tsx";
import { BUILDS, FINDINGS, filterWords } from "./filters.ts";

type DefinitionsToolbarProps = { builds: readonly BuildRecord[]; composer: ComposerState | undefined };

export function DefinitionsToolbar({ builds, composer }: DefinitionsToolbarProps) {
    const [query, setQuery] = useOption("q");
    const [findings, setFindings] = useOption("findings");
    const [build, setBuild] = useOption("build");
    const words = filterWords();
    const choices = (values: readonly (keyof typeof words)[]) => values.map(value => ({ value, text: words[value] }));
    return (
        <div className="ee-toolbar">
            <Search
                label={_("Search definitions")}
                placeholder={_("Name, collection or package")}
                value={query}
                onChange={setQuery}
            />
            <div className="ee-filters">
                <Filter title={_("Findings")} value={findings} choices={choices(FINDINGS)} onChange={setFindings} />
                <Filter title={_("Last build")} value={build} choices={choices(BUILDS)} onChange={setBuild} />
            </div>
            <div className="ee-at-end ee-wide-only ee-small">{composer && <Composer {...{ builds, composer }} />}</div>
        </div>
    );
}

type ComposerProps = { builds: readonly BuildRecord[]; composer: ComposerState };

function Composer({ builds, composer }: ComposerProps) {
    if (composer.kind === "inactive") return <Status kind="warning">{_("Composer not active")}</Status>;
    if (composer.kind !== "ready") return null;
    const running = builds.filter(build => !isOver(build) && build.state !== "lost").length;
    return (
        <Status kind="success">
            {_("Composer ready")}{" "}
            {running > 0 && (
                <Subtle>· {format(ngettext("$0 build running", "$0 builds running", running), running)}</Subtle>
            )}
        </Status>
    );
}
