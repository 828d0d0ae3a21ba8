/** What build steps make, and have made so far. */
import { _, format } from "../language.ts";
import type { ArchiveSource, Effect, FileSource, Owner } from "./effect.ts";
import { REDACTED } from "./redact-url.ts";
import { isRedacted } from "./step-given.ts";
import { carried, type Meaning, notNeeded, type StepContext } from "./step-meaning.ts";
import { isScratch, isWorkdir, type Place, pathOf, placeOf } from "./step-path.ts";
import { placeInRoot } from "./step-root.ts";
import { over, type Unpacked, unpackedAbove } from "./step-unpacked.ts";

type FileEffect = Extract<Effect, { kind: "file" }>;

/** What lies at a path. */
export type Made =
    /** `from` is null where it is not known what it holds. */
    | ({ kind: "file"; from: FileSource | null; mode: number | null } & Pick<FileEffect, "owner" | "isNew"> & {
              /** A tree that came there later may have another one in its place. */
              isHidden?: true | undefined;
          })
    /** `isNew`: it was not there before for sure. */
    | { kind: "directory"; mode: number | null; owner?: Owner | undefined; isNew?: true | undefined }
    | { kind: "link"; target: string }
    | Unpacked
    /** An RPM without files. */
    | { kind: "stand-in"; name: string; version: string }
    /** A program that an RPM brings in its place. */
    | { kind: "program"; name: string };

/** More paths than anybody's steps make. */
export const MOST_MADE = 10_000;

/** Note what a step makes; answers what becomes of it, null where that is not known for certain. */
export function make(written: string, made: Made, context: StepContext): Meaning | null {
    const path = pathOf(written, context);
    if (path === null || path === "/") return null;
    if (path === "/usr/local" && made.kind === "directory" && made.mode === null)
        return notNeeded(_("Every system has it."));
    const known = made.kind === "directory" && /^\/run\/./.test(path) ? atStart() : placeOf(path);
    // A directory by itself is there to be written to, which nothing in /usr can be.
    const isElsewhere = made.kind !== "directory" && !isWorkdir(path, context);
    const place = known ?? (isElsewhere ? placeInRoot(path, context.named) : null);
    if (place === null) {
        if (made.kind !== "directory" || !isWorkdir(path, context)) return null;
        context.made.set(path, made);
        return notNeeded(_("Only a container works there."));
    }
    const from = made.kind === "file" ? made.from : made.kind === "unpacked" ? made.archive : null;
    if (place !== "scratch" && isSecret(from, context)) return null;
    // Of what is not known only the name is: that of a program is enough to ask for it.
    if (place !== "scratch" && made.kind === "file" && made.from === null) return carryProgram(path, context);
    const effect = place === "scratch" ? null : effectOf(path, made);
    if (place !== "scratch" && effect === null) return null;
    if (context.made.size >= MOST_MADE || isBehindLink(path, made, context)) return null;
    const comes = made.kind === "unpacked" ? over(context.made.get(path), made) : made;
    if (comes === null) return null;
    if (made.kind === "unpacked") hide(path, context);
    context.made.set(path, comes);
    if (place === "scratch" || effect === null) return notNeeded(_("Only later steps use it."));
    if (!isWholeClone(effect)) return carried([effect], noteOf(effect, place.note), place.fidelity);
    return carried([effect], `${place.note} ${_("Git's own record of it, .git, is not carried.")}`, "equivalent");
}

/** What a tree may bring too, nobody knows any more: the plan tells whether it does, but not of what is made of it then. */
function hide(path: string, { made }: StepContext): void {
    if (isScratch(path)) return;
    for (const [each, own] of [...made])
        if (each.startsWith(`${path}/`) && own.kind === "file" && own.from !== null)
            made.set(each, { ...own, isHidden: true });
}

/** Whether it comes to lie where a link of an earlier step leads. */
function isBehindLink(path: string, { kind }: Made, { made }: StepContext): boolean {
    for (let at = path; at !== ""; at = at.slice(0, Math.max(0, at.lastIndexOf("/"))))
        if (made.get(at)?.kind === "link" && (at !== path || kind !== "link")) return true;
    return false;
}

/** A file that has lost what may be secrets, or would on its way; it is noted, so that it is known wherever this is judged again. */
function isSecret(from: FileSource | ArchiveSource | null, context: StepContext): boolean {
    if (from && "text" in from) return from.text.includes(REDACTED);
    if (!from || !("definition" in from) || !isRedacted(from.definition, context)) return false;
    context.read.add(from.definition);
    return true;
}

/** A program is one whatever package it comes in: the composer is asked for whatever RPM has it. */
export function carryProgram(written: string, context: StepContext): Meaning | null {
    const path = pathOf(written, context) ?? "";
    const [, directory, name = ""] = /^\/usr\/(?:local\/)?(s?bin)\/([\w.+-]+)$/.exec(path) ?? [];
    if (name === "") return null;
    context.made.set(path, { kind: "program", name });
    const note = format(_("The program $0, of the RPM that has it."), name);
    return carried([{ kind: "package", name: `/usr/${directory}/${name}` }], note, "equivalent");
}

const isWholeClone = (effect: Effect): boolean =>
    effect.kind === "file" && "git" in effect.from && effect.from.member === "";

const atStart = (): Place => ({ note: _("A directory that is made when the system starts."), fidelity: "equivalent" });

function noteOf(effect: Effect, note: string): string {
    if (effect.kind === "link") return _("A link.");
    if (effect.kind === "directory")
        return /^\/(?:etc|usr)\//.test(effect.path) ? _("A directory.") : (atStart() as { note: string }).note;
    return effect.kind === "file" && "url" in effect.from && effect.path.startsWith("/etc/")
        ? _("A file from an address.")
        : note;
}

/** Null for what no effect says. */
function effectOf(path: string, made: Made): Effect | null {
    switch (made.kind) {
        case "file":
            return made.from && !made.isHidden ? { ...made, path, from: made.from } : null;
        case "directory": {
            const { isNew, ...directory } = made;
            return { ...directory, path };
        }
        case "link":
            return { kind: "link", path, target: made.target };
        case "unpacked":
            // What was taken out of it again would be there, and what was unpacked under it would not.
            if (!made.archive || made.isPartial || made.under) return null;
            return { kind: "file", path, mode: null, from: { ...made.archive, member: made.member } };
        case "program":
        case "stand-in":
            return null;
    }
}

/** What earlier steps made there, also what came in an archive; null where they made nothing. */
export function madeAt(written: string, context: StepContext): Made | null {
    const path = pathOf(written, context);
    if (path === null) return null;
    const own = context.made.get(path);
    if (own) return own;
    const { unpacked, member = "" } = unpackedAbove(path, context) ?? {};
    return unpacked ? { kind: "file", from: unpacked.archive && { ...unpacked.archive, member }, mode: null } : null;
}

/** Whether it lies in a clone of which something was taken away: a directory of it may not be whole any more. */
export function isOfPartial(written: string, context: StepContext): boolean {
    const { archive, isPartial } = unpackedAbove(pathOf(written, context) ?? ".", context)?.unpacked ?? {};
    return isPartial === true && archive !== null && archive !== undefined && "git" in archive;
}

/** Whether earlier steps left something there, or above it, that is gone when the system starts. */
export function isForAWhile(written: string, context: StepContext): boolean {
    const path = pathOf(written, context);
    if (path === null || !isScratch(path)) return false;
    return [...context.made.keys()].some(
        other =>
            other === path ||
            (other === "." && !path.startsWith("/")) ||
            path.startsWith(`${other}/`) ||
            other.startsWith(`${path}/`),
    );
}
