/**
 * The key that signs content RPMs, where an administrator has put one: `signing/key.asc` in the state directory, as
 * `gpg --armor --export-secret-keys` writes it.
 *
 * It is copied by a program into a workshop that nobody else may enter, and gpg keeps it there as long as the workshop is.
 * What an author or a server wrote never comes into that box, but for the finished RPM.
 */
import * as z from "zod/mini";

import { type Workshop, withWorkshop } from "../host/confined.ts";
import { readText, writeText } from "../host/files.ts";
import { type Host, HostError, unlessMissing } from "../host/host.ts";
import { confinedPrograms } from "../host/programs.ts";
import { _, format } from "../language.ts";
import {
    fingerprintSchema,
    parseKeys,
    parseSigned,
    type SigningKey,
    whyNoKey,
    whyNotSigned,
    whyNotTaken,
} from "./signing-words.ts";

export const signingKeyFile = (state: string): string => `${state}/signing/key.asc`;

/** Bytes of the largest file; a key with many user ids and subkeys has 20 kB. */
const LARGEST = 64 * 1024;

/** Where gpg has the key: what it told when it took it from the administrator's file. */
export type SigningRoom = { workshop: Workshop; file: string; listing: string; signal: AbortSignal | undefined };

/** In the workshop: what the administrator's file is called, and what is signed to see whether it can be. */
const KEY = "key.asc";
const TRIAL = "trial";
/** Settings of all programs of GnuPG, of which there are none. */
const COMMON = "home/.gnupg/common.conf";

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

/**
 * Do `work` where gpg has the key that is there, and has told of it. Throws HostError.
 *
 * @param places Files that there have to be, empty; one that ends in "/" is a directory.
 */
export function withSigningKey<Result>(
    host: Host,
    state: string,
    places: readonly string[],
    work: (room: SigningRoom) => Promise<Result>,
    signal?: AbortSignal,
): Promise<Result> {
    const file = signingKeyFile(state);
    const open = async (workshop: Workshop) => {
        await workshop.bring(file, KEY).catch(unlessClosed(file));
        const argv = [...GPG, "--with-colons", "--import-options=import-show", "--import", `/workshop/${KEY}`];
        const listing = await runSigning(workshop, argv, signal).catch((error: unknown) => {
            if (error instanceof HostError && /no valid OpenPGP data/.test(error.detail)) return "";
            throw error;
        });
        return work({ workshop, file, listing, signal });
    };
    // Else gpg may keep keys by another daemon, whose lock stays when the box ends.
    const inputs = new Map([COMMON, ...places].map(path => [path, ""]));
    return withWorkshop(host, `${state}/cache/work`, inputs, open, { isClosed: true });
}

function parseKnown(text: string | null): z.infer<typeof knownSchema> | null {
    try {
        return knownSchema.parse(JSON.parse(text ?? ""));
    } catch {
        return null;
    }
}

/** Run a program of the box that has the key. One that is not installed is told as such. */
export const runSigning = (workshop: Workshop, argv: readonly string[], signal?: AbortSignal): Promise<string> =>
    workshop.run(argv, { signal, maxBytes: 4 * 1024 * 1024 }).then(
        output => new TextDecoder().decode(output),
        (error: unknown) => {
            throw error instanceof HostError ? unlessInstalled(error, argv[0] ?? "") : error;
        },
    );

/** As `env` says of a program that is not there, and gpg of the one that it needs. */
function unlessInstalled(error: HostError, program: string): HostError {
    const [debian, fedora] = /probably not installed|failed to start (?:gpg-)?agent/.test(error.detail)
        ? ["gpg-agent", "gnupg2"]
        : error.status === 127 && Object.hasOwn(confinedPrograms, program)
          ? Object.values(confinedPrograms[program as keyof typeof confinedPrograms])
          : [];
    if (debian === undefined) return error;
    const names = [...new Set([debian, fedora])].join(", ");
    const text = _("$0, which signs the content RPM, is not installed. The package that brings it: $1");
    return new HostError("failed", format(text, debian === "gpg-agent" ? debian : program, names), error.detail);
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

const unlessClosed =
    (file: string) =>
    (error: unknown): never => {
        if (!(error instanceof HostError) || !error.detail.includes("Permission denied")) throw error;
        const text = _(
            "Content RPMs are signed on this machine, and you may not read the key: $0. Let the group weldr read it.",
        );
        throw new HostError("failed", format(text, file), error.detail);
    };

/** Nobody but its keeper enters the workshop, whatever the permissions in it. */
export const unattended = ["--batch", "--no-tty", "--no-permission-warning", "--pinentry-mode=error"];

const GPG = ["gpg", ...unattended, "--status-fd=1"];

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
