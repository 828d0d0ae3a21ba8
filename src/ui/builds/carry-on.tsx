/** Builds go on while somebody looks at them: nothing is drawn for that. */
import { type BuildRecord, isOver } from "../../build/record.ts";
import { useCarryOn } from "../queries/running-build.ts";

export const CarryOn = ({ builds }: { builds: readonly BuildRecord[] }) =>
    builds.filter(build => !isOver(build)).map(build => <One key={build.id} build={build} />);

function One({ build }: { build: BuildRecord }) {
    useCarryOn(build);
    return null;
}
