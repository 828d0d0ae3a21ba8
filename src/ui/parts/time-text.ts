/** Times and durations in words; all times are milliseconds since 1970. */
import { _, format, ngettext } from "../../language.ts";

const DAY = 24 * 60 * 60 * 1000;

/**
 * "today, 08:38", "yesterday, 16:40", "12 June, 09:12", and the year where it is not this one; `isExact` adds seconds,
 * for what happens more than once a minute.
 */
export function formatTime(time: number, now: number, locale: string, isExact = false): string {
    const date = new Date(time);
    const clock = date.toLocaleTimeString(locale, {
        hour: "2-digit",
        minute: "2-digit",
        ...(isExact ? { second: "2-digit" } : {}),
        hourCycle: "h23",
    });
    const days = Math.round((midnight(now) - midnight(time)) / DAY);
    if (days === 0) return format(_("today, $0"), clock);
    if (days === 1) return format(_("yesterday, $0"), clock);
    const sameYear = date.getFullYear() === new Date(now).getFullYear();
    const day = date.toLocaleDateString(locale, {
        day: "numeric",
        month: "long",
        ...(sameYear ? {} : { year: "numeric" }),
    });
    return format(_("$0, $1"), day, clock);
}

/** The full stamp: "Thursday, 12 June 2026 at 09:12:44 CEST". */
export const formatStamp = (time: number, locale: string): string =>
    new Date(time).toLocaleString(locale, { dateStyle: "full", timeStyle: "long" });

/** Of these times those that share their minute with another: without seconds they could not be told apart. */
export function sharedMinutes(times: readonly number[]): Set<number> {
    const minute = (time: number) => Math.floor(time / 60_000);
    return new Set(
        times.filter((time, index) => times.some((other, at) => at !== index && minute(other) === minute(time))),
    );
}

/** "21 s", "5 min 21 s", "2 h 5 min". */
export function formatDuration(milliseconds: number): string {
    const seconds = Math.max(0, Math.round(milliseconds / 1000));
    const minutes = Math.floor(seconds / 60);
    if (minutes === 0) return format(_("$0 s"), seconds);
    if (minutes < 60) return format(_("$0 min $1 s"), minutes, seconds % 60);
    return format(_("$0 h $1 min"), Math.floor(minutes / 60), minutes % 60);
}

/** "just now", "a minute ago", "5 minutes ago": the age of an answer. */
export function formatAge(milliseconds: number): string {
    const minutes = Math.floor(milliseconds / 60_000);
    if (minutes < 1) return _("just now");
    if (minutes === 1) return _("a minute ago");
    if (minutes < 60) return format(ngettext("$0 minute ago", "$0 minutes ago", minutes), minutes);
    const hours = Math.floor(minutes / 60);
    return format(ngettext("$0 hour ago", "$0 hours ago", hours), hours);
}

/** Days are counted from midnight to midnight of the clock on the wall, whatever daylight saving does. */
function midnight(time: number): number {
    const date = new Date(time);
    return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
