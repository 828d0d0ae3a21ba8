/** What build steps leave in a commit: files where a commit has them, accounts, variables. */
import type { Definition } from "../ee/definition.ts";
import type { Effect } from "../ee/effect.ts";
import { definitionFile, type Files } from "../ee/files.ts";
import { isCollectionName } from "../ee/galaxy.ts";
import { roleName } from "../ee/galaxy-roles.ts";
import type { Requirement } from "../ee/requirement.ts";
import { isBroughtFrom } from "../ee/step-given.ts";
import { listEffects } from "../ee/steps.ts";
import { _, format } from "../language.ts";
import type { ImageContents } from "../ostree/image-contents.ts";
import type { Inventory } from "../ostree/inventory.ts";
import { directoryLine, linkLine, placeInCommit } from "./effect-place.ts";
import { type Found, missing } from "./verify-found.ts";
import { findPython } from "./verify-python.ts";
import { findSystem } from "./verify-system.ts";

/** An inventory with those small files of it that say what its others do not. */
export type Held = Inventory & {
    texts: ReadonlyMap<string, string>;
    /** What the layers of embedded images hold; null or absent where there are none. */
    inImages?: ImageContents | null;
};

const ACCOUNTS = ["passwd", "group"].flatMap(name => ["/usr/lib", "/usr/etc", "/etc"].map(place => `${place}/${name}`));

/** Files to read for it. @param names Of the definitions that a commit was made from. */
export const tellingFiles = (names: readonly string[]): string[] => [
    ...ACCOUNTS,
    ...names.flatMap(name => [
        `/usr/lib/tmpfiles.d/ee-${name}.conf`,
        ...["/usr/etc", "/etc"].map(place => `${place}/profile.d/ee-${name}.sh`),
    ]),
];

/** What is left by a build step, or by the steps that bring a file; null for what leaves nothing. */
export function effectsOf(
    files: Files,
    definition: Definition,
): (requirement: Pick<Requirement, "kind" | "name" | "text">) => Effect[] | null {
    const main = definitionFile(files);
    const all = listEffects(files, definition);
    return ({ kind, name, text }) => {
        const found = all.flatMap(({ effects, step }) => {
            if (kind === "build-step") return step.stage === name && step.text.trim() === text.trim() ? effects : [];
            return effects.filter(
                effect =>
                    kind === "file" &&
                    effect.kind === "file" &&
                    "definition" in effect.from &&
                    isBroughtFrom(name, effect.from.definition, main),
            );
        });
        return found.length > 0 ? found : null;
    };
}

/** All of them have to be there. */
export function findEffects(effects: readonly Effect[], held: Held): Found {
    const found = effects.map(effect => ({ effect, answer: findEffect(effect, held) }));
    const lacking = found.filter(({ answer }) => answer === null);
    const names = lacking.map(({ effect }) => nameOf(effect)).join(_(", "));
    if (lacking.length > 0) return missing(format(_("The commit lacks $0."), names));
    return { state: "present", found: found.map(({ answer }) => answer).join(_(", ")), note: null };
}

const nameOf = (effect: Effect): string =>
    "path" in effect
        ? effect.path
        : effect.kind === "galaxy"
          ? effect.entry.name
          : effect.kind === "python"
            ? effect.text
            : effect.name;

/** Where or what it is; null where it is not. */
function findEffect(effect: Effect, held: Held): string | null {
    const texts = (pattern: RegExp) => [...held.texts].filter(([path]) => pattern.test(path)).map(([, text]) => text);
    const hasLine = (pattern: RegExp, start: string) =>
        texts(pattern).some(text => text.split("\n").some(line => line.startsWith(start)));
    const row = (name: string, text: string) => ({
        ...{ kind: "system" as const, name, wanted: "", text, askedBy: [] },
        ...{ carrier: null, fidelity: "exact" as const, satisfiedBy: null, note: null },
    });
    switch (effect.kind) {
        case "package":
        case "stand-in":
        case "package-group":
            return foundIn(
                findSystem(row(effect.kind === "package-group" ? `@${effect.name}` : effect.name, ""), held),
            );
        case "python":
            return foundIn(
                findPython({ ...row(/^[\w.-]*/.exec(effect.text)?.[0] ?? "", effect.text), kind: "python" }, held),
            );
        case "galaxy":
            return findEntry(effect.entry, held);
        case "module":
            // Only which packages were there to be chosen from; each of them is a requirement of its own.
            return `${effect.name}:${effect.stream}`;
        case "user":
            return hasLine(/\/passwd$/, `${effect.name}:`) ? effect.name : null;
        case "group":
            return hasLine(/\/group$/, `${effect.name}:`) ? effect.name : null;
        case "environment":
            return hasLine(/\/profile\.d\//, `export ${effect.name}=`) ? effect.name : null;
        case "directory":
        case "file":
        case "link":
            return findPath(effect, held, start => hasLine(/\/tmpfiles\.d\//, start));
    }
}

const foundIn = ({ state, found }: Found): string | null => (state === "present" ? (found ?? "") : null);

/** Which collection lies at an address, no file tells. */
function findEntry({ kind, name }: Extract<Effect, { kind: "galaxy" }>["entry"], held: Held): string | null {
    if (kind === "role") {
        const path = `/usr/share/ansible/roles/${roleName(name)}`;
        return held.entries.has(path) ? path : null;
    }
    if (!isCollectionName(name)) return held.collections.length > 0 ? name : null;
    return held.collections.some(each => each.name === name) ? name : null;
}

/** @param isMade Whether a line that begins so makes it when the system starts. */
function findPath(
    effect: Extract<Effect, { path: string }>,
    { entries }: Held,
    isMade: (start: string) => boolean,
): string | null {
    const place = placeInCommit(effect.path);
    if (!place) return null;
    const { path, runs } = place;
    if (runs !== null && effect.kind !== "file") {
        const line = effect.kind === "link" ? linkLine(runs, "") : directoryLine(runs, 0);
        return isMade(/^\w "(?:[^"\\]|\\.)*"/.exec(line)?.[0] ?? line) ? runs : null;
    }
    const found = [path, path.replace(/^\/etc\//, "/usr/etc/")].find(each => entries.has(each));
    const entry = found === undefined ? undefined : entries.get(found);
    if (found === undefined || entry === undefined) return null;
    if (effect.kind === "link") return entry.type === "link" ? found : null;
    // A file may be a whole directory of the definition, or an archive that is unpacked.
    return effect.kind === "directory" && entry.type !== "directory" ? null : found;
}
