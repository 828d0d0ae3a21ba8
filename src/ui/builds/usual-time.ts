/** How long builds like this one took before: the only honest estimate where the composer tells no progress. */
import type { BuildRecord } from "../../build/record.ts";
import { _, format } from "../../language.ts";

export type UsualTime = { least: number; most: number; builds: number };

/** The latest builds that count; older ones tell of another machine state. */
const RECENT = 10;

/**
 * The range of earlier builds of the same definition and image type that were done, in milliseconds; null without any.
 *
 * @param records newest first
 */
export function usualTime(
    records: readonly BuildRecord[],
    { definition, type, id }: { definition: string; type: string; id?: string },
): UsualTime | null {
    const times = records
        .filter(record => record.id !== id && record.definition === definition && record.type === type)
        .flatMap(({ state, started, ended }) => (state === "done" && ended !== null ? [ended - started] : []))
        .slice(0, RECENT);
    if (times.length === 0) return null;
    return { least: Math.min(...times), most: Math.max(...times), builds: times.length };
}

const MINUTE = 60_000;

/** "5 to 7 min", "40 to 90 s", "about 6 min". */
export function formatUsual({ least, most }: UsualTime): string {
    const inSeconds = most < 2 * MINUTE;
    const unit = inSeconds ? 1000 : MINUTE;
    const [from, to] = [Math.floor(least / unit), Math.ceil(most / unit)];
    if (to - from <= 1) return format(inSeconds ? _("about $0 s") : _("about $0 min"), to);
    return format(inSeconds ? _("$0 to $1 s") : _("$0 to $1 min"), from, to);
}
