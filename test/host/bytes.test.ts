import fc from "fast-check";
import { expect, test } from "vitest";

import { bytesOf, isText, textOf } from "../../src/host/bytes.ts";

test("whatever is in a file, its text makes the same file again", () => {
    const files = fc.oneof(
        fc.uint8Array({ maxLength: 200 }),
        fc.string({ unit: "grapheme" }).map(text => new TextEncoder().encode(text)),
    );
    fc.assert(
        fc.property(files, bytes => {
            expect(bytesOf(textOf(bytes))).toEqual(bytes);
        }),
    );
});

test.each([
    ["# ä 😀\n", true],
    ["\ufeffversion: 3\n", true],
    ["kept as it was: \ufffd\n", true],
    ["", true],
    ["a\0b", false],
])("what is UTF-8 is as it is written, and a text unless it has a NUL: %j", (text, expected) => {
    const bytes = new TextEncoder().encode(text);
    expect(textOf(bytes)).toBe(text);
    expect(isText(text)).toBe(expected);
});

test("what is not UTF-8 is no text, and differs where one byte does", () => {
    const [one, other] = [0xfe, 0xff].map(last => textOf(new Uint8Array([0x89, 0x50, last])));
    expect(isText(one ?? "")).toBe(false);
    expect(one).not.toBe(other);
    expect(JSON.stringify(one)).not.toBe(JSON.stringify(other));
});

const inPieces = (length: number) => {
    const large = Uint8Array.from({ length }, (_each, at) => (at % 255) + 1);
    expect(Buffer.compare(bytesOf(textOf(large)), large)).toBe(0);
};

test.each([8191, 8192, 8193])("so it is with %i bytes, which become characters in pieces", inPieces);

test("so it is with as many bytes as there may be", { tags: ["hostile"] }, () => inPieces(4 * 1024 * 1024));
