/** Times on the page. Those that tick have no live region: nobody wants every second read aloud. */
import { useEffect, useState } from "react";

import { locale } from "./locale.ts";
import { formatAge, formatDuration, formatStamp, formatTime } from "./time-text.ts";

/** A moment, in milliseconds since 1970; `isExact` shows its seconds, too. */
export function Time({ value, isExact = false }: { value: number; isExact?: boolean }) {
    const language = locale();
    return (
        <time dateTime={new Date(value).toISOString()} title={formatStamp(value, language)}>
            {formatTime(value, Date.now(), language, isExact)}
        </time>
    );
}

/** How long something took, or, while `to` is null, has been taking. Both in milliseconds since 1970. */
export function Duration({ from, to = null }: { from: number; to?: number | null }) {
    const now = useNow(to === null ? 1000 : null);
    return <>{formatDuration((to ?? now) - from)}</>;
}

/** How old an answer is: "a minute ago". */
export function Age({ of }: { of: number }) {
    return <>{formatAge(useNow(30_000) - of)}</>;
}

/** The clock, looked at every so many milliseconds; null: only once. */
function useNow(every: number | null): number {
    const [now, setNow] = useState(Date.now);
    useEffect(() => {
        if (every === null) return;
        const timer = setInterval(() => setNow(Date.now()), every);
        return () => clearInterval(timer);
    }, [every]);
    return now;
}
