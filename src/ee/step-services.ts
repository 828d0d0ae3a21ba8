/** Build steps about services, and those that only the running system can do. Null is what is not understood for certain. */
import { _ } from "../language.ts";
import type { Effect } from "./effect.ts";
import { carried, type Meaning, notNeeded, type StepContext } from "./step-meaning.ts";
import { make } from "./step-place.ts";
import { doAtStart, linkUnit } from "./step-start.ts";

type Judge = (words: readonly string[], context: StepContext) => Meaning | null;

/** No composer runs it behind the files that are to be trusted: the system does. */
export const judgeTrust: Judge = (words, context) =>
    /^(?:extract|enable|force-enable)?$/.test(words.join(" "))
        ? doAtStart("ee-update-ca-trust.service", "/usr/bin/update-ca-trust extract", context)
        : null;

export const judgeCryptoPolicy: Judge = (words, context) => {
    const [, policy] = /^--set ([A-Z][\w:-]*)$/.exec(words.join(" ")) ?? [];
    if (policy === undefined) return null;
    return doAtStart("ee-crypto-policy.service", `/usr/bin/update-crypto-policies --set ${policy}`, context);
};

/** A unit that starts with the system, by the link that systemctl makes for most; its kind tells what wants it. */
function enable(unit: string, directory: string, context: StepContext): Effect | null {
    const wants = { service: "multi-user", socket: "sockets", timer: "timers", path: "paths" };
    const kind = unit.slice(unit.lastIndexOf(".") + 1) as keyof typeof wants;
    if (!(kind in wants)) return null;
    return linkUnit(unit, directory, `${wants[kind]}.target`, context);
}

export const judgeServices: Judge = ([verb = "", ...given], context) => {
    if (verb === "daemon-reload") return notNeeded(_("It only tells something to what runs."));
    const units = given.filter(word => word !== "--now").map(unit => (unit.includes(".") ? unit : `${unit}.service`));
    if (!/^(?:enable|mask)$/.test(verb) || units.length === 0 || !units.every(unit => /^[\w-]+\.[a-z]+$/.test(unit)))
        return null;
    const links = units.map(unit => {
        if (verb === "enable") return enable(unit, "/etc/systemd/system", context);
        const mask = make(`/etc/systemd/system/${unit}`, { kind: "link", target: "/dev/null" }, context);
        return mask?.effects[0] ?? null;
    });
    const effects = links.filter(link => link !== null);
    if (effects.length < links.length) return null;
    return verb === "mask"
        ? carried(effects, _("Services that do not start."))
        : carried(effects, _("Services that start with the system."), "equivalent");
};
