/** What gpg says of the key that signs, with `--with-colons` and `--status-fd`, and what its complaints mean. */
import { _, format } from "../language.ts";

/** The key that signs content RPMs. */
export type SigningKey = {
    /** Of the key, or of the subkey, by which it signs; of an OpenPGP key of version 4. */
    fingerprint: string;
    /** As its owner wrote it, in one line. */
    user: string;
    /** Milliseconds since 1970; null: never. */
    expires: number | null;
};

/** A key as gpg lists it, or a subkey. */
export type ListedKey = {
    isSecret: boolean;
    fingerprint: string;
    bits: number;
    /** Milliseconds since 1970; null: never. */
    expires: number | null;
    isRevoked: boolean;
};

/** A whole key; of several user ids the first. */
export type ListedKeys = ListedKey & { user: string; subkeys: ListedKey[] };

/** Keys, and UTF-16 units of a user id, that anybody looks at. */
const MOST_KEYS = 100;
const LONGEST_USER = 200;

const LISTED = /^(sec|ssb|pub|sub)$/;

/** The keys of a listing; of an endless one the first. Lines that are none are passed over. */
export function parseKeys(listing: string): ListedKeys[] {
    const keys: ListedKeys[] = [];
    let current: ListedKey | null = null;
    for (const line of listing.split("\n")) {
        const fields = line.split(":");
        const [kind = "", validity, bits, , , , expires] = fields;
        const key = keys.at(-1);
        if (LISTED.test(kind)) {
            current = {
                isSecret: kind.startsWith("s") && kind !== "sub",
                fingerprint: "",
                bits: Number(bits) || 0,
                expires: Number(expires) > 0 ? Number(expires) * 1000 : null,
                isRevoked: validity === "r",
            };
            if (kind === "ssb" || kind === "sub") key?.subkeys.push(current);
            else if (keys.push({ ...current, user: "", subkeys: [] }) > MOST_KEYS) break;
            if (kind === "sec" || kind === "pub") current = keys.at(-1) ?? null;
        } else if (kind === "fpr" && current?.fingerprint === "") current.fingerprint = fields[9] ?? "";
        else if (kind === "uid" && key?.user === "") key.user = readUser(fields[9] ?? "");
    }
    return keys;
}

/** gpg escapes colons and control characters; others that could turn a line around are left out. */
const readUser = (text: string): string =>
    text
        .slice(0, 4 * LONGEST_USER)
        .replace(/\\x3a/g, ":")
        .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "")
        .slice(0, LONGEST_USER);

/** By which key, and of which kind, something was signed, as the status tells: OpenPGP's number of an algorithm. */
export function parseSigned(status: string): { algorithm: number; fingerprint: string } | null {
    const [, algorithm, fingerprint] =
        /^\[GNUPG:\] SIG_CREATED \S+ (\d+) \d+ \S+ \d+ ([0-9A-F]{40})$/m.exec(status) ?? [];
    return fingerprint === undefined ? null : { algorithm: Number(algorithm), fingerprint };
}

/** OpenPGP's number of RSA. */
const RSA = 1;
/** rpm of Enterprise Linux 9 and later takes no shorter one. */
const SHORTEST = 2048;

/** Why this file has no key that may sign, as a sentence; null when it has one. */
export function whyNoKey(keys: readonly ListedKeys[], file: string): string | null {
    const [key, ...others] = keys;
    if (key === undefined)
        return format(_("$0 holds no OpenPGP key. Write it with gpg --armor --export-secret-keys."), file);
    if (others.length > 0)
        return format(_("$0 holds $1 keys, and one signs. Export that one alone."), file, keys.length);
    if (!key.isSecret)
        return format(_("$0 holds a public key alone. Write it with gpg --armor --export-secret-keys."), file);
    if (key.isRevoked) return format(_("The key in $0 is revoked. Put another in its place."), file);
    return null;
}

/** Why it did not sign, by what gpg said; in the order in which one thing hides another. */
export function whyNotSigned(key: ListedKeys, file: string, complaint: string, now: number): string {
    if (key.expires !== null && key.expires <= now) return sayExpired(key.expires, file);
    if (/No pinentry|Bad passphrase|Operation cancelled|Inappropriate ioctl/.test(complaint))
        return format(
            _(
                "The key in $0 has a passphrase, and nobody is there to type it. Take it off with $1, and export it once more.",
            ),
            file,
            "gpg --passwd",
        );
    const ended = key.subkeys.map(({ expires }) => expires).find(expires => expires !== null && expires <= now);
    if (/Unusable secret key|No secret key/.test(complaint))
        return ended
            ? sayExpired(ended, file)
            : format(_("The key in $0 is none that signs. Export one that does."), file);
    return format(_("The key in $0 does not sign."), file);
}

const sayExpired = (expires: number, file: string): string =>
    format(
        _("The key in $0 expired on $1. Put another in its place, or give it more time and export it once more."),
        file,
        new Date(expires).toISOString().slice(0, 10),
    );

/** Why a key that signs is not taken; null when it is. */
export function whyNotTaken(algorithm: number, bits: number, file: string): string | null {
    if (algorithm !== RSA)
        return format(
            _(
                "The key in $0 is not an RSA key, and not every target's rpm knows another. Put one of RSA in its place.",
            ),
            file,
        );
    if (bits < SHORTEST)
        return format(
            _("The key in $0 has $1 bits, and rpm wants $2. Put a longer one in its place."),
            file,
            bits,
            SHORTEST,
        );
    return null;
}
