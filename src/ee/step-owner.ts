/** Owners of what earlier steps made. Null is what is not understood for certain. */
import { _ } from "../language.ts";
import type { Owner } from "./effect.ts";
import { combineAll, type Meaning, notNeeded, type StepContext } from "./step-meaning.ts";
import { directoriesOf, pathsOf } from "./step-mode.ts";
import { isScratch, isWorkdir, pathOf } from "./step-path.ts";
import { type Made, madeAt, make } from "./step-place.ts";
import type { Word } from "./step-word.ts";

const NAME = "[A-Za-z_][\\w-]*|\\d{1,9}";
const OWNER = new RegExp(`^(${NAME})?(?::(${NAME}))?$`);

/** What chown is told; undefined for what stays as it is. */
type Given = { user: string | null | undefined; group: string | null | undefined };

/** "1000:0", "runner", ":wheel"; null for what is none, and for accounts that neither the system nor a step makes. */
function parseOwner(text: string, { accounts }: StepContext): Given | null {
    const [whole, user, group] = OWNER.exec(text) ?? [];
    if (whole === undefined || (user === undefined && group === undefined)) return null;
    const names = [user, group].filter(name => name !== undefined && !/^(?:\d+|root|wheel)$/.test(name));
    if (!names.every(name => accounts.has(name ?? ""))) return null;
    const own = (name: string | undefined) => (name !== undefined && /^(?:root|0)$/.test(name) ? null : name);
    return { user: own(user), group: own(group) };
}

/** As an effect says it: undefined for root's. */
function changeOwner(before: Owner | undefined, given: Given): Owner | undefined {
    const user = given.user === undefined ? (before?.user ?? null) : given.user;
    const group = given.group === undefined ? (before?.group ?? null) : given.group;
    return user === null && group === null ? undefined : { user, group };
}

/**
 * Whether something there can be somebody else's: in a blueprint, or where it is put when the system starts.
 * Authority: osbuild-composer's customizations; tmpfiles.d.
 */
function mayBeOwned(path: string, made: Made): boolean {
    if (made.kind !== "file" && made.kind !== "directory") return false;
    const isFetched = made.kind === "file" && (made.from === null || "member" in made.from);
    return /^\/(?:opt|srv|home|root|var|run)\//.test(path) || (path.startsWith("/etc/") && !isFetched);
}

export function judgeOwner(program: string, words: readonly Word[], context: StepContext): Meaning | null {
    const isRecursive = words.some(({ text }) => /^-[vfh]*R[vfh]*$/.test(text));
    const [written, ...operands] = words.filter(({ text }) => !/^-[Rvfh]+$/.test(text));
    if (!written?.isKnown || operands.length === 0 || !operands.every(({ isKnown }) => isKnown)) return null;
    if (operands.every(({ text }) => isWorkdir(pathOf(text, context) ?? "", context)))
        return notNeeded(_("Only a container works there."));
    const given = parseOwner(program === "chgrp" ? `:${written.text}` : written.text, context);
    if (!given) return null;
    return combineAll(
        operands.flatMap(({ text }): (Meaning | null)[] => {
            const all = pathsOf(text, true, context).filter(path => madeAt(path, context));
            if (all.length === 0) return [null];
            if (all.every(path => isRoots(path, given, context)))
                return [notNeeded(_("Files of a commit are root's."))];
            const paths = pathsOf(text, isRecursive, context).filter(path => madeAt(path, context));
            const between = isRecursive ? directoriesOf(pathOf(text, context) ?? "", paths) : [];
            return [...between.filter(path => !madeAt(path, context)), ...paths].map(path => own(path, given, context));
        }),
    );
}

/** Whether it is root's, and stays so. */
function isRoots(path: string, given: Given, context: StepContext): boolean {
    const made = madeAt(path, context);
    const before = made && "owner" in made ? made.owner : undefined;
    return before === undefined && changeOwner(before, given) === undefined;
}

function own(path: string, given: Given, context: StepContext): Meaning | null {
    const made = madeAt(path, context) ?? { kind: "directory" as const, mode: null };
    if (made.kind !== "file" && made.kind !== "directory") return null;
    if (isScratch(path) || !mayBeOwned(path, made)) return null;
    const { owner, ...rest } = made;
    const changed = changeOwner(owner, given);
    return make(path, changed ? { ...rest, owner: changed } : rest, context);
}
