import { expect, test } from "vitest";

import { readSigningKey } from "../../src/content/signing-key.ts";
import { parseKeys, parseSigned, whyNoKey, whyNotSigned } from "../../src/content/signing-words.ts";
import { type Host, HostError } from "../../src/host/host.ts";

const PRIMARY = "D4575BEE5B4D2F5E23161B97C8DC148D0D93D0FE";
const SUBKEY = "336A4142A9274A331ED0D04B30322B5DB527D9B0";
const NOW = Date.parse("2026-11-26");

/** As gpg 2.2 and 2.4 write it. */
const listing = (kind: "sec" | "pub", { validity = "-", ends = "" } = {}) =>
    [
        `${kind}:${validity}:3072:1:${PRIMARY.slice(-16)}:1795732516:::-:::cC:::#:::23::0:`,
        `fpr:::::::::${PRIMARY}:`,
        "grp:::::::::EEFEB73C1B5BB471C1752CF6FB2E12B2621C5CBD:",
        "uid:-::::1795732516::6011FD0D754E3D7FBAA5103FB2EFEB26D973C57A::EE\\x3a content <ee@example.com>::::::::::0:",
        "uid:-::::1795732516::6011FD0D754E3D7FBAA5103FB2EFEB26D973C57B::Another::::::::::0:",
        `${kind === "sec" ? "ssb" : "sub"}:-:2048:1:${SUBKEY.slice(-16)}:1795732516:${ends}:::::s:::#:::23:`,
        `fpr:::::::::${SUBKEY}:`,
        `[GNUPG:] IMPORT_OK 17 ${PRIMARY}`,
    ].join("\n");

const first = (text: string) => {
    const [key] = parseKeys(text);
    if (!key) throw new Error("no key");
    return key;
};

test("of a listing each key is read with its subkeys and its first user", () => {
    const rest = { isSecret: true, isRevoked: false };
    const subkeys = [{ ...rest, fingerprint: SUBKEY, bits: 2048, expires: 1_800_000_000_000 }];
    const user = "EE: content <ee@example.com>";
    expect(parseKeys(listing("sec", { ends: "1800000000" }))).toEqual([
        { ...rest, fingerprint: PRIMARY, bits: 3072, expires: null, user, subkeys },
    ]);
    expect(parseKeys(listing("pub"))).toMatchObject([{ isSecret: false, subkeys: [{ isSecret: false }] }]);
    expect(parseSigned(`[GNUPG:] BEGIN_SIGNING H8\n[GNUPG:] SIG_CREATED D 1 8 00 1795732516 ${SUBKEY}\n`)).toEqual({
        algorithm: 1,
        fingerprint: SUBKEY,
    });
    expect(parseSigned("[GNUPG:] SIG_CREATED D 1 8 00 1795732516 nobody\n")).toBeNull();
});

test("a revoked key is refused, and one whose subkey has ended is said to have expired", () => {
    expect(whyNoKey(parseKeys(listing("sec", { validity: "r" })), "/key")).toBe(
        "The key in /key is revoked. Put another in its place.",
    );
    expect(whyNoKey(parseKeys(listing("sec")), "/key")).toBeNull();
    const complaint = "gpg: signing failed: Unusable secret key";
    const ended = first(listing("sec", { ends: String(NOW / 1000 - 86_400) }));
    expect(whyNotSigned(ended, "/key", complaint, NOW)).toContain("The key in /key expired on 2026-11-25.");
    const other = first(listing("sec"));
    expect(whyNotSigned(other, "/key", complaint, NOW)).toBe(
        "The key in /key is none that signs. Export one that does.",
    );
    expect(whyNotSigned(other, "/key", "gpg: out of core", NOW)).toBe("The key in /key does not sign.");
});

test("a listing without an end is read to some point, and what is none is passed over", { tags: ["hostile"] }, () => {
    expect(parseKeys("sec:::\n".repeat(100_000)).length).toBeLessThan(200);
    expect(parseKeys(`uid${":".repeat(100_000)}\nfpr:::::::::x\n\n:\nssb:`)).toEqual([]);
    const user = `\\x3a${"u\u202e\u2028".repeat(100_000)}`;
    expect(first(`sec:-:1:1\nuid:-::::::::${user}:`).user).toBe(`:${"u".repeat(199)}`);
    expect(parseSigned("[GNUPG:] SIG_CREATED ".repeat(20_000))).toBeNull();
});

/** A machine with a key file, on which the box ends with this. */
const hostWith = (error: HostError): Host => ({
    keeperIsRoot: async () => false,
    request: () => Promise.reject(new Error("a request")),
    start: argv => Promise.reject(new Error(argv.join(" "))),
    run: ([program = "", ...argv]) => {
        if (program === "bwrap") return Promise.reject(error);
        const answer = program === "find" && argv.includes("-L") ? "f 900 1 2 3" : "";
        return Promise.resolve(new TextEncoder().encode(answer));
    },
});

test("what is missing of the programs that sign is named with its package", async () => {
    const none = new HostError("failed", "", "env: 'gpg': No such file or directory", 127);
    await expect(readSigningKey(hostWith(none), "/state")).rejects.toMatchObject({
        message: "gpg, which signs the content RPM, is not installed. The package that brings it: gpg, gnupg2",
    });
    const agent =
        "gpg: failed to start agent '/usr/bin/gpg-agent': Configuration error\ngpg: can't connect to the agent";
    await expect(readSigningKey(hostWith(new HostError("failed", "", agent, 2)), "/state")).rejects.toMatchObject({
        message:
            "gpg-agent, which signs the content RPM, is not installed. The package that brings it: gpg-agent, gnupg2",
    });
});
