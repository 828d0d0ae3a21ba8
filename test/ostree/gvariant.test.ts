import { describe, expect, test } from "vitest";

import { decode } from "../../src/ostree/gvariant.ts";

const bytes = (...values: (number | string)[]) =>
    Uint8Array.from(
        values.flatMap(value => (typeof value === "number" ? [value] : [...new TextEncoder().encode(value)])),
    );

describe("the examples of the specification", () => {
    test.each([
        ["s", bytes("hello world", 0), "hello world"],
        ["ms", bytes("hello world", 0, 0), "hello world"],
        ["ms", bytes(), null],
        ["ab", bytes(1, 0, 0, 1, 1), [true, false, false, true, true]],
        ["(si)", bytes("foo", 0, 255, 255, 255, 255, 4), ["foo", -1]],
        [
            "a{si}",
            bytes("hi", 0, 0, 254, 255, 255, 255, 3, 0, 0, 0, "bye", 0, 255, 255, 255, 255, 4, 9, 21),
            [
                ["hi", -2],
                ["bye", -1],
            ],
        ],
        ["as", bytes("i", 0, "can", 0, "has", 0, "strings?", 0, 2, 6, 10, 19), ["i", "can", "has", "strings?"]],
        [
            "((ys)as)",
            bytes(105, "can", 0, "has", 0, "strings?", 0, 4, 13, 5),
            [
                [105, "can"],
                ["has", "strings?"],
            ],
        ],
        ["(yy)", bytes(112, 128), [112, 128]],
        ["(iy)", bytes(96, 0, 0, 0, 112, 0, 0, 0), [96, 112]],
        ["ai", bytes(4, 0, 0, 0, 2, 1, 0, 0), [4, 258]],
        ["t", bytes(1, 0, 0, 0, 0, 0, 0, 1), 0x0100000000000001n],
        ["v", bytes("x", 0, 0, "s"), { type: "s", value: "x" }],
        ["()", bytes(0), []],
    ])("%s", (type, serialised, value) => {
        expect(decode(type, serialised)).toEqual(value);
    });
});

describe("what is not in normal form is refused", () => {
    test.each([
        ["an unknown type", "w", bytes(0)],
        ["a type that is not closed", "(s", bytes(0)],
        ["a type with a rest", "ss", bytes(0)],
        ["a type as deep as it is long", `${"a".repeat(200)}y`, bytes(0)],
        ["a type of thousands of characters", "a".repeat(5000), bytes(0)],
        ["a property of objects as type", "constructor", bytes(0)],
        ["a number that is cut off", "u", bytes(0, 0)],
        ["a text without an end", "s", bytes("abc")],
        ["a text that ends twice", "s", bytes("a", 0, "b", 0)],
        ["nothing, where a text should be", "s", bytes()],
        ["an offset behind the end", "as", bytes("a", 0, 200)],
        ["offsets that go back", "as", bytes("ab", 0, "cd", 0, 6, 3, 6)],
        ["an end of a member behind its tuple", "(ss)", bytes("a", 0, "b", 0, 90)],
        ["a tuple that is too short for its offsets", "(sss)", bytes(1)],
        ["an array that is no multiple of its element", "ai", bytes(1, 2, 3)],
        ["a variant without a type", "v", bytes("abc")],
        ["variants in variants without end", "v", Uint8Array.from([...Array(100)].flatMap(() => [0, 118]))],
    ])("%s", (_name, type, serialised) => {
        expect(() => decode(type, serialised)).toThrow(RangeError);
    });
});

test("a value of any bytes whatever is decoded or refused, soon", { tags: ["hostile"] }, () => {
    const types = ["(a{sv}aya(say)sstayay)", "a(sssss)", "v", "av", "a(a(ay)s)", "mv", "a()"];
    // A generator of our own, so that a failure can be had again.
    let state = 7;
    const random = (below: number) => {
        state = (state * 1103515245 + 12345) % 2147483648;
        return state % below;
    };
    const alphabet = bytes(0, 0, 1, 2, 3, 4, 8, "asv(){}yt", 255);
    for (let round = 0; round < 1000; round++) {
        const value = Uint8Array.from({ length: random(300) }, () => alphabet[random(alphabet.length)] ?? 0);
        for (const type of types)
            try {
                decode(type, value);
            } catch (error) {
                expect(error).toBeInstanceOf(RangeError);
            }
    }
});
