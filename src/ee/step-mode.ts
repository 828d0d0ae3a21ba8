/** Modes of what earlier steps made; whose files are an RPM's are as the RPM says. */
import { _ } from "../language.ts";
import { mayBePackages } from "./step-directory.ts";
import { combineAll, type Meaning, notNeeded, type StepContext } from "./step-meaning.ts";
import { isScratch, isWorkdir, pathOf } from "./step-path.ts";
import { type Made, madeAt, make } from "./step-place.ts";
import type { Word } from "./step-word.ts";

export function judgeMode(words: readonly Word[], context: StepContext): Meaning | null {
    const isRecursive = words.some(({ text }) => /^-R[vf]*$/.test(text));
    const [mode, ...operands] = words.filter(({ text }) => !/^-[Rvf]+$/.test(text));
    if (!mode?.isKnown || mode.isPattern || operands.length === 0 || !operands.every(({ isKnown }) => isKnown))
        return null;
    if (
        /^(?:0?66[0-6]|[uga]*(?:g=u|\+rw?|g?\+w))$/.test(mode.text) &&
        operands.every(({ text }) => /^\/etc\/(?:passwd|group)$/.test(text))
    )
        return notNeeded(_("A system knows its accounts; only a container gets one that it does not know."));
    if (operands.every(({ text }) => isWorkdir(pathOf(text, context) ?? "", context)))
        return notNeeded(_("Only a container works there."));
    return combineAll(
        operands.flatMap(({ text }): (Meaning | null)[] => {
            const paths = pathsOf(text, isRecursive, context);
            const top = isRecursive ? pathOf(text, context) : null;
            const between = top === null ? [] : directoriesOf(top, paths).filter(path => !madeAt(path, context));
            if (changed({ kind: "directory", mode: null }, mode.text) !== 0o755)
                for (const path of between.filter(each => !isScratch(each))) {
                    // A package has the last word of its own.
                    if (mayBePackages(path, context)) return [null];
                    context.made.set(path, { kind: "directory", mode: null });
                    paths.push(path);
                }
            return paths.length > 0 ? paths.map(path => setMode(path, mode.text, isRecursive, context)) : [null];
        }),
    );
}

/** What steps made that an operand of chmod or chown means. */
export function pathsOf(text: string, isRecursive: boolean, context: StepContext): string[] {
    if (/[*?[{]/.test(text)) {
        const start = pathOf(text.replace(/[*?[{].*$/, "x"), context)?.slice(0, -1);
        const isPlain = /^[^*?[{]*\*$/.test(text);
        if (!isPlain || start === undefined) return [];
        return [...context.made.keys()].filter(
            path => path.startsWith(start) && !path.slice(start.length).includes("/"),
        );
    }
    const path = pathOf(text, context);
    if (path === null) return [];
    const below = isRecursive ? [...context.made.keys()].filter(other => other.startsWith(`${path}/`)) : [];
    return [...(madeAt(path, context) || below.length === 0 ? [path] : []), ...below];
}

/** The directories that lie between one and the paths below it, itself included. */
export function directoriesOf(top: string, paths: readonly string[]): string[] {
    const found = new Set<string>();
    for (const path of paths)
        for (let end = path.lastIndexOf("/"); end >= top.length; end = path.lastIndexOf("/", end - 1))
            found.add(path.slice(0, end));
    return [...found].sort();
}

function setMode(path: string, text: string, isRecursive: boolean, context: StepContext): Meaning | null {
    const made = madeAt(path, context);
    switch (made?.kind) {
        case "program":
            return notNeeded(_("The mode of a file is as its RPM says."));
        case "file":
        case "directory": {
            const mode = changed(made, text);
            return mode === null ? null : make(path, { ...made, mode }, context);
        }
        // What `cp -r` took out of a clone may be a file, and where it is none that is told once it is cloned.
        case "unpacked": {
            const { archive, member, isPartial, under } = made;
            const isOne = /[^/*]\/$/.test(member) && !member.includes("*") && !isPartial && !under && !isRecursive;
            if (!isOne || !archive || !("git" in archive) || !OCTAL.test(text)) return null;
            const from = { ...archive, member };
            return make(path, { kind: "file", from, mode: Number.parseInt(text, 8) }, context);
        }
        default:
            return null;
    }
}

const OCTAL = /^0?[0-7]{3}$/;

const CLASSES = { u: 0o700, g: 0o070, o: 0o007, a: 0o777 } as const;
const BITS = { r: 0o444, w: 0o222, x: 0o111 } as const;
const UMASK = 0o022;

/** The mode that chmod makes of one; null for what is not known, and for those that change whose rights a program has. */
export function changed(made: Extract<Made, { mode: number | null }>, text: string): number | null {
    if (OCTAL.test(text)) return Number.parseInt(text, 8);
    // What comes out of an archive or a clone has a mode of its own, and only that of a program is one whichever it was.
    if (made.kind === "file" && made.mode === null && made.from && "member" in made.from && made.from.member !== null)
        return /^(?:a|ugo)?\+x$/.test(text) ? 0o755 : null;
    const isDirectory = made.kind === "directory";
    let mode = made.mode ?? (isDirectory ? 0o755 : 0o644);
    for (const part of text.split(",")) {
        const [, who = "", operator = "", what = ""] = /^([ugoa]*)([+=-])([rwxX]+)$/.exec(part) ?? [];
        if (operator === "") return null;
        const classes = [...(who || "a")].reduce((sum, each) => sum | CLASSES[each as keyof typeof CLASSES], 0);
        const asked = [...what].reduce((sum, each) => {
            const isRun = each !== "X" || isDirectory || (mode & 0o111) !== 0;
            return sum | (isRun ? BITS[each.toLowerCase() as keyof typeof BITS] : 0);
        }, 0);
        // Without a class, what the umask keeps from new files stays as it is.
        const bits = asked & classes & (who === "" ? ~UMASK : 0o777);
        if (operator === "+") mode |= bits;
        else if (operator === "-") mode &= ~bits;
        else mode = (mode & ~classes) | bits;
    }
    return mode;
}
