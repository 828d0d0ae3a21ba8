/** Wheels that an administrator put into a directory of the state: nothing is asked over the network for what is there. */
import type { Host } from "../host/host.ts";
import { listTree } from "../host/trees.ts";

export type KeptWheel = {
    file: string;
    /** Differs when another file took its place. */
    stamp: string;
};

/** Where they are put. */
export const wheelsDirectory = (state: string): string => `${state}/wheels`;

/** Sorted by name; none where there is no such directory. */
export const listWheels = async (host: Host, state: string): Promise<KeptWheel[]> =>
    ((await listTree(host, wheelsDirectory(state))) ?? [])
        .filter(({ path, type }) => type === "file" && !path.includes("/"))
        .map(({ path, stamp }) => ({ file: path, stamp }))
        .sort((one, other) => (one.file < other.file ? -1 : 1));

/** Digests by path and stamp: what was read once does not change. */
const known = new Map<string, string>();
const MOST_KNOWN = 10_000;

/** SHA-256 in hex of these files, by their name. */
export async function readSums(
    host: Host,
    state: string,
    wheels: readonly KeptWheel[],
    signal?: AbortSignal,
): Promise<Map<string, string>> {
    const directory = wheelsDirectory(state);
    const keyOf = ({ file, stamp }: KeptWheel) => `${directory}/${file} ${stamp}`;
    const unknown = wheels.filter(wheel => !known.has(keyOf(wheel)));
    if (known.size + unknown.length > MOST_KNOWN) known.clear();
    const paths = (known.size === 0 ? wheels : unknown).map(({ file }) => `${directory}/${file}`);
    const sums =
        paths.length === 0
            ? new Map<string, string>()
            : parseSums(await host.run(["sha256sum", "--zero", "--", ...paths], { timeout: 600_000, signal }));
    for (const wheel of wheels) {
        const sum = sums.get(`${directory}/${wheel.file}`);
        if (sum !== undefined) known.set(keyOf(wheel), sum);
    }
    return new Map(wheels.map(wheel => [wheel.file, known.get(keyOf(wheel)) ?? ""]));
}

/** What sha256sum tells, by path. */
export const parseSums = (output: Uint8Array): Map<string, string> =>
    new Map(
        new TextDecoder()
            .decode(output)
            .split("\0")
            .slice(0, -1)
            .map(line => [line.slice(66), line.slice(0, 64)]),
    );
