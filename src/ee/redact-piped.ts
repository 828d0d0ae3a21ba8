/** Passwords that a command gets from what is before or behind it, without them. */
import { REDACTED } from "./redact-url.ts";

const PROGRAM = String.raw`(?:[\w./-]{0,60}/)?`;
/** Words of echo that go to a command which reads passwords. The last echo before it counts. */
const ECHOED = new RegExp(
    String.raw`(\b(?:echo|printf)(?:[ \t]+-[a-zA-Z]{1,5}){0,3}[ \t]+)((?:(?!\b(?:echo|printf)\b)[^\n]|\\\n){1,300}?)(?=(?:\\\r?\n|[ \t])*\|[ \t]*(?:sudo[ \t]+)?(?:${PROGRAM}chpasswd\b|${PROGRAM}passwd[ \t][^\n|]{0,60}--stdin\b|[^\n|]{1,200}--password-stdin\b))`,
    "g",
);
const CHPASSWD = String.raw`\bchpasswd[^\n<]{0,80}`;
/** A text for it in one line, and one of several lines. */
const TEXT = new RegExp(String.raw`(${CHPASSWD}<<<[ \t]*\$?["']?)([^\n"']+)`, "g");
const DOCUMENT = new RegExp(
    String.raw`(${CHPASSWD}<<-?[ \t]*["']?(\w{1,40})["']?[^\n]*\n)([\s\S]{1,4000}?)(?=\n[ \t]*\2\b)`,
    "g",
);

export const redactPiped = (text: string): string =>
    !/chpasswd|--(?:password-)?stdin/.test(text)
        ? text
        : text
              .replace(ECHOED, (_all, echo: string, words: string) => echo + hidePassword(words))
              .replace(TEXT, (_all, start: string, words: string) => start + hidePassword(words))
              .replace(
                  DOCUMENT,
                  (_all, start: string, _end: string, lines: string) =>
                      start + lines.split("\n").map(hidePassword).join("\n"),
              );

/** Who it is stays, and the quotes. */
function hidePassword(words: string): string {
    const [, quote = "", who = "", secret = ""] = /^(\$?["']?)([ \t]*[\w.$@{}-]{1,64}:)?(.*)$/s.exec(words) ?? [];
    const mark = quote.slice(-1);
    const end = mark !== "" && mark !== "$" && secret.endsWith(mark) ? mark : "";
    const bare = secret.slice(0, secret.length - end.length);
    return bare === "" || bare.startsWith("$(") ? words : `${quote}${who}${REDACTED}${end}`;
}
