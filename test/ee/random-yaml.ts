/** Texts that are YAML, nearly YAML, and no YAML at all. */
import type { Random } from "./random.ts";

const PARTS =
    String.raw`a|b|key|:|: | |  |\n|\n  |\n    |- |-|? |?|[|]|{|}|,|, |'|"|#| # c|&a |*a|&b |*b |!!str |!!int |!!float |!!bool |\|\n|>\n|\|2\n|>-\n|\|+\n|>2-\n|  x\n|   y\n|\n\n|  z\n\n|\t|---\n|...\n|\\n|\\x41|\\\n|\\q|é|\r\n|<<: |=|~|1|0x1|1_0|yes|a: b\n|a:\n  b: c\n|- x\n|- y: 1\n|x: [a, b]\n|x: {a: 1}\n|foo\n|2024-01-02|2024-01-02 3:04:05.1 +1:30|1:30|0b_|08|\u{1f600}|%YAML 1.1\n|%|@|!x |<<: *a\n|a: &a {x: 1}\n`
        .split(/(?<!\\)\|/)
        .map(part =>
            part.replace(/\\(\\|\||n|t|r|u\{1f600\})/g, (_whole, escaped: string) =>
                escaped === "n"
                    ? "\n"
                    : escaped === "t"
                      ? "\t"
                      : escaped === "r"
                        ? "\r"
                        : escaped.startsWith("u")
                          ? "\u{1f600}"
                          : escaped,
            ),
        );

/** A few of the things above in any order. */
export const randomYaml = (random: Random): string =>
    Array.from({ length: 1 + random.below(12) }, () => random.one(PARTS)).join("");

/** A text with a few of them put into it, or in the place of some of its characters. */
export function mutated(random: Random, text: string): string {
    let changed = text;
    for (let count = 1 + random.below(3); count > 0; count--) {
        const at = random.below(changed.length + 1);
        changed = changed.slice(0, at) + random.one(PARTS) + changed.slice(at + random.below(4));
    }
    return changed;
}
