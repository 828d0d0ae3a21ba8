/** Build steps that make accounts and groups. Null is what is not understood for certain. */
import { _ } from "../language.ts";
import type { Effect } from "./effect.ts";
import { carried, type Meaning, type StepContext } from "./step-meaning.ts";

type Judge = (words: readonly string[], context: StepContext) => Meaning | null;

const NAME = /^[a-z_][a-z0-9_-]*\$?$/;
const GROUP = /^(?:[a-z_][a-z0-9_-]*|\d+)$/;

/** Options by their short names, and operands; null for one that is not known. */
function readOptions(words: readonly string[], valued: Readonly<Record<string, string>>, bare: RegExp) {
    const options = new Map<string, string>();
    const operands: string[] = [];
    for (let at = 0; at < words.length; at++) {
        const word = words[at] ?? "";
        const [, long = word, inline] = /^(--[a-z-]+)=(.*)$/s.exec(word) ?? [];
        const name = valued[long];
        if (name !== undefined) {
            if (inline === undefined) at += 1;
            options.set(name, inline ?? words[at] ?? "");
        } else if (bare.test(word)) options.set(word, "");
        else if (word.startsWith("-")) return null;
        else operands.push(word);
    }
    return { options, operands };
}

const USER_OPTIONS = {
    ...{ "-u": "uid", "--uid": "uid", "-g": "group", "--gid": "group", "-G": "groups", "--groups": "groups" },
    ...{ "-d": "home", "--home-dir": "home", "--home": "home", "-s": "shell", "--shell": "shell" },
    ...{ "-c": "comment", "--comment": "comment" },
};

export const judgeUser: Judge = (words, context) => {
    const read = readOptions(
        words,
        USER_OPTIONS,
        /^(?:-[mMrlN]+|--create-home|--no-create-home|--system|--no-log-init)$/,
    );
    const [name = "", ...more] = read?.operands ?? [];
    if (!read || more.length > 0 || !NAME.test(name) || context.made.has("/etc/subuid")) return null;
    const { options } = read;
    const own = options.get("group");
    const groups = [
        ...(own === undefined ? [] : [own === "0" ? "root" : own]),
        ...(options.get("groups")?.split(",") ?? []),
    ];
    const uid = options.get("uid");
    const isPlain = groups.every(group => GROUP.test(group)) && (uid === undefined || /^\d{1,9}$/.test(uid));
    const paths = [options.get("home"), options.get("shell")].filter(path => path !== undefined);
    if (!isPlain || !paths.every(path => /^\/[\w./-]*$/.test(path))) return null;
    const user = {
        ...{ kind: "user" as const, name, uid: uid === undefined ? null : Number(uid), groups },
        ...{ home: options.get("home") ?? null, shell: options.get("shell") ?? null },
    };
    context.accounts.set(name, user);
    // Which group is its first, and that it is the system's, are words that a blueprint has not.
    const isSystem = [...options.keys()].some(option => /^-[a-zA-Z]*r|^--system/.test(option));
    return carried([user], _("An account."), own === undefined && !isSystem ? "exact" : "equivalent");
};

export const judgeGroup: Judge = words => {
    const read = readOptions(words, { "-g": "gid", "--gid": "gid" }, /^(?:-r|-f|--system|--force)$/);
    const [name = "", ...more] = read?.operands ?? [];
    const gid = read?.options.get("gid");
    if (!read || more.length > 0 || !NAME.test(name) || (gid !== undefined && !/^\d{1,9}$/.test(gid))) return null;
    const group: Effect = { kind: "group", name, gid: gid === undefined ? null : Number(gid) };
    const isSystem = read.options.has("-r") || read.options.has("--system");
    return carried([group], _("A group of accounts."), isSystem ? "equivalent" : "exact");
};

/** More groups for an account that a step made; ranges of ids for containers of the system's own. */
export const judgeUserChange: Judge = (words, context) => {
    const known = {
        "-aG": "groups",
        "--add-subuids": "subuids",
        "--add-subgids": "subgids",
        "-s": "shell",
        "--shell": "shell",
    };
    const read = readOptions(words, known, /^$/);
    const [name = "", ...more] = read?.operands ?? [];
    if (!read || more.length > 0 || !NAME.test(name) || read.options.size === 0) return null;
    const { options } = read;
    if (options.has("subuids") || options.has("subgids")) return judgeRanges(name, options, context);
    const user = context.accounts.get(name);
    const added = options.get("groups")?.split(",") ?? [];
    const shell = options.get("shell") ?? user?.shell ?? null;
    if (!user || !added.every(group => GROUP.test(group)) || (shell !== null && !/^\/[\w./-]+$/.test(shell)))
        return null;
    const changed = { ...user, groups: [...new Set([...user.groups, ...added])], shell };
    context.accounts.set(name, changed);
    return carried([changed], _("An account."), "equivalent");
};

/** Where accounts are made, their ranges are given by what makes them: then this file would take them away. */
function judgeRanges(name: string, options: ReadonlyMap<string, string>, context: StepContext): Meaning | null {
    if (context.accounts.size > 0) return null;
    const effects: Effect[] = [];
    for (const [option, range] of options) {
        const [, first, last] = /^(\d{1,9})-(\d{1,9})$/.exec(range) ?? [];
        if (!/^sub[ug]ids$/.test(option) || first === undefined || Number(last) < Number(first)) return null;
        const path = option === "subuids" ? "/etc/subuid" : "/etc/subgid";
        const made = context.made.get(path);
        const before = made?.kind === "file" && made.from && "text" in made.from ? made.from.text : "";
        const from = { text: `${before}${name}:${first}:${Number(last) - Number(first) + 1}\n` };
        context.made.set(path, { kind: "file", from, mode: 0o644 });
        effects.push({ kind: "file", path, mode: 0o644, from });
    }
    return carried(effects, _("A file below /etc."), "equivalent");
}
