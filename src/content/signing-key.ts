/**
 * The key that signs content RPMs, where an administrator has put one: `signing/key.asc` in the state directory, as
 * `gpg --armor --export-secret-keys` writes it.
 */
import { type Host, HostError, unlessMissing } from "../host/host.ts";
import { GPG, runSigning, type SigningRoom, signingKeyFile, unlessClosed, withSigningKey } from "./signing-room.ts";
import { parseKeys, parseSigned, type SigningKey, whyNoKey, whyNotSigned, whyNotTaken } from "./signing-words.ts";

/** Bytes of the largest file; a key with many user ids and subkeys has 20 kB. */
const LARGEST = 64 * 1024;

/** In the workshop: what is signed to see whether it can be. */
const TRIAL = "trial";

/**
 * What is known of the key as long as its file stays as it is: asking gpg anew takes as long as packing. Never in a file:
 * whoever can write to that would say whose key signs.
 */
const known = new WeakMap<Host, { stamp: string; key: SigningKey }>();

/**
 * Null where there is none, else one that has signed something to try it. Throws HostError "failed" with what to do about
 * one that does not.
 */
export async function readSigningKey(host: Host, state: string, signal?: AbortSignal): Promise<SigningKey | null> {
    const stamp = await readStamp(host, signingKeyFile(state));
    if (stamp === null) return null;
    const before = known.get(host);
    if (before?.stamp === stamp && (before.key.expires ?? Number.POSITIVE_INFINITY) > Date.now()) return before.key;
    const key = await withSigningKey(host, state, [TRIAL], tryKey, signal);
    known.set(host, { stamp, key });
    return key;
}

/** Differs when the file was written or replaced, or is another; null where there is none. */
async function readStamp(host: Host, file: string): Promise<string | null> {
    const argv = ["find", "-L", file, "-maxdepth", "0", "-printf", "%y %s %i %T@ %C@ %p"];
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
