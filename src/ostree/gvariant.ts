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
export const decode = (type: string, bytes: Uint8Array): Value => decoder(type)(bytes);

/** `decode` for many values of one type. */
export function decoder(type: string): (bytes: Uint8Array) => Value {
    const parsed = parseType(type);
    return bytes => read(parsed, bytes, 0, bytes.length, 0);
}

/** Read what lies from `start` to `end`. Alignment counts from there: a container starts where the strictest of its members may. */
function read(type: Type, bytes: Uint8Array, start: number, end: number, depth: number): Value {
    if (depth > MAX_DEPTH) throw new RangeError("the value is too deep");
    if (type.size > 0 && end - start !== type.size) throw new RangeError("a value has the wrong length");
    switch (type.kind) {
        case "s":
            return textOf(bytes, start, end);
        case "v":
            return variantOf(bytes, start, end, depth);
        case "m":
            return maybeOf(member(type, 0), bytes, start, end, depth);
        case "a":
            return arrayOf(member(type, 0), bytes, start, end, depth);
        case "(":
            return membersOf(type, bytes, start, end, depth);
        default:
            return numberOf(type.kind, bytes, start);
    }
}

function numberOf(kind: string, bytes: Uint8Array, start: number): Value {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    if (kind === "b") return view.getUint8(start) !== 0;
    if (kind === "y") return view.getUint8(start);
    if (kind === "n") return view.getInt16(start, true);
    if (kind === "q") return view.getUint16(start, true);
    if (kind === "i") return view.getInt32(start, true);
    if (kind === "u") return view.getUint32(start, true);
    if (kind === "d") return view.getFloat64(start, true);
    return kind === "x" ? view.getBigInt64(start, true) : view.getBigUint64(start, true);
}

const decodeText = new TextDecoder();

function textOf(bytes: Uint8Array, start: number, end: number): string {
    if (start === end || bytes.indexOf(0, start) !== end - 1)
        throw new RangeError("a text does not end where it should");
    return decodeText.decode(bytes.subarray(start, end - 1));
}

function variantOf(bytes: Uint8Array, start: number, end: number, depth: number): Variant {
    const at = end > start ? bytes.lastIndexOf(0, end - 1) : -1;
    if (at < start) throw new RangeError("a variant has no type");
    const type = decodeText.decode(bytes.subarray(at + 1, end));
    return { type, value: read(parseType(type), bytes, start, at, depth + 1) };
}

function maybeOf(element: Type, bytes: Uint8Array, start: number, end: number, depth: number): Value {
    if (start === end) return null;
    return read(element, bytes, start, element.size > 0 ? end : end - 1, depth + 1);
}

function arrayOf(element: Type, bytes: Uint8Array, start: number, end: number, depth: number): Value {
    if (element.kind === "y") return bytes.subarray(start, end);
    const values: Value[] = [];
    if (start === end) return values;
    if (element.size > 0) {
        if ((end - start) % element.size !== 0) throw new RangeError("an array has the wrong length");
        for (let at = start; at < end; at += element.size)
            values.push(read(element, bytes, at, at + element.size, depth + 1));
        return values;
    }
    const width = offsetWidth(end - start);
    const table = start + offsetAt(bytes, end - width, width);
    if (table > end - width || (end - table) % width !== 0) throw new RangeError("an array has no end");
    let from = start;
    for (let at = table; at < end; at += width) {
        const to = start + offsetAt(bytes, at, width);
        from = start + align(from - start, element.alignment);
        if (to < from || to > table) throw new RangeError("an element lies outside of its array");
        values.push(read(element, bytes, from, to, depth + 1));
        from = to;
    }
    return values;
}

function membersOf({ members, size }: Type, bytes: Uint8Array, start: number, end: number, depth: number): Value[] {
    const width = size > 0 ? 0 : offsetWidth(end - start);
    // The ends of members of varying length stand at the back, the first one last; the last member needs none.
    let frame = end;
    let from = start;
    return members.map((type, index) => {
        from = start + align(from - start, type.alignment);
        let to = from + type.size;
        if (type.size === 0 && index < members.length - 1) {
            frame -= width;
            to = frame < from ? -1 : start + offsetAt(bytes, frame, width);
        } else if (type.size === 0) to = frame;
        if (to < from || to > frame) throw new RangeError("a member lies outside of its tuple");
        const value = read(type, bytes, from, to, depth + 1);
        from = to;
        return value;
    });
}

const offsetWidth = (length: number): number => (length <= 0xff ? 1 : length <= 0xffff ? 2 : 4);

function offsetAt(bytes: Uint8Array, at: number, width: number): number {
    let value = 0;
    for (let byte = width - 1; byte >= 0; byte--) value = value * 256 + (bytes[at + byte] ?? 0);
    return value;
}

function member({ members }: Type, index: number): Type {
    const found = members[index];
    if (found === undefined) throw new RangeError("a container has no element type");
    return found;
}
