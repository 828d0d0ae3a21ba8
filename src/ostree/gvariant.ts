/**
 * Read GVariant's serialised form, in which OSTree stores everything but file contents.
 *
 * Only what is in normal form is read; all else throws a RangeError, so that nothing made up reaches a page.
 * Authority: "GVariant Specification" (Ryan Lortie), section 2.3; numbers are little-endian, as on the machines
 * that osbuild-composer runs on.
 */
import { align, MAX_DEPTH, parseType, type Type } from "./gvariant-type.ts";

export type Value = bigint | number | boolean | string | null | Uint8Array | Value[] | Variant;

/** A value that carries its own type. */
export type Variant = { type: string; value: Value };

/**
 * Decode one value. Strings (s, o, g) become text, "ay" bytes, 64-bit numbers bigint, tuples and dictionary entries
 * lists. Throws RangeError.
 *
 *     decode("(sq)", bytes)   // ["a", 1]
 */
export const decode = (type: string, bytes: Uint8Array): Value => read(parseType(type), bytes, 0);

function read(type: Type, bytes: Uint8Array, depth: number): Value {
    if (depth > MAX_DEPTH) throw new RangeError("the value is too deep");
    if (type.size > 0 && bytes.length !== type.size) throw new RangeError("a value has the wrong length");
    switch (type.kind) {
        case "s":
            return textOf(bytes);
        case "v":
            return variantOf(bytes, depth);
        case "m":
            return maybeOf(member(type, 0), bytes, depth);
        case "a":
            return arrayOf(member(type, 0), bytes, depth);
        case "(":
            return membersOf(type, bytes, depth);
        default:
            return numberOf(type.kind, bytes);
    }
}

function numberOf(kind: string, bytes: Uint8Array): Value {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    if (kind === "b") return view.getUint8(0) !== 0;
    if (kind === "y") return view.getUint8(0);
    if (kind === "n") return view.getInt16(0, true);
    if (kind === "q") return view.getUint16(0, true);
    if (kind === "i") return view.getInt32(0, true);
    if (kind === "u") return view.getUint32(0, true);
    if (kind === "d") return view.getFloat64(0, true);
    return kind === "x" ? view.getBigInt64(0, true) : view.getBigUint64(0, true);
}

function textOf(bytes: Uint8Array): string {
    if (bytes.length === 0 || bytes.indexOf(0) !== bytes.length - 1)
        throw new RangeError("a text does not end where it should");
    return new TextDecoder().decode(bytes.subarray(0, -1));
}

function variantOf(bytes: Uint8Array, depth: number): Variant {
    const end = bytes.lastIndexOf(0);
    if (end < 0) throw new RangeError("a variant has no type");
    const type = new TextDecoder().decode(bytes.subarray(end + 1));
    return { type, value: read(parseType(type), bytes.subarray(0, end), depth + 1) };
}

function maybeOf(element: Type, bytes: Uint8Array, depth: number): Value {
    if (bytes.length === 0) return null;
    return read(element, element.size > 0 ? bytes : bytes.subarray(0, -1), depth + 1);
}

function arrayOf(element: Type, bytes: Uint8Array, depth: number): Value {
    if (element.kind === "y") return bytes;
    if (bytes.length === 0) return [];
    if (element.size > 0) {
        if (bytes.length % element.size !== 0) throw new RangeError("an array has the wrong length");
        const starts = Array.from({ length: bytes.length / element.size }, (_, index) => index * element.size);
        return starts.map(start => read(element, bytes.subarray(start, start + element.size), depth + 1));
    }
    const width = offsetWidth(bytes.length);
    const table = offsetAt(bytes, bytes.length - width, width);
    if (table > bytes.length - width || (bytes.length - table) % width !== 0)
        throw new RangeError("an array has no end");
    const values: Value[] = [];
    let start = 0;
    for (let at = table; at < bytes.length; at += width) {
        const end = offsetAt(bytes, at, width);
        start = align(start, element.alignment);
        if (end < start || end > table) throw new RangeError("an element lies outside of its array");
        values.push(read(element, bytes.subarray(start, end), depth + 1));
        start = end;
    }
    return values;
}

function membersOf({ members, size }: Type, bytes: Uint8Array, depth: number): Value[] {
    const width = size > 0 ? 0 : offsetWidth(bytes.length);
    // The ends of members of varying length stand at the back, the first one last; the last member needs none.
    let frame = bytes.length;
    let start = 0;
    return members.map((type, index) => {
        start = align(start, type.alignment);
        let end = start + type.size;
        if (type.size === 0 && index < members.length - 1) {
            frame -= width;
            end = frame < start ? -1 : offsetAt(bytes, frame, width);
        } else if (type.size === 0) end = frame;
        if (end < start || end > frame) throw new RangeError("a member lies outside of its tuple");
        const value = read(type, bytes.subarray(start, end), depth + 1);
        start = end;
        return value;
    });
}

const offsetWidth = (length: number): number => (length <= 0xff ? 1 : length <= 0xffff ? 2 : 4);

const offsetAt = (bytes: Uint8Array, at: number, width: number): number =>
    bytes.subarray(at, at + width).reduceRight((value, byte) => value * 256 + byte, 0);

function member({ members }: Type, index: number): Type {
    const found = members[index];
    if (found === undefined) throw new RangeError("a container has no element type");
    return found;
}
