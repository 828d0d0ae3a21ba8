/** Blocks of text in YAML, `|` and `>`: how one is written anew in the way it was written before. */

/** A value as text: what stands where it begins, and whole lines below. */
export type Written = { first: string; lines: string[] };

export type BlockStyle = {
    /** "|" or ">" with its indicators, as far as there was one before: ">2-", "|". */
    header: string;
    /** Column of its lines, and of the key or dash that it belongs to. */
    column: number;
    parent: number;
};

const HEADER = /^([|>])(?:([-+]?)([1-9]?)|([1-9])([-+]))(?=\s|$)/;

/** What a block's header says; null where there is no block. */
export function headerOf(source: string): { header: string; comment: string; isExplicit: boolean } | null {
    const header = HEADER.exec(source);
    if (!header) return null;
    const comment = /^[^\r\n]*/.exec(source.slice(header[0].length))?.[0] ?? "";
    return { header: header[0], comment, isExplicit: /[1-9]/.test(header[0]) };
}

/** The block for a text, or null where only quotes can hold it. */
export function writeBlock(value: string, style: BlockStyle): Written | null {
    const body = value.replace(/\n+$/, "");
    // A tab at a line's beginning is taken for indentation by some, and a text of nothing but space has no column.
    if (body.trim() === "" || /^\t/m.test(body)) return null;
    const [, , chompFirst = "", digitLast = "", digitFirst = "", chompLast = ""] = HEADER.exec(style.header) ?? [];
    const ends = value.length - body.length;
    const wasKept = chompFirst + chompLast === "+";
    const chomp = ends === 0 ? "-" : ends > 1 || wasKept ? "+" : "";
    const isIndented = /^\n* /.test(body);
    const depth = style.column - style.parent;
    const digit = digitFirst || digitLast || isIndented ? String(depth) : "";
    if (digit !== "" && (depth < 1 || depth > 9)) return null;

    const isFolded = style.header.startsWith(">") && !/^[ \n]|\n /.test(body);
    const text = isFolded ? body.replace(/\n+/g, run => `${run}\n`) : body;
    const pad = " ".repeat(style.column);
    const lines = text.split("\n").map(line => (line === "" ? "" : pad + line));
    return {
        first: (isFolded ? ">" : "|") + (digitFirst ? digit + chomp : chomp + digit),
        lines: [...lines, ...Array<string>(Math.max(0, ends - 1)).fill("")],
    };
}
