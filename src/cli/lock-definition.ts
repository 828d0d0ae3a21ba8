/** `cockpit-ee lock` and `unlock`: what a definition's plan brings now is what its builds take from then on. */
import { randomBytes } from "node:crypto";
import { realpath, rename, rm, writeFile } from "node:fs/promises";
import { machine } from "node:os";
import { basename, dirname, join, resolve } from "node:path";

import { lockPlan } from "../build/lock-plan.ts";
import { type Files, isSameFiles } from "../ee/files.ts";
import { lockFile } from "../ee/lock-file.ts";
import { checkName } from "../ee/name.ts";
import { saveDefinition } from "../ee/save.ts";
import { readDefinition } from "../ee/store.ts";
import { suggestRef } from "../ostree/ref.ts";
import { judge, tellFindings } from "./check.ts";
import { type Context, print, printJson, tell, UsageError } from "./context.ts";
import { type GivenDefinition, readGiven } from "./definition.ts";
import { loginName } from "./login-name.ts";
import { planJson, prepareTarget, printPlan } from "./plan.ts";
import { readTop, unlessMissing } from "./top.ts";

export async function runLock(context: Context, operands: readonly string[]): Promise<number> {
    const { host, composer, state, signal, json } = context;
    const { path, directory, given, saved } = await readOperand(context, "lock", operands);
    if (context.newest || context.lock !== undefined)
        throw new UsageError("lock takes the newest that fit; --newest and --lock are of plan and build");
    if (context.container !== undefined || context.containerOnly)
        throw new UsageError("lock takes the image that is chosen beside the definition");
    const complaint = checkName(given.name, []);
    if (complaint !== null)
        throw new UsageError(`the directory's name is the definition's, and ${given.name} is none: ${complaint}`);
    const check = judge({ ...given, files: new Map([...given.files].filter(([file]) => file !== lockFile)) }, path);
    if (!check.accepted || !check.definition) return tellFindings([check]);
    const distro = await prepareTarget(context, given, check.definition, null);
    const authored = { ...given, distro };
    const ref = context.ref ?? suggestRef({ definition: given.name, distro, arch: machine() });
    const top = readTop(context, ref, { kind: "nothing" });
    const locking = await lockPlan(host, composer, state, authored, { by: loginName(), top, signal }).catch(
        unlessMissing,
    );
    if (locking === null) return 1;
    const { plan, file, parent, reason } = locking;
    if (file === null) {
        printPlan(plan, tell);
        tell(`cockpit-ee: ${given.name} was not locked: ${reason ?? ""}`);
        return 1;
    }
    if (!(await keep(context, { directory, given, saved }, file))) return 1;
    const on = parent === null ? "" : ` on top of ${parent}`;
    if (json) printJson({ ...planJson(plan), parent });
    else print(`${given.name} is locked for ${plan.distro}${on}: ${lockFile} holds what its builds take.`);
    return 0;
}

export async function runUnlock(context: Context, operands: readonly string[]): Promise<number> {
    const operand = await readOperand(context, "unlock", operands);
    const { given } = operand;
    if (!given.files.has(lockFile)) {
        tell(`cockpit-ee: ${given.name} is not locked`);
        return 1;
    }
    if (!(await keep(context, operand, null))) return 1;
    if (context.json) printJson(null);
    else print(`${given.name} is not locked any more.`);
    return 0;
}

type Operand = {
    path: string;
    /** Where it leads. */
    directory: string;
    given: GivenDefinition;
    /** Its files, as they were when it was read, where it is one that the pages show; null where it is anywhere else. */
    saved: Files | null;
};

async function readOperand(
    { host, state }: Pick<Context, "host" | "state">,
    command: string,
    operands: readonly string[],
): Promise<Operand> {
    const [path, ...more] = operands;
    if (path === undefined || more.length > 0) throw new UsageError(`${command} takes one directory`);
    const given = await readGiven(path);
    if (given.file !== null) throw new UsageError(`${path} is a file, and ${command} takes its directory`);
    const directory = await realpath(path).catch(() => resolve(path));
    const name = basename(directory);
    if (name !== given.name) throw new UsageError(`${path} leads to ${directory}: name that`);
    const own = await realpath(join(resolve(state), "definitions")).catch(() => null);
    const isOwn = own !== null && dirname(directory) === own && checkName(name, []) === null;
    const saved = isOwn ? ((await readDefinition(host, state, name))?.files ?? null) : null;
    return { path, directory, given: saved ? { ...given, files: new Map(saved) } : given, saved };
}

/**
 * Write the lock, or take it away, unless the definition was changed meanwhile, which is told. What the pages show is
 * saved as they save: as a version.
 */
async function keep(
    { host, state }: Pick<Context, "host" | "state">,
    { directory, given: { name, files: before }, saved }: Pick<Operand, "directory" | "given" | "saved">,
    text: string | null,
): Promise<boolean> {
    const isChanged = (by: string) => {
        tell(`cockpit-ee: ${by} meanwhile, and nothing was changed; try again`);
        return false;
    };
    if (saved === null) {
        const { files: now } = await readGiven(directory);
        if (!isSameFiles(before, now)) return isChanged(`${name} was written`);
        await replace(join(directory, lockFile), text);
        return true;
    }
    const files = new Map(saved);
    if (text === null) files.delete(lockFile);
    else files.set(lockFile, text);
    const base = new Map(saved);
    const conflict = await saveDefinition(host, state, name, { files, base, by: loginName(), findings: null });
    return conflict === null || isChanged(`${conflict.by} saved ${name}`);
}

/** Written aside, and renamed. */
async function replace(file: string, text: string | null): Promise<void> {
    if (text === null) return rm(file, { force: true });
    const aside = join(dirname(file), `.${randomBytes(8).toString("hex")}`);
    try {
        await writeFile(aside, text, { flag: "wx" });
        await rename(aside, file);
    } finally {
        await rm(aside, { force: true });
    }
}
