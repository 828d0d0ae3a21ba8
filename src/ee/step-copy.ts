/** What COPY and ADD become: files from additional_build_files, from addresses, here-documents and other images. */
import { _, format } from "../language.ts";
import { isUnpacked } from "./step-archive.ts";
import { type Aim, aim, readFileTarget } from "./step-directory.ts";
import { isAddress } from "./step-fetch.ts";
import { foundIn } from "./step-from.ts";
import { type Given, givenAt, isBelowAdded, isRedacted } from "./step-given.ts";
import { combineAll, type Judgement, type Meaning, notNeeded, type StepContext } from "./step-meaning.ts";
import { judgeOwner } from "./step-owner.ts";
import { isScratch, nameOf, pathOf } from "./step-path.ts";
import { type Made, MOST_MADE, make } from "./step-place.ts";
import { parseShell } from "./step-shell.ts";
import type { HereDocument, Instruction } from "./step-split.ts";
import { hidesMade } from "./step-unpacked.ts";

type Copy = {
    keyword: string;
    target: string;
    mode: number | null;
    sha256: string | null;
    isMany: boolean;
    isOwned: boolean;
};

const foreign = (): Judgement => ({ reason: _("Its options are not understood.") });

const unread = (): Judgement => ({ reason: _("Its words are not understood.") });

const inDoubt = (): string =>
    _("Whether $0 is a directory already, only the image knows; a slash at its end says that it is one.");

