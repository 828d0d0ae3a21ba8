/** Where a cursor stands in a mapping or list written in one line: `{name: x, version: |`. */

export type FlowPlace = {
    steps: (string | number)[];
    isKey: boolean;
    isValue: boolean;
    /** Where the word begins, from the start of the text; where it ends, from the cursor. */
    at: number;
    to: number;
    hasColon: boolean;
    quote: string;
    present: string[];
};

type Frame = { isMap: boolean; key: string | null; start: number; keys: string[] };

/** `before` begins with the first bracket and ends at the cursor. Null where everything is closed again. */
export function flowPlace(before: string, after: string): FlowPlace | null {
    const frames: Frame[] = [];
    let quote = "";
    let quoted = 0;
    for (let at = 0; at < before.length; at++) {
        const character = before.charAt(at);
        const frame = frames.at(-1);
        if (quote !== "") {
            if (character === quote) quote = "";
        } else if (/["']/.test(character)) {
            quote = character;
            quoted = at + 1;
        } else if (character === "{" || character === "[") {
            frames.push({ isMap: character === "{", key: null, start: at + 1, keys: [] });
        } else if (character === "}" || character === "]") frames.pop();
        else if (frame && character === ",") {
            frame.key = null;
            frame.start = at + 1;
        } else if (frame?.isMap && character === ":" && frame.key === null && /^(?:\s|$)/.test(before.slice(at + 1))) {
            frame.key = before.slice(frame.start, at).trim();
            frame.keys.push(frame.key);
            frame.start = at + 1;
        }
    }
    const last = frames.at(-1);
    if (!last) return null;
    const steps = frames.flatMap(({ isMap, key }) => (isMap ? (key ?? []) : 0));
    const isKey = last.isMap && last.key === null;
    const typed = before.slice(last.start);
    const word = (isKey ? /^[\w.-]*/ : quote === "" ? /^[^,}\]]*/ : /^[^"']*/).exec(after)?.[0].trimEnd() ?? "";
    const later = after.slice(0, after.search(/\}|$/));
    return {
        steps,
        isKey,
        isValue: !isKey,
        at: quote === "" ? before.length - typed.trimStart().length : quoted,
        to: word.length,
        hasColon: /^\s*:(?:\s|$)/.test(after.slice(word.length)),
        quote,
        present: [
            ...last.keys.filter(key => key !== last.key),
            ...[...later.slice(word.length).matchAll(/([\w.-]+):(?=\s)/g)].map(([, key = ""]) => key),
        ],
    };
}
