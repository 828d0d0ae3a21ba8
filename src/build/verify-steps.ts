/** What build steps leave in a commit: files where a commit has them, accounts, variables. */
import type { Definition } from "../ee/definition.ts";
import type { Effect } from "../ee/effect.ts";
import { definitionFile, type Files } from "../ee/files.ts";
import { isCollectionName } from "../ee/galaxy.ts";
import type { Requirement } from "../ee/requirement.ts";
import { isBroughtFrom } from "../ee/step-given.ts";
import { listEffects } from "../ee/steps.ts";
import { _, format } from "../language.ts";
import type { ImageContents } from "../ostree/image-contents.ts";
import type { Inventory } from "../ostree/inventory.ts";
import { directoryLine, linkLine, placeInCommit } from "./effect-place.ts";
import { collectionAt, findCollection } from "./verify-collection.ts";
import { type Found, missing } from "./verify-found.ts";
import { findPython } from "./verify-python.ts";
import { findRole } from "./verify-role.ts";
import { findSystem } from "./verify-system.ts";

/** An inventory with those small files of it that say what its others do not. */
export type Held = Inventory & {
    texts: ReadonlyMap<string, string>;
    /** What embedded images hold, of each whose layers are told. */
    inImages?: readonly ImageContents[];
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
    const lacking = found.filter(({ answer }) => answer.state === "missing");
    const names = lacking.map(({ effect }) => nameOf(effect)).join(_(", "));
    if (lacking.length > 0) return missing(format(_("The commit lacks $0."), names));
    const others = found.filter(({ answer }) => answer.state === "wrong-version");
    const told = others.length > 0 ? others : found;
    return {
        state: others.length > 0 ? "wrong-version" : "present",
        found: told.map(({ answer }) => answer.found ?? "").join(_(", ")),
        note: told.flatMap(({ answer }) => answer.note ?? []).join(" ") || null,
    };
}

const nameOf = (effect: Effect): string =>
    "path" in effect
        ? effect.path
        : effect.kind === "galaxy"
          ? effect.entry.name
          : effect.kind === "python"
            ? effect.text
            : effect.name;

function findEffect(effect: Effect, held: Held): Found {
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
            return findSystem(row(effect.kind === "package-group" ? `@${effect.name}` : effect.name, ""), held);
        case "python":
            return findPython({ ...row(/^[\w.-]*/.exec(effect.text)?.[0] ?? "", effect.text), kind: "python" }, held);
        case "galaxy":
            return findEntry(effect.entry, held);
        case "module":
            // Only which packages were there to be chosen from; each of them is a requirement of its own.
            return foundAs(`${effect.name}:${effect.stream}`);
        case "user":
            return foundAs(hasLine(/\/passwd$/, `${effect.name}:`) ? effect.name : null);
        case "group":
            return foundAs(hasLine(/\/group$/, `${effect.name}:`) ? effect.name : null);
        case "environment":
            return foundAs(hasLine(/\/profile\.d\//, `export ${effect.name}=`) ? effect.name : null);
        case "directory":
        case "file":
        case "link":
            return foundAs(findPath(effect, held, start => hasLine(/\/tmpfiles\.d\//, start)));
    }
}

const foundAs = (found: string | null): Found => (found === null ? missing() : { state: "present", found, note: null });

function findEntry({ kind, name, wanted }: Extract<Effect, { kind: "galaxy" }>["entry"], held: Held): Found {
    if (kind === "role") return findRole({ name, wanted }, held);
    if (isCollectionName(name)) return findCollection({ name, wanted, satisfiedBy: null }, held);
    const { collection, isLikely } = collectionAt(name, held.collections, []);
    if (!collection) return missing();
    if (isLikely) return foundAs(`${collection.name} ${collection.version ?? ""}`.trim());
    const note = _("Which collection $0 brings, no file tells, so whether it is there is not known.");
    return { state: "present", found: name, note: format(note, name) };
}

/**
 * Where it is; null where it is not.
 *
 * @param isMade Whether a line that begins so makes it when the system starts.
 */
function findPath(
    effect: Extract<Effect, { path: string }>,
    { entries }: Held,
    isMade: (start: string) => boolean,
): string | null {
    const place = placeInCommit(effect.path);
    if (!place) return null;
    const { path, runs } = place;
    if (runs !== null && effect.kind !== "file") {
        const line = effect.kind === "link" ? linkLine(runs, "") : directoryLine(runs, null);
        return isMade(/^\w "(?:[^"\\]|\\.)*"/.exec(line)?.[0] ?? line) ? runs : null;
    }
    const found = [path, path.replace(/^\/etc\//, "/usr/etc/")].find(each => entries.has(each));
    const entry = found === undefined ? undefined : entries.get(found);
    if (found === undefined || entry === undefined) return null;
    if (effect.kind === "link") return entry.type === "link" ? found : null;
    // A file may be a whole directory of the definition, or an archive that is unpacked.
    return effect.kind === "directory" && entry.type !== "directory" ? null : found;
}
