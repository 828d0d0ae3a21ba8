/** What a program becomes, called with plain words. Null is what is not understood for certain. */
import { _ } from "../language.ts";
import { judgeGroup, judgeUser, judgeUserChange } from "./step-accounts.ts";
import { judgeGit } from "./step-clone.ts";
import { judgeFetch, tellsOnly } from "./step-fetch.ts";
import { judgeLink, judgeMakeDirectory, judgeTouch } from "./step-files.ts";
import { judgeGalaxy } from "./step-galaxy.ts";
import { judgeGitSetting, judgeLfs } from "./step-git.ts";
import { type Meaning, notNeeded, type StepContext } from "./step-meaning.ts";
import { judgeMove } from "./step-move.ts";
import { judgeCrb, judgeDnf, judgeRpm } from "./step-packages.ts";
import { nameOf } from "./step-path.ts";
import type { Made } from "./step-place.ts";
import { judgePip } from "./step-python.ts";
import { judgeSubscription } from "./step-repositories.ts";
import { judgeRpmbuild } from "./step-rpmbuild.ts";
import { judgeCryptoPolicy, judgeServices, judgeTrust } from "./step-services.ts";
import { judgeAlternatives, judgeHelm, judgeLocale } from "./step-system.ts";
import { judgeUnpack } from "./step-unpack.ts";
import { listAbove } from "./step-unpacked.ts";

type Judge = (words: readonly string[], context: StepContext, program: string) => Meaning | null;

const JUDGES: readonly [program: RegExp, judge: Judge][] = [
    [/^(?:dnf|dnf5|yum|microdnf)$/, (words, context) => (context.isRoot ? judgeDnf(words, context) : null)],
    [/^yum-config-manager$/, (words, context) => judgeDnf(["config-manager", ...words], context)],
    [/^rpm$/, judgeRpm],
    [/^rpmbuild$/, judgeRpmbuild],
    [/^crb$/, judgeCrb],
    [/^pip(?:3(?:\.\d+)?)?$/, judgePip],
    [/^python(?:3(?:\.\d+)?)?$/, judgePython],
    [/^ansible-galaxy$/, judgeGalaxy],
    [/^mkdir$/, judgeMakeDirectory],
    [/^ln$/, judgeLink],
    [/^(?:cp|mv|install)$/, (words, context, program) => judgeMove(program, words, context)],
    [/^touch$/, judgeTouch],
    [/^(?:curl|wget)$/, (words, context, program) => judgeFetch(program, words, context)],
    [/^(?:tar|unzip)$/, (words, context, program) => judgeUnpack(program, words, context, null)],
    [
        /^git$/,
        (words, context) =>
            words[0] === "config"
                ? judgeGitSetting(words.slice(1), context)
                : (judgeLfs(words, context) ?? judgeGit(words, context)),
    ],
    [/^update-ca-trust$/, judgeTrust],
    [/^(?:update-)?alternatives$/, judgeAlternatives],
    [/^systemctl$/, judgeServices],
    [/^update-crypto-policies$/, judgeCryptoPolicy],
    [/^useradd$/, judgeUser],
    [/^groupadd$/, judgeGroup],
    [/^usermod$/, judgeUserChange],
    [/^helm$/, judgeHelm],
    [/^localedef$/, judgeLocale],
    [/^subscription-manager$/, judgeSubscription],
];

export function judgeProgram(program: string, words: readonly string[], context: StepContext): Meaning | null {
    const [, judge] = JUDGES.find(([name]) => name.test(program)) ?? [];
    return judge?.(words, context, program) ?? null;
}

/** What imports, and tells of what it has imported. */
const IMPORTING =
    /^\s*import [\w.]+(?:, ?[\w.]+)*(?:; ?print\((?:[\w.]+|"[^"()]*"|'[^'()]*')(?:, ?(?:[\w.]+|"[^"()]*"|'[^'()]*'))*\))*\s*$/;

/** A module that a step has put somewhere may do anything. */
function onlyImports(text: string, context: StepContext): boolean {
    const [, list] = IMPORTING.test(text) ? (/^\s*import ([^;]*)/.exec(text) ?? []) : [];
    const names = list?.split(",").map(name => name.trim().split(".")[0] ?? "") ?? [];
    const isModule = ([path, { kind }]: [string, Made]) =>
        names.some(
            name =>
                nameOf(path).startsWith(`${name}.`) ||
                path.endsWith(`/${name}/__init__.py`) ||
                (path.endsWith(`/${name}`) && kind === "unpacked") ||
                path.startsWith(`${context.directory ?? ""}/${name}/`),
        ) ||
        (kind !== "directory" && /\/(?:site|dist)-packages(?:\/|$)/.test(path));
    const isAmong = (path: string) =>
        context.made.get(path)?.kind === "unpacked" || listAbove(path, context).length > 0;
    const isElsewhere = context.directory !== null && isAmong(context.directory);
    const isPathSet = context.variables.has("PYTHONPATH") || context.variables.has("PYTHONHOME");
    return names.length > 0 && !isElsewhere && !isPathSet && ![...context.made].some(isModule);
}

function judgePython(words: readonly string[], context: StepContext): Meaning | null {
    if (words[0] === "-c") return words.length === 2 && onlyImports(words[1] ?? "", context) ? tellsOnly() : null;
    if (words[0] !== "-m") return null;
    if (words[1] === "pip") return judgePip(words.slice(2), context);
    return words[1] === "ensurepip" ? notNeeded(_("It only installs what comes after it.")) : null;
}
