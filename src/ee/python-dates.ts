/** Dates and times as Python's datetime has them. Authority: PyYAML 6.0, constructor.py (construct_yaml_timestamp). */

export const TIMESTAMP =
    /^(?:\d{4}-\d\d-\d\d|\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?)$/;

const PARTS =
    /^(\d{4})-(\d\d?)-(\d\d?)(?:(?:[Tt]|[ \t]+)(\d\d?):(\d\d):(\d\d)(?:\.(\d*))?(?:[ \t]*(?:(Z)|([-+])(\d\d?)(?::(\d\d))?))?)?$/;

/** The repr of what is written, `datetime.date(2024, 2, 3)`; null for what no calendar or clock has. */
export function dateRepr(source: string): string | null {
    const parts = PARTS.exec(source);
    if (!parts) return null;
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number);
    const real = new Date(Date.UTC(2000, month - 1, day));
    real.setUTCFullYear(year, month - 1, day);
    if (year === 0 || real.getUTCMonth() !== month - 1 || real.getUTCDate() !== day) return null;
    if (parts[4] === undefined) return `datetime.date(${[year, month, day].join(", ")})`;
    if (hour > 23 || minute > 59 || second > 59) return null;
    const microsecond = Number((parts[7] ?? "").slice(0, 6).padEnd(6, "0"));
    const zone = zoneRepr(parts);
    if (zone === null) return null;
    const time = [hour, minute];
    if (second > 0 || microsecond > 0) time.push(second);
    if (microsecond > 0) time.push(microsecond);
    return `datetime.datetime(${[year, month, day, ...time].join(", ")}${zone})`;
}

function zoneRepr([, , , , , , , , utc, sign, hours = "0", minutes = "0"]: RegExpExecArray): string | null {
    if (utc) return ", tzinfo=datetime.timezone.utc";
    if (!sign) return "";
    const seconds = (Number(hours) * 60 + Number(minutes)) * 60;
    if (seconds >= 86_400) return null;
    if (seconds === 0) return ", tzinfo=datetime.timezone.utc";
    const delta = sign === "-" ? `days=-1, seconds=${86_400 - seconds}` : `seconds=${seconds}`;
    return `, tzinfo=datetime.timezone(datetime.timedelta(${delta}))`;
}
