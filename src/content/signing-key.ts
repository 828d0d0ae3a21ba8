/**
 * The key that signs content RPMs, where an administrator has put one: `signing/key.asc` in the state directory, as
 * `gpg --armor --export-secret-keys` writes it.
 */
import * as z from "zod/mini";

import { readText, writeText } from "../host/files.ts";
import { type Host, HostError, unlessMissing } from "../host/host.ts";
import { GPG, runSigning, type SigningRoom, signingKeyFile, unlessClosed, withSigningKey } from "./signing-room.ts";
import {
    fingerprintSchema,
    parseKeys,
    parseSigned,
    type SigningKey,
    whyNoKey,
    whyNotSigned,
    whyNotTaken,
} from "./signing-words.ts";

/** Bytes of the largest file; a key with many user ids and subkeys has 20 kB. */
const LARGEST = 64 * 1024;

/** In the workshop: what is signed to see whether it can be. */
const TRIAL = "trial";

/** What is known of the key as long as its file stays as it is: asking gpg anew takes as long as packing. */
const KNOWN = "cache/signing.json";
const knownSchema = z.object({
    stamp: z.string(),
    key: z.object({ fingerprint: fingerprintSchema, user: z.string(), expires: z.nullable(z.number()) }),
});

/**
 * Null where there is none, else one that has signed something to try it. Throws HostError "failed" with what to do about
 * one that does not.
 */
export async function readSigningKey(host: Host, state: string, signal?: AbortSignal): Promise<SigningKey | null> {
    const stamp = await readStamp(host, signingKeyFile(state));
    if (stamp === null) return null;
    const known = parseKnown(await readText(host, `${state}/${KNOWN}`));
    if (known?.stamp === stamp && (known.key.expires ?? Number.POSITIVE_INFINITY) > Date.now()) return known.key;
    const key = await withSigningKey(host, state, [TRIAL], tryKey, signal);
    await writeText(host, `${state}/${KNOWN}`, JSON.stringify({ stamp, key }));
    return key;
}

function parseKnown(text: string | null): z.infer<typeof knownSchema> | null {
    try {
        return knownSchema.parse(JSON.parse(text ?? ""));
    } catch {
        return null;
    }
}

/** Differs when the file was written or replaced; null where there is none. */
async function readStamp(host: Host, file: string): Promise<string | null> {
    const argv = ["find", "-L", file, "-maxdepth", "0", "-printf", "%y %s %i %T@ %C@"];
    const told = await host.run(argv).catch(unlessMissing).catch(unlessClosed(file));
    if (told === null) return null;
    const stamp = new TextDecoder().decode(told);
    const [kind, size] = stamp.split(" ");
    if (kind !== "f" || Number(size) > LARGEST) throw new HostError("failed", whyNoKey([], file) ?? "");
    return stamp;
}

/** The key of a listing, once it has signed something. */
async function tryKey({ workshop, file, listing, signal }: SigningRoom): Promise<SigningKey> {
    const keys = parseKeys(listing);
    const [key] = keys;
    const problem = whyNoKey(keys, file);
    if (problem !== null || key === undefined) throw new HostError("failed", problem ?? "");
    const sign = [`--local-user=${key.fingerprint}`, `--output=/workshop/${TRIAL}.sig`];
    const status = await runSigning(workshop, [...GPG, ...sign, "--detach-sign", `/workshop/${TRIAL}`], signal).catch(
        (error: unknown) => {
            if (!(error instanceof HostError) || error.problem !== "failed") throw error;
            if (error.status === null || error.status === 127) throw error;
            throw new HostError("failed", whyNotSigned(key, file, error.detail, Date.now()), error.detail);
        },
    );
    const signed = parseSigned(status);
    const used = [key, ...key.subkeys].find(({ fingerprint }) => fingerprint === signed?.fingerprint);
    if (!signed || !used) throw new HostError("failed", whyNotSigned(key, file, "", Date.now()), status);
    const unfit = whyNotTaken(signed.algorithm, used.bits, file);
    if (unfit !== null) throw new HostError("failed", unfit);
    const ends = [key, used].flatMap(({ expires }) => expires ?? []);
    return {
        fingerprint: used.fingerprint,
        user: key.user,
        expires: ends.length > 0 ? Math.min(...ends) : null,
    };
}
