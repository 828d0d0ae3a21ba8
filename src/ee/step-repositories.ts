/** Build steps about repositories: the system's own afterwards, while a composer takes packages from its own sources. */
import { _ } from "../language.ts";
import { fromSources, isAddress } from "./step-fetch.ts";
import { carried, combineAll, type Meaning, type StepContext } from "./step-meaning.ts";
import { nameOf } from "./step-path.ts";
import { madeAt, make } from "./step-place.ts";

/** @param flags Those that are not about how packages are got. */
export function judgeConfigManager(
    flags: readonly string[],
    operands: readonly string[],
    context: StepContext,
): Meaning | null {
    const [flag = "", ...more] = flags;
    const [, verb = "", value] = /^(--[a-z-]+)(?:=(\S+))?$/.exec(flag) ?? [];
    const asked = value === undefined ? operands : [value, ...operands];
    // dnf5 has verbs in the place of options.
    if (flags.length === 0 && operands[0] === "setopt") return operands.length > 1 ? fromSources() : null;
    if (more.length > 0 || asked.length === 0) return null;
    if (/^--(?:set-enabled|enable|set-disabled|disable)$/.test(verb)) return fromSources();
    return verb === "--add-repo" ? combineAll(asked.map(address => judgeRepository(address, context))) : null;
}

/** Authority: dnf-plugins-core, config_manager.py, which writes a file for an address that is none. */
function judgeRepository(address: string, context: StepContext): Meaning | null {
    if (!isAddress(address)) return null;
    if (/\.repo$/.test(address)) {
        const from = { url: address, sha256: null, member: null };
        return inRepositories(nameOf(address), { kind: "file", from, mode: 0o644 }, context);
    }
    const id = address.replace(/^https?:\/\//, "").replace(/[^\w.:-]/g, "_");
    const text = `[${id}]\nname=created by dnf config-manager from ${address}\nbaseurl=${address}\nenabled=1\n`;
    return inRepositories(`${id}.repo`, { kind: "file", from: { text }, mode: 0o644 }, context);
}

const inRepositories = (name: string, made: Parameters<typeof make>[1], context: StepContext): Meaning | null =>
    make(`/etc/yum.repos.d/${name}`, made, context);

/** `rpm --import`: a key, which rpm keeps in its database. */
export function judgeKey(operand: string, context: StepContext): Meaning | null {
    const found = isAddress(operand) ? null : madeAt(operand, context);
    if (!isAddress(operand) && found?.kind !== "file") return null;
    const name = nameOf(operand);
    if (!/^[\w.+-]+$/.test(name)) return null;
    const made = found ?? { kind: "file" as const, from: { url: operand, sha256: null, member: null }, mode: 0o644 };
    const meaning = make(`/etc/pki/rpm-gpg/${name}`, made, context);
    return meaning && carried(meaning.effects, _("A file among the keys for packages."), "equivalent");
}

/** What subscription-manager does for packages; who registers a system says so on the system. */
export const judgeSubscription = ([verb = ""]: readonly string[]): Meaning | null =>
    /^(?:repos|unregister|clean|refresh|identity|status|config)$/.test(verb) ? fromSources() : null;
