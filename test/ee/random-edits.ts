/** Definitions and values for properties of edits. */
import fc from "fast-check";

import { readYaml } from "../../src/ee/read-yaml.ts";

/** Texts that YAML has many ways to misread. */
const word = fc.constantFrom(
    ..."yes no null ~ 1 1.0 08 1e3 - -a ? : a: a:b #x a#b *x &x !x |x >x %x @x `x {a} [a] a,b ' \" \\ <<".split(" "),
);
const letters = fc.constantFrom(..."abc XYZ019.:-_/#'\"\\{}[],&*!|>%@`=~$\t\u00e9\u00a0\u2028\ufeff😀");
const line = fc.oneof(word, fc.string({ unit: letters, maxLength: 12 }), fc.string({ maxLength: 6 }));
export const value = fc.oneof(
    { weight: 3, arbitrary: line },
    { weight: 1, arbitrary: fc.array(line, { minLength: 1, maxLength: 4 }).map(lines => lines.join("\n")) },
    { weight: 1, arbitrary: fc.array(line, { minLength: 1, maxLength: 3 }).map(lines => `${lines.join("\n")}\n`) },
);

/** One way of writing something at a key, and a comment that must stay. */
const written = fc.constantFrom(
    "plain",
    "plain # beside",
    "'single' # beside",
    '"double"',
    "",
    "# beside",
    "&anchor plain",
    "!!str 12",
    "*before # beside",
    "|\n    a\n    b",
    "| # beside\n    a\n\n    b\n\n",
    "|-\n    a",
    "|+\n    a\n\n",
    "|2\n     a\n    b",
    ">-\n    a b\n    c # d",
    ">\n      a\n\n      b",
    "[a, 'b', c] # beside",
    "{a: b} # beside",
    "[a, # one\n     b # two\n    ]",
    "a plain\n    text in lines",
    "'single\n    in lines'",
    "\n    below # beside",
    "\n    - a # one\n    # two\n    - b",
    "\n    a: 1 # one\n    # two\n    b: |\n      x",
);
export const definition = fc
    .record({
        values: fc.array(written, { minLength: 1, maxLength: 5 }),
        newline: fc.constantFrom("\n", "\r\n"),
        isEnded: fc.boolean(),
        comments: fc.boolean(),
    })
    .map(({ values, newline, isEnded, comments }) => {
        const entries = values.map((text, index) => `  k${index}: ${text}${comments ? "\n  # above the next" : ""}`);
        const text = `---\n# head\nfirst: &before x\nall:\n${entries.join("\n")}${isEnded ? "\n" : ""}`;
        return { text: text.replaceAll("\n", newline), keys: values.map((_text, index) => `k${index}`) };
    })
    .filter(({ text }) => readYaml(text, "").problems.length === 0);
