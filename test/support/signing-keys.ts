/** OpenPGP keys of a directory of their own, made by gpg. */
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

export type KeyRing = {
    gpg(...argv: string[]): Buffer;
    /** Make a key; answers its fingerprint. One that has expired is made as if it were another day. */
    make(user: string, options?: { kind?: string; passphrase?: string; hasExpired?: boolean }): string;
    /** As an administrator writes it for us. */
    secret(...fingerprints: string[]): string;
    /** End gpg's own programs; the directory stays. */
    stop(): void;
};

export function makeKeyRing(directory: string): KeyRing {
    const home = join(directory, "gnupg");
    mkdirSync(home, { recursive: true, mode: 0o700 });
    const gpg = (...argv: string[]) =>
        execFileSync("gpg", ["--homedir", home, "--batch", "--quiet", "--pinentry-mode=loopback", ...argv], {
            env: { ...process.env, LC_ALL: "C.UTF-8" },
            stdio: ["ignore", "pipe", "pipe"],
        });
    const fingerprints = (): string[] =>
        gpg("--with-colons", "--list-secret-keys")
            .toString()
            .match(/(?<=^sec.*\nfpr:+)[0-9A-F]{40}/gm) ?? [];
    return {
        gpg,
        make(user, { kind = "rsa2048", passphrase = "", hasExpired = false } = {}) {
            const before = fingerprints();
            const day = hasExpired ? ["--faked-system-time=20200101T000000"] : [];
            const make = ["--passphrase", passphrase, ...day, "--quick-generate-key", user, kind, "sign"];
            gpg(...make, hasExpired ? "1d" : "never");
            const made = fingerprints().find(each => !before.includes(each));
            if (made === undefined) throw new Error(`no key of ${user}`);
            return made;
        },
        secret: (...which) => gpg("--passphrase", "", "--armor", "--export-secret-keys", ...which).toString(),
        stop: () => execFileSync("gpgconf", ["--homedir", home, "--kill", "all"]),
    };
}
