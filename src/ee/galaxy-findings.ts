/** What ansible-galaxy would not take in a list of collections and roles. */
import { type Document, isMap, isSeq } from "yaml";

import type { Finding } from "../issue.ts";
import { _, format } from "../language.ts";
import { quote, renameKey, replaceValue, type Source } from "./fix.ts";
import {
    collectionKeys,
    type GalaxyEntry,
    galaxyTypes,
    isCollectionName,
    isGalaxyType,
    isUrl,
    readGalaxy,
} from "./galaxy.ts";
import { nearest } from "./nearest.ts";
import { nodeAt, type Path } from "./node-at.ts";
import { parseClauses } from "./python.ts";

type Draft = Pick<Finding, "code" | "message" | "path"> & Partial<Pick<Finding, "severity" | "fix">>;

/** The findings for what `base` of a document asks of galaxy; paths are whole. */
export function galaxyFindings(source: Source, base: Path): Finding[] {
    const { document } = source;
    const entries = readGalaxy(document, base);
    const drafts = [
        ...shapeFindings(source, base),
        ...entries.flatMap(entry =>
            entry.kind === "role" ? roleFindings(entry, source) : collectionFindings(entry, source),
        ),
        ...twice(entries),
    ];
    return drafts.map(draft => ({ severity: "warning", fix: null, file: source.file, ...draft }));
}

function shapeFindings(source: Source, base: Path): Draft[] {
    const { document } = source;
    const node = nodeAt(document, base)?.node;
    if (isSeq(node) || node === null || node === undefined) return [];
    if (!isMap(node)) {
        const message = _("ansible-galaxy reads a mapping with collections and roles here.");
        return [{ code: "galaxy-shape", message, path: base }];
    }
    return node.items.flatMap((pair): Draft[] => {
        const key = String((pair.key as { value?: unknown }).value ?? "");
        const path = [...base, key];
        if (key === "collections" || key === "roles") {
            const list = nodeAt(document, path)?.node;
            if (isSeq(list) || !isFilled(list)) return [];
            return [{ code: "galaxy-shape", message: format(_("$0 must be a list."), key), path }];
        }
        const near = nearest(key, ["collections", "roles"]);
        const message = near
            ? format(_("$0 is not known here. Did you mean $1?"), key, near)
            : format(_("ansible-galaxy refuses $0: only collections and roles are known here."), key);
        return [{ code: "galaxy-key", message, path, fix: near ? renameKey(source, path, near) : null }];
    });
}

const isFilled = (node: unknown): boolean =>
    typeof node === "object" && node !== null && "value" in node && node.value !== null;

function collectionFindings(entry: GalaxyEntry, source: Source): Draft[] {
    const { name, wanted, type, path } = entry;
    const drafts: Draft[] = [];
    const isText = !isMap(nodeAt(source.document, path)?.node);
    if (isText && wanted !== "") {
        const message = _("ansible-galaxy reads no version behind a name here: write name and version as two keys.");
        const fix = replaceValue(source, _("Split it"), path, `{name: ${name}, version: '${wanted}'}`);
        drafts.push({ code: "galaxy-version-in-name", message, path, fix });
    }
    if (type !== null && !isGalaxyType(type)) {
        const message = format(_("type must be one of $0."), galaxyTypes.join(", "));
        const near = nearest(type, galaxyTypes);
        const place = [...path, "type"];
        const fix = near === null ? null : replaceValue(source, format(_("Write $0"), near), place, near);
        drafts.push({ code: "galaxy-type", message, path: place, fix });
    } else if (
        (type === null || type === "galaxy") &&
        !isCollectionName(name) &&
        !isUrl(name) &&
        !/\.tar\.gz$/.test(name)
    ) {
        const message = format(_("“$0” is not a collection's name: write namespace.name."), name);
        drafts.push({ code: "collection-name", message, path });
    }
    if ((type === null || type === "galaxy") && wanted !== "" && !isRange(wanted)) {
        const message = format(_("“$0” is not a version that ansible-galaxy knows."), wanted);
        drafts.push({ code: "galaxy-version", message, path: isText ? path : [...path, "version"] });
    }
    drafts.push(...bareVersion(entry, source));
    for (const key of entry.unknownKeys) {
        const near = nearest(key, collectionKeys);
        const message = near
            ? format(_("$0 is not known here. Did you mean $1?"), key, near)
            : format(_("ansible-galaxy ignores $0."), key);
        const fix = near ? renameKey(source, [...path, key], near) : null;
        drafts.push({ code: "galaxy-entry-key", message, path: [...path, key], fix });
    }
    return drafts;
}

/** YAML reads 1.10 without quotes as 1.1. */
function bareVersion({ path, wanted }: GalaxyEntry, source: Source): Draft[] {
    const place = [...path, "version"];
    if (!["number", "bigint"].includes(typeof versionOf(source.document, path))) return [];
    const message = format(_("version must be text: put quotes around $0."), wanted);
    return [{ code: "not-text", message, path: place, fix: quote(source, place) }];
}

const versionOf = (document: Document, path: Path): unknown =>
    (nodeAt(document, [...path, "version"])?.node as { value?: unknown } | null | undefined)?.value;

/** Comma-joined versions with operators; Galaxy's versions are semantic ones, so the tail may be any words. */
const isRange = (wanted: string): boolean =>
    wanted
        .split(",")
        .every(
            part =>
                /^(?:(?:==|!=|>=|<=|>|<|=)\s*)?v?\d+(?:\.\d+){0,2}(?:[-+][\w.+-]+)?$/.test(part.trim()) ||
                part.trim() === "*",
        ) || parseClauses(wanted) !== null;

function roleFindings(entry: GalaxyEntry, source: Source): Draft[] {
    if (entry.name !== "") return bareVersion(entry, source);
    return [{ code: "role-name", message: _("A role needs a name or a src."), path: entry.path }];
}

function twice(entries: readonly GalaxyEntry[]): Draft[] {
    const seen = new Set<string>();
    return entries.flatMap(({ kind, name, path }): Draft[] => {
        const key = `${kind} ${name}`;
        if (name === "" || !seen.has(key)) {
            seen.add(key);
            return [];
        }
        return [{ code: "galaxy-twice", message: format(_("$0 is already listed."), name), path }];
    });
}
