/** Which files the hashes behind a requirement allow. */
import { expect, test } from "vitest";

import { allowedDigests, isUncompared, wrongDigest } from "../../src/content/wheel-digest.ts";
import { hashedLists } from "../../src/content/wheel-index.ts";

const wish = (...digests: string[][]) => ({ name: "ttp", specifier: "==1.0", pin: { addresses: [], digests } });
const plain = { name: "ttp", specifier: "==1.0" };

test("a file has to be in all lists of hashes, and any will do where there are none", () => {
    expect(allowedDigests(plain)).toBeNull();
    expect(allowedDigests(wish())).toBeNull();
    expect(allowedDigests(wish(["a", "b"], ["b", "c"]))).toEqual(["b"]);
    expect(wrongDigest({ file: "x", sha256: "b" }, wish(["a", "b"], ["b"]))).toBeNull();
    expect(wrongDigest({ file: "x", sha256: "a" }, wish(["a", "b"], ["b"]))).toBe(
        "the SHA-256 of x is a, and b is asked for",
    );
    expect([isUncompared(plain), isUncompared(wish(["a"])), isUncompared(wish(["a"], []))]).toEqual([
        ...[false, false, true],
    ]);
});

test("pip is given the hashes that all allow, in a file for each", () => {
    expect([...hashedLists([wish(["a", "b"], ["b", "a"]), plain, wish(["a"], ["b"])])]).toEqual([
        ["asked/ttp.txt", "ttp==1.0 --hash=sha256:a --hash=sha256:b\n"],
    ]);
});
