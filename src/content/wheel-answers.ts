/** What an index answered within the hour: which wheel, by its digest. */
import * as z from "zod/mini";

import { writeTexts } from "../host/files.ts";
import type { Host } from "../host/host.ts";
import { readTree } from "../host/trees.ts";
import { digest } from "./digest.ts";
import { isFresh } from "./fresh.ts";
import type { WheelWish } from "./wheel-index.ts";
import type { WheelTarget } from "./wheel-name.ts";
import { readUnpacked, type Unpacked } from "./wheel-shelf.ts";

/** Whom was asked, and for which Python and machine. */
export type Asked = { target: WheelTarget; key: string };

const answerSchema = z.object({ sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)), asked: z.number() });

/** Below the cache. */
const ANSWERS = "wheels/answers";

const nameOf = ({ name, specifier, pin }: WheelWish, { target, key }: Asked): string =>
    digest([{ name, specifier, digests: pin?.digests }, target, key]).slice(0, 32);

/** Wheels by the name that is wished for, as far as there are answers, and their wheels with them. */
export async function readAnswers(
    host: Host,
    cache: string,
    wishes: readonly WheelWish[],
    asked: Asked,
): Promise<Map<string, Unpacked>> {
    const wishOf = new Map(wishes.map(wish => [nameOf(wish, asked), wish.name]));
    const only = [...wishOf.keys()];
    const entries = only.length === 0 ? [] : ((await readTree(host, `${cache}/${ANSWERS}`, { only })) ?? []);
    const digests = new Map<string, string>();
    for (const { path, bytes } of entries) {
        const { sha256, asked: since } = answerSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
        if (isFresh(since)) digests.set(wishOf.get(path) ?? "", sha256);
    }
    const unpacked = await readUnpacked(host, cache, [...digests.values()]);
    return new Map(
        [...digests].flatMap(([name, sha256]) => {
            const wheel = unpacked.get(sha256);
            return wheel ? [[name, wheel] as const] : [];
        }),
    );
}

/** @param wheels By what was wished for. */
export async function writeAnswers(
    host: Host,
    cache: string,
    wheels: ReadonlyMap<WheelWish, Unpacked>,
    asked: Asked,
): Promise<void> {
    const now = Date.now();
    const texts = [...wheels].map(([wish, { sha256 }]) => [
        nameOf(wish, asked),
        JSON.stringify({ sha256, asked: now }),
    ]);
    await writeTexts(host, `${cache}/${ANSWERS}`, new Map(texts as [string, string][]));
}