/** Notes in the context what it brings. */
export function judgeCopy({ keyword, rest, documents }: Instruction, context: StepContext): Judgement {
    const [command, ...others] =
        parseShell(rest.replace(/<<-?(["']?)([A-Za-z_]\w*)\1/g, "'<<$2'"), context.variables) ?? [];
    if (!command || others.length > 0 || rest.startsWith("[") || command.redirections.length > 0) return unread();
    if (!command.words.every(({ isKnown }) => isKnown))
        return { reason: _("It needs a variable that has no value here.") };
    const words = command.words.map(({ text }) => text);
    const flags = words.filter(word => word.startsWith("--"));
    const operands = words.filter(word => !word.startsWith("--"));
    const target = operands.pop() ?? "";
    if (operands.length === 0) return unread();
    const copy: Copy = { keyword, target, mode: null, sha256: null, isMany: operands.length > 1, isOwned: false };
    let from: string | null = null;
    let owner: string | null = null;
    for (const flag of flags) {
        const [, name = "", value = ""] = /^--([a-z]+)=(\S+)$/.exec(flag) ?? [];
        if (name === "from") from = value;
        else if (name === "chmod" && /^[0-7]{3,4}$/.test(value)) copy.mode = Number.parseInt(value, 8);
        else if (name === "checksum" && /^sha256:[0-9a-f]{64}$/i.test(value))
            copy.sha256 = value.slice(7).toLowerCase();
        else if (name !== "chown") return foreign();
        else if (/^(?:root|0)(?::(?:root|0))?$/.test(value)) owner = null;
        // Whose a file is with no group named, programs that build images do not agree on.
        else if (/^[^:]+:[^:]+$/.test(value)) owner = value;
        else return foreign();
    }
    copy.isOwned = owner !== null;
    const meanings: (Meaning | null)[] = [];
    for (const source of operands) {
        const path = owner === null ? "" : (placeFor(nameOf(source), copy, context)?.path ?? "");
        const answer =
            from === null
                ? bring(source, copy, documents, context)
                : bringFrom(source, copy, context.stages.get(from) ?? null, context);
        if (answer && "reason" in answer) return answer;
        meanings.push(answer);
        if (owner === null || !answer) continue;
        const given = giveFile(path, owner, answer, context);
        if (!given) return foreign();
        meanings.push(given);
    }
    // Where that is, only the base image knows, and nothing else is sure to take it from there.
    const isSomewhere = pathOf(target, context)?.startsWith("/") === true;
    const meaning = isSomewhere ? combineAll(meanings) : null;
    if (meaning) return { meaning };
    return { reason: format(context.doubt === null ? _("A commit has no place for $0.") : inDoubt(), target) };
}

/** Null where more than that one file was brought: directories that come to be beside it would be its owner's too. */
function giveFile(path: string, owner: string, { effects }: Meaning, context: StepContext): Meaning | null {
    const [only, ...others] = effects;
    if (only?.kind !== "file" || others.length > 0 || only.path !== pathOf(path, context)) return null;
    const words = [owner, only.path].map(text => ({ text, isKnown: true, isPattern: false }));
    return judgeOwner("chown", words, context);
}

/** Where a file of that name comes to lie. */
const placeFor = (name: string, { target, isMany }: Copy, context: StepContext, likely = name): Aim | null =>
    aim(target, name, isMany ? "directory" : readFileTarget(target, likely, context), context);

const makeOne = (name: string, made: Made, copy: Copy, context: StepContext): Meaning | null => {
    const aimed = placeFor(name, copy, context);
    return aimed && combineAll([make(aimed.path, made, context), ...aimed.told]);
};

function bring(
    source: string,
    copy: Copy,
    documents: readonly HereDocument[],
    context: StepContext,
): Meaning | { reason: string } | null {
    const { keyword, target, mode } = copy;
    const document = documents.find(({ delimiter }) => source === `<<${delimiter}`);
    if (document) {
        const text = document.lines.map(line => `${line}\n`).join("");
        if (!document.isLiteral && /[$\\]/.test(text)) return { reason: _("Its here-document is not understood.") };
        // Nobody calls a file like the end of its text.
        const aimed = placeFor(document.delimiter, copy, context, nameOf(target));
        return aimed && combineAll([make(aimed.path, { kind: "file", from: { text }, mode }, context), ...aimed.told]);
    }
    if (keyword === "ADD" && isAddress(source)) {
        const from = { url: source, sha256: copy.sha256, member: null };
        // Docker gives what it fetches to its owner alone.
        return makeOne(nameOf(source), { kind: "file", from, mode: mode ?? 0o600 }, copy, context);
    }
    const given = givenAt(source, context);
    const isForAWhile = isScratch(pathOf(target, context) ?? "/");
    // What is only used for a while stays where it is, and nobody need know what it is.
    if (given.length === 0 && isForAWhile && isBelowAdded(source, context))
        return make(target, { kind: "unpacked", archive: null, member: "" }, context);
    if (given.length === 0) return { reason: format(_("$0 is not brought by additional_build_files."), source) };
    if (given.every(({ definition }) => isKeeper(definition, context)))
        return (
            make(target, { kind: "directory", mode: null }, context) ??
            notNeeded(_("It brings nothing but a file that keeps an empty directory."))
        );
    if (given.length + context.made.size > MOST_MADE)
        return { reason: _("It brings more files than can be looked at.") };
    const secret = isForAWhile ? undefined : given.find(({ definition }) => isRedacted(definition, context));
    if (secret) {
        context.read.add(secret.definition);
        return {
            reason: format(_("What is in a commit everybody can read, and $0 holds what may be a secret."), source),
        };
    }
    // What lies in a directory that it copies is not unpacked, whatever it is.
    const each = given.length === 1 || /[*?[]/.test(source) ? given : [];
    const unpacked = each.map(({ definition }) => isUnpacked(definition, context.files.get(definition) ?? ""));
    if (keyword === "ADD" && unpacked.some(answer => answer !== false))
        return unpacked.every(answer => answer === true) && mode === null && !copy.isOwned
            ? unpack(given, target, context)
            : { reason: _("Whether, and how, it unpacks an archive is not known.") };
    const isInto = given.some(({ name }) => name !== "");
    return combineAll(
        given.map(({ name, definition }) => {
            const made: Made = { kind: "file", from: { definition }, mode };
            return isInto ? make(`${target}/${name}`, made, context) : makeOne(nameOf(source), made, copy, context);
        }),
    );
}

const unpack = (given: readonly Given[], target: string, context: StepContext): Meaning | null =>
    hidesMade(pathOf(target, context) ?? "", context)
        ? null
        : combineAll(
              given.map(({ definition }) =>
                  make(target, { kind: "unpacked", archive: { definition }, member: "" }, context),
              ),
          );

/** An empty file that is there for git alone, which keeps no empty directories. */
const isKeeper = (file: string, { files }: StepContext): boolean =>
    /^\.(?:git)?keep$/.test(nameOf(file)) && files.get(file) === "";

/** From another stage what is known of it, from another image its programs. */
function bringFrom(source: string, copy: Copy, stage: StepContext | null, context: StepContext) {
    const aimed = placeFor(nameOf(source), copy, context);
    if (!aimed) return null;
    const found = combineAll([foundIn(source, aimed.path, stage, context), ...aimed.told]);
    return found ?? { reason: _("It takes files of another image or stage.") };
}
