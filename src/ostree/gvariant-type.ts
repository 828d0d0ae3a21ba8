/** Type strings of GVariant, and what its serialised form needs to know of a type. */

export type Type = {
    kind: string;
    alignment: number;
    /** Bytes of every value of this type; 0 when they differ. */
    size: number;
    members: Type[];
};

/** How deep types, and values in them, may be nested; OSTree's own go to five. */
export const MAX_DEPTH = 32;

const numbers: Record<string, number> = { y: 1, b: 1, n: 2, q: 2, i: 4, u: 4, x: 8, t: 8, d: 8 };

/** Read a type string such as "(a{sv}ay)". Throws RangeError. */
export function parseType(text: string): Type {
    if (text.length > 255) throw new RangeError("the type is too long");
    const [type, end] = typeAt(text, 0, 0);
    if (end !== text.length) throw new RangeError(`no type: ${text}`);
    return type;
}

function typeAt(text: string, at: number, depth: number): [Type, number] {
    const kind = text[at] ?? "";
    const size = Object.hasOwn(numbers, kind) ? numbers[kind] : undefined;
    if (depth > MAX_DEPTH) throw new RangeError("the type is too deep");
    if (size !== undefined) return [{ kind, alignment: size, size, members: [] }, at + 1];
    if (kind !== "" && "sog".includes(kind)) return [{ kind: "s", alignment: 1, size: 0, members: [] }, at + 1];
    if (kind === "v") return [{ kind, alignment: 8, size: 0, members: [] }, at + 1];
    if (kind === "a" || kind === "m") {
        const [element, end] = typeAt(text, at + 1, depth + 1);
        return [{ kind, alignment: element.alignment, size: 0, members: [element] }, end];
    }
    if (kind !== "(" && kind !== "{") throw new RangeError(`no type: ${text}`);
    const members: Type[] = [];
    let end = at + 1;
    while (text[end] !== (kind === "(" ? ")" : "}")) {
        const [member, next] = typeAt(text, end, depth + 1);
        members.push(member);
        end = next;
    }
    return [tupleOf(members), end + 1];
}

function tupleOf(members: Type[]): Type {
    const alignment = Math.max(1, ...members.map(member => member.alignment));
    const fixed = members.every(({ size }) => size > 0);
    const size = members.reduce((sum, member) => align(sum, member.alignment) + member.size, 0);
    return { kind: "(", alignment, size: fixed ? Math.max(1, align(size, alignment)) : 0, members };
}

/** The next place at or behind `at` where a value of this alignment may begin. */
export const align = (at: number, alignment: number): number => Math.ceil(at / alignment) * alignment;
