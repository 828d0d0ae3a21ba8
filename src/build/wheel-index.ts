/** The index that wheels are fetched from, as the definition and the machine name it. */
import type { WheelIndex } from "../content/wheels.ts";
import type { Definition } from "../ee/definition.ts";
import { indexKey, readPipIndex, shownIndex, writePipConfig } from "../ee/pip-index.ts";
import type { Host } from "../host/host.ts";
import { readMachineConfig } from "./machine-config.ts";

/** Where an administrator names the index that the machine asks; a definition may name others. */
const MACHINE_CONFIG = "/etc/pip.conf";

/** Null when nobody names one. Its `config` holds passwords, which go nowhere but into pip's box. */
export async function readIndex(
    host: Host,
    files: ReadonlyMap<string, string>,
    definition: Definition,
): Promise<WheelIndex | null> {
    const { text } = await readMachineConfig(host, MACHINE_CONFIG);
    const index = readPipIndex(files, definition, text);
    return index && { config: writePipConfig(index), shown: shownIndex(index), key: indexKey(index) };
}
