/** Commands that only write to the log. */
import type { Command } from "./step-shell.ts";

/** Without a redirection. */
const TELLING = /^(?:whoami|id|pwd|uname|ls|cat|echo|printf|true|:|which|df|free|stat)$/;
/** What may read what another one tells. */
const READING = /^(?:cat|head|tail|grep|sort|wc)$/;

/** `sort` writes where its option -o says. */
export function isReading({ words }: Command): boolean {
    const [name = "", ...given] = words.map(({ text }) => text);
    return READING.test(name) && !(name === "sort" && given.some(word => /^-(?:-o|[^-]*o)/.test(word)));
}

export function isTelling({ words }: Command): boolean {
    const [name = "", first, ...rest] = words.map(({ text }) => text);
    const given = words.slice(1).map(({ text }) => text);
    if (name === "date") return given.every(word => /^(?:\+.*|-u|--utc|-R|-I\w*)$/.test(word));
    if (name === "file") return given.every(word => !word.startsWith("-"));
    if (TELLING.test(name) || (name === "env" && first === undefined)) return true;
    if (name === "set") return given.every(word => /^(?:[-+][eux]+|-[eux]*o|pipefail)$/.test(word));
    if (name === "command") return first === "-v" && rest.length === 1;
    if (name === "test" || name === "[") return given.every(word => word !== ">" && word !== "<");
    const isVersion = /^(?:--version|-V|version)$/.test(first ?? "");
    return (
        /^(?:[\w/$-]|\.\d)+$/.test(name) && isVersion && rest.every(word => /^--(?:client|short)(?:=true)?$/.test(word))
    );
}
