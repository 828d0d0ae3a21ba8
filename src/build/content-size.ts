/** How much a content RPM puts on a device. What RPMs of the sources take, no composer tells before it has built. */
import type { Content } from "../content/repository.ts";
import { bytesOf } from "../host/bytes.ts";
import { type Host, HostError } from "../host/host.ts";

/**
 * Bytes of all its files, as they will lie in the commit. Null where that cannot be told, since what was fetched was
 * cleared away meanwhile, or is more than anybody lists.
 */
export async function measureContent(
    host: Host,
    { trees, files, about }: Content,
    signal?: AbortSignal,
): Promise<number | null> {
    /** To how many places a directory or a file goes. */
    const fetched = new Map<string, string[]>();
    const fetch = (from: string, to: string) => fetched.set(from, [...(fetched.get(from) ?? []), to]);
    for (const { from, to } of trees) fetch(from, to);
    const written: [string, number][] = [...about].map(([path, text]) => [path, sizeOf(text)]);
    for (const [to, { content }] of files) {
        if (typeof content === "object" && "from" in content) fetch(content.from, to);
        else written.push([to, sizeOf(content)]);
    }
    const found = await listSizes(host, [...fetched.keys()], signal);
    if (found === null) return null;
    // Of two that have the same file one is packed.
    const sizes = new Map<string, number>();
    for (const { from, path, size } of found)
        for (const to of fetched.get(from) ?? []) sizes.set(`${to}${path && `/${path}`}`, size);
    for (const [path, size] of written) sizes.set(path, size);
    return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}

const sizeOf = (content: string | Uint8Array): number =>
    typeof content === "string" ? bytesOf(content).length : content.length;

/** Characters of arguments that a program is called with. */
const LONGEST = 100_000;

/** By one program, however many there are; in the order of the directories. */
async function listSizes(
    host: Host,
    places: readonly string[],
    signal: AbortSignal | undefined,
): Promise<{ from: string; path: string; size: number }[] | null> {
    if (places.length === 0) return [];
    if (places.join(" ").length > LONGEST) return null;
    try {
        const argv = ["find", ...places, "-type", "f", "-printf", "%H\\0%P\\0%s\\0"];
        const fields = new TextDecoder().decode(await host.run(argv, { signal })).split("\0");
        return Array.from({ length: Math.floor(fields.length / 3) }, (_each, index) => {
            const [from = "", path = "", size = ""] = fields.slice(index * 3, index * 3 + 3);
            return { from, path, size: Number(size) };
        });
    } catch (error) {
        if (!(error instanceof HostError) || error.problem === "cancelled") throw error;
        return null;
    }
}
