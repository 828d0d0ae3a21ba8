/** Build steps that install collections and roles. Null is what is not understood for certain. */
import { _, format } from "../language.ts";
import { type GalaxyEntry, isCollectionName, readGalaxy } from "./galaxy.ts";
import { readYaml } from "./read-yaml.ts";
import { cloneAt } from "./step-clone.ts";
import { isAddress, tellsOnly } from "./step-fetch.ts";
import { carried, combineAll, type Meaning, type StepContext } from "./step-meaning.ts";
import { madeAt } from "./step-place.ts";

/** Where every image has them, and a commit. */
const PLACE = /^(?:\/usr\/share\/ansible\/(?:collections|roles)|\/etc\/ansible\/roles)\/?$/;

/** With these what is there already is fetched anew: the newest where no version is asked for. */
const RENEWING = /^(?:-f|--force|-U|--upgrade)$/;

const HARMLESS = /^(?:-f|--force|-U|--upgrade|-c|--ignore-certs|-v+|--no-cache|--clear-response-cache)$/;

type Asked = {
    /** Names of entries, and files that list them. */
    operands: string[];
    lists: string[];
};

/** `ansible-galaxy collection install` and `role install`, from the servers that the definition's own are from. */
export function judgeGalaxy([what = "", verb = "", ...words]: readonly string[], context: StepContext): Meaning | null {
    if (what !== "collection" && what !== "role") return null;
    if (verb === "list") return tellsOnly();
    const asked = verb === "install" ? readWords(words) : null;
    if (!asked) return null;
    const named = asked.operands.map(operand =>
        carryEntry(what === "role" ? roleOf(operand) : (clonedAt(operand, context) ?? collectionOf(operand)), context),
    );
    const listed = asked.lists.flatMap(
        file => entriesIn(file, what, context)?.map(entry => carryEntry(entry, context)) ?? [null],
    );
    const meanings = [...named, ...listed];
    const isRenewed = words.some(word => RENEWING.test(word)) && meanings.some(each => each && isPinned(each, context));
    return isRenewed ? null : combineAll(meanings);
}

/** Null for other options: of another server or place, or of which versions count. */
function readWords(words: readonly string[]): Asked | null {
    const asked: Asked = { operands: [], lists: [] };
    for (let at = 0; at < words.length; at++) {
        const word = words[at] ?? "";
        const [, place] = /^(?:--collections-path|--roles-path)=(.*)$/.exec(word) ?? [];
        const [, list] = /^(?:--requirements-file|--role-file)=(.+)$/.exec(word) ?? [];
        if (HARMLESS.test(word)) continue;
        if (place !== undefined || /^(?:-p|--collections-path|--roles-path)$/.test(word)) {
            if (place === undefined) at += 1;
            if (!PLACE.test(place ?? words[at] ?? "")) return null;
        } else if (list !== undefined || /^(?:-r|--requirements-file|--role-file)$/.test(word)) {
            if (list === undefined) at += 1;
            asked.lists.push(list ?? words[at] ?? "");
        } else if (word.startsWith("-")) return null;
        else asked.operands.push(word);
    }
    return asked.operands.length + asked.lists.length > 0 ? asked : null;
}

/** Whether it would take another version than the one that the definition's own list settles. */
const isPinned = ({ effects }: Meaning, { listed }: StepContext): boolean =>
    effects.some(
        effect =>
            effect.kind === "galaxy" &&
            effect.entry.wanted === "" &&
            listed().some(
                ({ kind, name, wanted }) => kind === effect.entry.kind && name === effect.entry.name && wanted !== "",
            ),
    );

type Entry = Pick<GalaxyEntry, "kind" | "name" | "wanted" | "source" | "type">;

function collectionOf(operand: string): Entry | null {
    const [, name = "", wanted = ""] = /^(\w+\.\w+)(?::([\w.,<>=!*+-]+))?$/.exec(operand) ?? [];
    if (name !== "")
        return { kind: "collection", name, wanted: wanted === "*" ? "" : wanted, source: null, type: null };
    const [, git = "", version = ""] = /^(git\+https:\/\/[^,]+)(?:,([\w./-]+))?$/.exec(operand) ?? [];
    return git === "" ? null : { kind: "collection", name: git, wanted: version, source: null, type: "git" };
}

/** What an earlier step cloned is installed as from its address. */
function clonedAt(directory: string, context: StepContext): Entry | null {
    const clone = directory.includes("/") || directory === "." ? cloneAt(directory, context) : null;
    return clone && collectionOf(`git+${clone.git}${clone.revision === null ? "" : `,${clone.revision}`}`);
}

function roleOf(operand: string): Entry | null {
    const [, name = "", wanted = ""] = /^([A-Za-z]\w*\.[\w-]+)(?:,([\w.-]+))?$/.exec(operand) ?? [];
    return name === "" ? null : { kind: "role", name, wanted, source: null, type: null };
}

/** Of a list that an earlier step brought, what the command takes of it; null where it is not known. */
function entriesIn(file: string, kind: Entry["kind"], context: StepContext): Entry[] | null {
    const made = madeAt(file, context);
    if (made?.kind !== "file" || !made.from || "member" in made.from) return null;
    if ("definition" in made.from) context.read.add(made.from.definition);
    const text = "text" in made.from ? made.from.text : context.files.get(made.from.definition);
    const { document } = readYaml(text ?? "", file);
    const entries = document ? readGalaxy(document, []).filter(entry => entry.kind === kind) : [];
    return entries.length > 0 && entries.every(({ signatures }) => signatures.length === 0) ? entries : null;
}

/** Of files and directories of an image nothing is known, and what may be a secret never leaves the definition. */
function carryEntry(entry: Entry | null, { roles }: StepContext): Meaning | null {
    if (!entry) return null;
    const { kind, name, wanted, source, type } = entry;
    const isByName = kind === "collection" ? isCollectionName(name) : /^[A-Za-z0-9][\w.-]*$/.test(name);
    const isPlain = [name, source ?? ""].every(text => /^[\w.-]*$/.test(text) || isAddress(text.replace(/^git\+/, "")));
    if (!isPlain || !/^(?:[\w][\w./-]*|[\w.,<>=!* +-]*)$/.test(wanted) || wanted.startsWith("-")) return null;
    if ((type !== null && !/^(?:galaxy|git|url)$/.test(type)) || (!isByName && !/^(?:git\+)?https?:/.test(name)))
        return null;
    if (kind === "role") roles.add(name);
    const note = kind === "role" ? _("The role $0.") : _("The collection $0.");
    return carried([{ kind: "galaxy", entry: { kind, name, wanted, source, type } }], format(note, name));
}
