/**
 * Galaxy requirements: collections and roles, in a `requirements.yml` or inline.
 *
 * Authority: ansible-core, cli/galaxy.py (_parse_requirements_file) and galaxy/dependency_resolution/dataclasses.py.
 */
import { type Document, isMap, isScalar, isSeq } from "yaml";

import { nodeAt, type Path } from "./node-at.ts";

export type GalaxyEntry = {
    kind: "collection" | "role";
    /** "namespace.name", or for other types what is fetched. */
    name: string;
    /** "" for any. */
    wanted: string;
    source: string | null;
    type: string | null;
    signatures: string[];
    /** Keys beside the known ones. */
    unknownKeys: string[];
    path: Path;
};

const TYPES = ["galaxy", "git", "url", "file", "dir", "subdirs"];
const COLLECTION_KEYS = ["name", "version", "source", "type", "signatures"];
const ROLE_KEYS = ["name", "src", "version", "scm", "include"];

/** What is asked for at `base` of a document: a mapping with collections and roles, or a bare list, of old of roles. */
export function readGalaxy(document: Document, base: Path, listed: GalaxyEntry["kind"] = "role"): GalaxyEntry[] {
    const top = nodeAt(document, base)?.node;
    if (isSeq(top)) return entriesAt(document, base, listed);
    if (!isMap(top)) return [];
    return [
        ...entriesAt(document, [...base, "collections"], "collection"),
        ...entriesAt(document, [...base, "roles"], "role"),
    ];
}

function entriesAt(document: Document, path: Path, kind: GalaxyEntry["kind"]): GalaxyEntry[] {
    const list = nodeAt(document, path)?.node;
    if (!isSeq(list)) return [];
    return list.items.flatMap((_item, index) => entryAt(document, [...path, index], kind) ?? []);
}

function entryAt(document: Document, path: Path, kind: GalaxyEntry["kind"]): GalaxyEntry | null {
    const node = nodeAt(document, path)?.node;
    const entry: GalaxyEntry = {
        kind,
        name: "",
        wanted: "",
        source: null,
        type: null,
        signatures: [],
        unknownKeys: [],
        path,
    };
    if (isScalar(node)) {
        const text = scalarText(node) ?? "";
        return kind === "role" ? { ...entry, ...roleText(text) } : { ...entry, ...collectionText(text) };
    }
    if (!isMap(node)) return null;
    const textAt = (key: string) => scalarText(nodeAt(document, [...path, key])?.node);
    const wanted = textAt("version") ?? "";
    const signatures = nodeAt(document, [...path, "signatures"])?.node;
    const source = textAt(kind === "role" ? "src" : "source");
    const known = kind === "role" ? ROLE_KEYS : COLLECTION_KEYS;
    return {
        ...entry,
        name: textAt("name") ?? source ?? "",
        wanted: wanted === "*" ? "" : wanted,
        source,
        type: kind === "role" ? textAt("scm") : textAt("type"),
        signatures: isSeq(signatures) ? signatures.items.flatMap(item => scalarText(item) ?? []) : [],
        unknownKeys: node.items.flatMap(pair => scalarText(pair.key) ?? []).filter(key => !known.includes(key)),
    };
}

/** A scalar as written, so that `version: 1.10` stays 1.10; null for none. */
function scalarText(node: unknown): string | null {
    if (!isScalar(node) || node.value === null) return null;
    return typeof node.value === "string" ? node.value : (node.source ?? String(node.value));
}

/** A version behind a colon is the command line's way; files do not have it, but what is meant is plain. */
function collectionText(text: string): Partial<GalaxyEntry> {
    const [, name, wanted] = /^([\w]+\.[\w]+)(?::|(?=[=<>!]))(.+)$/.exec(text) ?? [];
    if (name && wanted) return { name, wanted: wanted === "*" ? "" : wanted };
    return isUrl(text) ? { name: text, type: "git" } : { name: text };
}

/** "name", or the old "src,version,name". */
function roleText(text: string): Partial<GalaxyEntry> {
    const [src = "", version = "", name] = text.split(",").map(part => part.trim());
    return { name: name ?? src, wanted: version, source: name ? src : null };
}

export const isUrl = (text: string): boolean => /^(?:git[+@]|[a-z+]+:\/\/)/.test(text);

/** Whether a name is one that Galaxy knows: two Python identifiers with a dot between. */
export const isCollectionName = (name: string): boolean =>
    /^[a-z_][a-z0-9_]*\.[a-z_][a-z0-9_]*$/i.test(name) && name.length < 200;

export const isGalaxyType = (type: string): boolean => TYPES.includes(type);
export const galaxyTypes: readonly string[] = TYPES;
export const collectionKeys: readonly string[] = COLLECTION_KEYS;
