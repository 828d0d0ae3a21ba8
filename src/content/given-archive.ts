/** An archive that somebody gives: unpacked in the box, and kept by what is in it. */

import { bytesOf } from "../host/bytes.ts";
import { withWorkshop } from "../host/confined.ts";
import type { Host } from "../host/host.ts";
import { archiveMember } from "./archive-member.ts";
import { digest } from "./digest.ts";
import { findKept, keep } from "./kept.ts";

export type GivenArchive = {
    /** As it may be shown; its end tells a zip. */
    name: string;
    /** Its bytes, as `textOf` makes a text of them. */
    text: string;
    /** The file in it that is meant; "" for all. */
    member: string;
};

/**
 * Unpack it, or take what was unpacked before; answers the file, or the directory of all.
 *
 * Throws HostError "failed": the archive's fault in words.
 */
export async function unpackGiven(
    host: Host,
    cache: string,
    { name, text, member }: GivenArchive,
    signal?: AbortSignal,
): Promise<string> {
    const shelf = `${cache}/downloads`;
    const bytes = bytesOf(text);
    const own = digest(["given", bytes, name.endsWith(".zip"), member]);
    const known = (await findKept(host, shelf, [own])).get(own);
    if (known !== undefined) return `${shelf}/${own}/${known}`;
    const places = new Map<string, string | Uint8Array>([
        ["download/file", bytes],
        ["result/.keep", ""],
    ]);
    return withWorkshop(host, `${cache}/work`, places, async workshop => {
        const inside = await archiveMember(host, workshop, { url: name, member }, signal);
        return `${await keep(host, shelf, own, workshop, inside)}/${inside}`;
    });
}
