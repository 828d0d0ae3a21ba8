/** What a commit tells of the definitions that it was made from, below /usr/share/ee; nothing of it is trusted. */
import * as z from "zod/mini";

import { _, format } from "../language.ts";
import type { TreeEntry } from "../ostree/tree.ts";
import type { PlannedRequirement } from "./plan.ts";

export type Told = {
    /** Name of the definition. */
    name: string;
    /** The redacted copy of its files. */
    files: ReadonlyMap<string, string>;
    /** Null where it tells none, or none that can be read. */
    plan: { distro: string; requirements: PlannedRequirement[] } | null;
};

const ROOT = "/usr/share/ee/";
/** Definitions in one commit, and files and bytes of all that they tell. */
const MOST_NAMES = 50;
const MOST_FILES = 2000;
const MOST_BYTES = 32 * 1024 * 1024;

/** The files to read for it. What is beyond all measure is left out. */
export function toldFiles(entries: Iterable<TreeEntry>): TreeEntry[] {
    const names = new Set<string>();
    const files: TreeEntry[] = [];
    let bytes = 0;
    for (const entry of entries) {
        const [, name = "", rest] = /^\/usr\/share\/ee\/([^/]+)\/(.+)$/s.exec(entry.path) ?? [];
        if (entry.type !== "file" || rest === undefined || (rest !== "plan.json" && !rest.startsWith("definition/")))
            continue;
        bytes += entry.size;
        names.add(name);
        if (bytes > MOST_BYTES || files.length >= MOST_FILES || names.size > MOST_NAMES) break;
        files.push(entry);
    }
    return files;
}

/** @param texts By path in the commit, of `toldFiles`. */
export function readTold(texts: ReadonlyMap<string, string>): Told[] {
    const told = new Map<string, { files: Map<string, string>; plan: Told["plan"] }>();
    for (const [path, text] of texts) {
        const [name = "", ...rest] = path.slice(ROOT.length).split("/");
        const own = told.get(name) ?? { files: new Map(), plan: null };
        told.set(name, own);
        if (rest[0] === "definition") own.files.set(rest.slice(1).join("/"), text);
        else own.plan = parsePlan(text);
    }
    return [...told]
        .map(([name, own]) => ({ name, ...own }))
        .sort((one, other) => (one.name < other.name ? -1 : Number(one.name > other.name)));
}

const kinds = [
    "ansible-core",
    "ansible-runner",
    "collection",
    "role",
    "python",
    "system",
    "build-step",
    "file",
    "container",
] as const satisfies PlannedRequirement["kind"][];
const fidelities = [
    "exact",
    "equivalent",
    "not-needed",
    "acknowledged",
    "left-over",
    "conflict",
    "missing",
] as const satisfies PlannedRequirement["fidelity"][];

const planSchema = z.object({
    distro: z.string().check(z.maxLength(100)),
    requirements: z
        .array(
            z.object({
                kind: z.enum(kinds),
                name: z.string(),
                wanted: z.string(),
                text: z.string(),
                askedBy: z.array(z.string()),
                carrier: z.nullable(z.enum(["blueprint", "content", "container", "build-only"])),
                fidelity: z.enum(fidelities),
                satisfiedBy: z.nullable(z.string()),
                note: z.nullable(z.string()),
            }),
        )
        .check(z.maxLength(20_000)),
});

/** A plan is kept in English. What is one text, without values, is there in the language that is spoken; and so are places. */
const inLanguage = ({ askedBy, note, ...row }: PlannedRequirement): PlannedRequirement => ({
    ...row,
    askedBy: askedBy.map(asker => {
        const [, file, line] = ASKER.exec(asker) ?? [];
        if (line === undefined) return translated(asker);
        return file === undefined ? format(_("line $0"), line) : format(_("$0, line $1"), file, line);
    }),
    note: note === null ? null : translated(note),
});

/** What a catalogue has for the empty text is none for people. */
const translated = (text: string): string => (text === "" ? "" : _(text));

/** Null for what is no plan. */
export function parsePlan(text: string): Told["plan"] {
    const plan = parseKeptPlan(text);
    return plan && { ...plan, requirements: plan.requirements.map(inLanguage) };
}

/** The same as it is kept, in English. */
export function parseKeptPlan(text: string): Told["plan"] {
    try {
        return planSchema.parse(JSON.parse(text));
    } catch {
        return null;
    }
}

/** The file of a line that asks, as it is kept: "" for the definition itself; null where something else asks. */
export function fileOfAsker(asker: string): string | null {
    const [whole, file = ""] = ASKER.exec(asker) ?? [];
    return whole === undefined ? null : file;
}

const ASKER = /^(?:(.+), )?line (\d+)$/s;
