/** What of a save is to be kept as a version: pure, the save itself writes it. */
import { bytesOf } from "../host/bytes.ts";
import type { Entry } from "../host/trees.ts";
import { versionsToDrop } from "./thin-versions.ts";
import {
    type Digests,
    digestOf,
    type FindingCounts,
    isSame,
    type Kept,
    RECORD,
    type Version,
    type VersionRecord,
} from "./versions.ts";

type Texts = ReadonlyMap<string, string>;

export type Save = {
    /** All files as they are to be; one of `base` that is not among them is deleted. */
    files: Texts;
    /** All files as the author began with them. */
    base: Texts;
    by: string;
    findings: FindingCounts | null;
};

/** By names in the directory of the versions. */
export type Keep = {
    /** To be there before anything is changed: contents, and a record of what these pages did not save. */
    before: ReadonlyMap<string, Uint8Array | string>;
    /** The record of this save. */
    after: ReadonlyMap<string, string>;
    /** What is not needed any more. */
    drop: readonly string[];
};

/** `known` are the versions with what is on the machine in front. */
export function versionOfSave(
    entries: readonly Entry[],
    known: readonly Version[],
    { names, excess }: Pick<Kept, "names" | "excess">,
    save: Save,
): Keep {
    const there = new Map(entries.filter(({ type }) => type === "file").map(({ path, bytes }) => [path, bytes]));
    const saved = [...save.files].map(([path, text]) => [path, bytesOf(text)] as const);
    const last = Math.max(0, ...names.map(file => Number(RECORD.exec(file)?.[1] ?? 0)));
    const [current, ...others] = known;
    const record = { by: save.by, findings: save.findings, files: digestsOf(saved) };
    const isForeign = current?.id === null;
    // A save that changes nothing says whose that is which is there.
    const foreign = isForeign && !isSame(current.files, record.files) ? { ...current, id: numbered(last + 1) } : null;
    const id = numbered(last + (foreign ? 2 : 1));
    // Its time is the host's to say, and not known yet. It is kept anyway, and the one before it is as good for its day.
    const all = [
        { ...record, id, time: current?.time ?? 0 },
        ...(foreign ? [foreign, ...others] : isForeign ? others : known),
    ];

    const contents = new Map([...there, ...saved].map(([, bytes]) => [digestOf(bytes), bytes] as const));
    const isNew = ([digest]: readonly [string, unknown]) => !names.includes(digest);
    return {
        before: new Map<string, Uint8Array | string>([
            ...[...contents].filter(isNew),
            ...(foreign ? [[`${foreign.id}.json`, textOf(foreign)] as const] : []),
        ]),
        after: new Map([[`${id}.json`, textOf(record)]]),
        drop: unneeded(all, names, excess),
    };
}

const digestsOf = (files: readonly (readonly [string, Uint8Array])[]): Digests =>
    Object.fromEntries(files.map(([path, bytes]) => [path, digestOf(bytes)]));

const numbered = (number: number): string => String(number).padStart(6, "0");

const textOf = ({ time, by, findings, files }: VersionRecord): string =>
    JSON.stringify({ ...(time === undefined ? {} : { time }), by, findings, files });

/** The records that are thinned out or too much, and the contents that no record needs then. */
function unneeded(versions: readonly Version[], names: readonly string[], excess: readonly string[]): string[] {
    const dropped = new Set(versionsToDrop(versions));
    if (dropped.size + excess.length === 0) return [];
    const needed = new Set(
        versions.filter(version => !dropped.has(version)).flatMap(({ files }) => Object.values(files)),
    );
    return [
        ...[...dropped].map(({ id }) => `${id}.json`),
        ...excess,
        ...names.filter(file => /^[0-9a-f]{64}$/.test(file) && !needed.has(file)),
    ];
}
