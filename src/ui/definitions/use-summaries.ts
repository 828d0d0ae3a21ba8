import { useEffect, useMemo, useSyncExternalStore } from "react";

import type { StoredDefinition } from "../../ee/store.ts";
import { createReadings } from "./readings.ts";
import type { Summary } from "./summary.ts";

/** Kept from one visit of the list to the next. pkg/build.js makes the script. */
const readings = createReadings(() => new Worker("reading-worker.js"));

/** The lines of the list: names at once, and what the texts say as they are read. */
export function useSummaries(definitions: readonly StoredDefinition[] | undefined): Summary[] | undefined {
    const version = useSyncExternalStore(readings.subscribe, readings.version);
    useEffect(() => {
        if (definitions) readings.want(definitions);
    }, [definitions]);
    // biome-ignore lint/correctness/useExhaustiveDependencies: with each version more is known.
    return useMemo(
        () => definitions?.map(each => ({ name: each.name, reading: readings.of(each) })),
        [definitions, version],
    );
}
