/**
 * Values of definitions: set once, only their own bytes differ; set back, none does. Of the fixtures every one, of public
 * definitions some, which are others each day.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { isMap, isScalar, isSeq, type Node } from "yaml";

import { addItem, deleteValue, setValue } from "../../src/ee/edit.ts";
import { moveItem } from "../../src/ee/edit-list.ts";
import type { Path } from "../../src/ee/node-at.ts";
import { readYaml } from "../../src/ee/read-yaml.ts";
import { findShared } from "../support/shared.ts";
import { sampleOf, seedOfRun } from "./random.ts";
import { readFiles } from "./read-files.ts";

const seed = seedOfRun();

type Text = { name: string; text: string };

function readCases(path: string): Text[] {
    const cases: { id: string; definition_yaml: string; extra_files: Record<string, string> }[] = JSON.parse(
        readFileSync(path, "utf8"),
    );
    return cases.flatMap(({ id, definition_yaml: text, extra_files: others }) => [
        { name: id, text },
        ...Object.entries(others).map(([file, other]) => ({ name: `${id} ${file}`, text: other })),
    ]);
}

/** The definitions, and the requirements files beside them. */
const isYaml = (name: string) => /\.ya?ml$/.test(name);
const readDirectory = (path: string | null): Text[] =>
    path === null ? [] : [...readFiles(path)].filter(([name]) => isYaml(name)).map(([name, text]) => ({ name, text }));

const sources: [string, Text[]][] = [
    ["the fixtures", readCases(join(import.meta.dirname, "../fixtures/ee/cases.json"))],
    ["the corpus", readDirectory(findShared("corpus"))],
];

/** Values that are set, and lists that are changed, of one source. */
const MOST_VALUES = 60;
const MOST_LISTS = 12;

type Place = { path: Path; node: Node };

/** All values of a document that a path leads to; of duplicate keys the last one only. */
function placesIn(node: unknown, path: Path = []): Place[] {
    if (isMap<Node, Node | null>(node))
        return node.items.flatMap((pair, index) => {
            const key = isScalar(pair.key) ? String(pair.key.value ?? "") : null;
            const isLast = !node.items
                .slice(index + 1)
                .some(other => isScalar(other.key) && String(other.key.value ?? "") === key);
            return key === null || !isLast ? [] : placesIn(pair.value, [...path, key]);
        });
    const own = isScalar(node) && path.length > 0 ? [{ path, node: node as Node }] : [];
    if (isSeq(node)) return node.items.flatMap((item, index) => placesIn(item, [...path, index]));
    return own;
}

function listsIn(node: unknown, path: Path = []): { path: Path; length: number }[] {
    if (isMap<Node, Node | null>(node))
        return node.items.flatMap(pair =>
            listsIn(pair.value, [...path, isScalar(pair.key) ? String(pair.key.value) : ""]),
        );
    if (!isSeq(node)) return [];
    return [
        { path, length: node.items.length },
        ...node.items.flatMap((item, index) => listsIn(item, [...path, index])),
    ];
}

const valueAt = (text: string, path: Path): unknown => {
    const { document, value, problems } = readYaml(text, "");
    if (problems.length > 0 || !document) return problems[0]?.code;
    return path.reduce<unknown>((below, step) => (below as Record<string | number, unknown>)?.[step], value);
};

/** Every value of a text but that at one path, in order. */
const others = (text: string, but: Path): unknown =>
    placesIn(readYaml(text, "").document?.contents)
        .filter(({ path }) => path.join("\0") !== but.join("\0"))
        .map(({ path, node }) => [path, isScalar(node) ? node.value : null]);

/** A text laid out over lines says more than its value: a value wholly other takes that along. */
const isLaidOut = (text: string, { node }: Place): boolean => {
    const source = text.slice(node.range?.[0], node.range?.[1]);
    return (
        isScalar(node) &&
        (node.type === "BLOCK_FOLDED" || (!String(node.type).startsWith("BLOCK") && source.includes("\n")))
    );
};

/** Another value of the same kind, of as many lines. */
function otherThan(value: unknown, isLaidOut: boolean): string | number {
    if (value === null) return "another";
    if (typeof value !== "string") return 42;
    const end = value.endsWith("\n") ? "\n" : "";
    if (isLaidOut) return `${value.trimEnd()} another${end}`;
    return value.includes("\n") ? `another\nvalue${end}` : "another";
}

describe.each(sources.filter(([, texts]) => texts.length > 0))("%s", (name, texts) => {
    test("another value and back again leaves every byte in place", () => {
        const all = texts.flatMap(({ name: file, text }) => {
            const { document, problems } = readYaml(text, file);
            return problems.length > 0 ? [] : placesIn(document?.contents).map(place => ({ file, text, place }));
        });
        const chosen = sampleOf(all, MOST_VALUES, seed);
        const broken: string[] = [];
        for (const { file, text, place } of chosen) {
            const { path, node } = place;
            if (!isScalar(node) || typeof node.value === "symbol") continue;
            const { value } = node;
            const other = otherThan(value, isLaidOut(text, place));
            const there = setValue(text, path, other);
            const back = value === null ? text : setValue(there, path, value);
            if (valueAt(there, path) !== other)
                broken.push(`${file} ${path.join(".")}: not set: ${JSON.stringify(valueAt(there, path))}`);
            else if (JSON.stringify(others(there, path)) !== JSON.stringify(others(text, path)))
                broken.push(`${file} ${path.join(".")}: changes others`);
            if (back !== text) broken.push(`${file} ${path.join(".")}: not back`);
        }
        console.log(`${name}, seed ${seed}: ${chosen.length} of ${all.length} values set and set back`);
        expect(broken).toEqual([]);
    });

    test("an item put into a list and taken out again, and one moved and moved back, leaves every byte in place", () => {
        const all = texts.flatMap(({ name: file, text }) => {
            const { document, problems } = readYaml(text, file);
            const lists = problems.length > 0 ? [] : listsIn(document?.contents);
            return lists.filter(({ length }) => length > 0).map(list => ({ file, text, ...list }));
        });
        const chosen = sampleOf(all, MOST_LISTS, seed);
        const broken: string[] = [];
        for (const { file, text, path, length } of chosen) {
            const at = `${file} ${path.join(".")}`;
            const longer = addItem(text, path, "another");
            if (JSON.stringify(valueAt(longer, [...path, length])) !== '"another"') broken.push(`${at}: not added`);
            if (deleteValue(longer, [...path, length]) !== text) broken.push(`${at}: not taken out`);
            for (let index = 0; index < length - 1; index++) {
                const moved = moveItem(text, path, index, index + 1);
                const [left, right] = [index, index + 1].map(each => JSON.stringify(valueAt(text, [...path, each])));
                const [first, second] = [index, index + 1].map(each => JSON.stringify(valueAt(moved, [...path, each])));
                if (first !== right || second !== left) broken.push(`${at}.${index}: not moved`);
                if (sorted(moved) !== sorted(text)) broken.push(`${at}.${index}: changes others`);
                if (moveItem(moved, path, index + 1, index) !== text) broken.push(`${at}.${index}: not back`);
            }
        }
        console.log(
            `${name}, seed ${seed}: items of ${chosen.length} of ${all.length} lists put in, taken out and moved`,
        );
        expect(broken).toEqual([]);
    });
});

/** Moving makes nothing anew. */
const sorted = (text: string): string => [...text].sort().join("");
