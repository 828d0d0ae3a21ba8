/** Content addresses: equal values, equal digests. */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** SHA-256, in hex, of a value's JSON; bytes count by their own digest. Not `crypto.subtle`: pages without TLS have none. */
export const digest = (value: unknown): string =>
    bytesToHex(
        sha256(
            utf8ToBytes(
                JSON.stringify(value, (_key, item) => (item instanceof Uint8Array ? bytesToHex(sha256(item)) : item)),
            ),
        ),
    );
