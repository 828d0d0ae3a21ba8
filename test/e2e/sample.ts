/** A machine on which something was done already: a definition that was built twice, and one build that failed. */

import type { BuildTop } from "../../src/build/parent.ts";
import type { BuildRecord } from "../../src/build/record.ts";
import { carryOn } from "../../src/build/run.ts";
import { startBuild } from "../../src/build/start.ts";
import { nodeHost } from "../../src/host/node.ts";
import { weldrComposer } from "../../src/osbuild/weldr.ts";
import { addDefinition, MAIN_FILE, systemText } from "./author.ts";

export type Sample = {
    /** Name of the definition. */
    name: string;
    ref: string;
    first: BuildRecord & { checksum: string };
    /** On top of the first, with one package more. */
    second: BuildRecord & { checksum: string };
    failed: BuildRecord;
};

export async function makeSample(state: string, socket: string): Promise<Sample> {
    const [name, ref] = ["sample", "ee/sample"];
    const build = (text: string, top: BuildTop) => buildText(state, socket, { name, text, ref, top });
    await addDefinition(state, name, systemText("rsync", "clash-a"));
    const first = done(await build(systemText("rsync"), { kind: "nothing" }));
    const second = done(await build(systemText("rsync", "clash-a"), { kind: "ref", ref }));
    const failed = await build(systemText("clash-a", "clash-b"), { kind: "ref", ref });
    return { name, ref, first, second, failed };
}

/** Build a text as a definition of that name, without the page, and whether or not there is such a definition. */
export async function buildText(
    state: string,
    socket: string,
    { name, text, ref, top }: { name: string; text: string; ref: string; top: BuildTop },
): Promise<BuildRecord> {
    const host = nodeHost({ state });
    const definition = { name, files: new Map([[MAIN_FILE, text]]) };
    const target = { distro: "centos-9", type: "edge-commit", ref };
    const { id } = await startBuild(host, state, { definition, ...target, top, startedBy: "tester" });
    const record = await carryOn(host, weldrComposer(host, socket), state, id);
    if (!record) throw new Error("the record of a build is gone");
    return record;
}

/** A build that has made a commit. */
export function done(record: BuildRecord): BuildRecord & { checksum: string } {
    const { checksum, error } = record;
    if (checksum === null) throw new Error(`a build failed: ${error?.message} ${error?.detail}`);
    return { ...record, checksum };
}
