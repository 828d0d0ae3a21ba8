/** Scalars and structure against the real PyYAML, which Debian brings. */
import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";

import { pythonRepr } from "../../src/ee/python-repr.ts";
import { readYaml } from "../../src/ee/read-yaml.ts";
import { makeRandom, runsOf, seedOfRun } from "./random.ts";
import { mutated, randomYaml } from "./random-yaml.ts";

/** Files are opened as ansible-builder opens them: as text, in which every line break is a newline. */
const PROGRAM = `
import io, json, sys, yaml
class Opened(io.TextIOWrapper):
    name = "x"
def load(text):
    stream = Opened(io.BytesIO(text.encode("utf-8", "surrogatepass")), encoding="utf-8")
    try:
        return [repr(yaml.safe_load(stream)), None]
    except (yaml.scanner.ScannerError, yaml.parser.ParserError) as problem:
        return [None, str(problem)]
    except Exception:
        return [None, None]
json.dump([load(text) for text in json.load(sys.stdin)], sys.stdout)
`;

const askPython = (texts: readonly string[]): [value: string | null, refusal: string | null][] =>
    JSON.parse(
        execFileSync("/usr/bin/python3", ["-c", PROGRAM], {
            input: JSON.stringify(texts),
            encoding: "utf8",
            maxBuffer: 100_000_000,
        }),
    );

const inPython = (texts: readonly string[]): (string | null)[] => askPython(texts).map(([value]) => value);

function here(text: string): string | null {
    const { document, problems } = readYaml(text, "x");
    return problems.length > 0 ? null : document ? pythonRepr(document.contents, document) : "None";
}

const signs = ["", "-", "+"];
const bodies =
    "0 1 08 010 0o7 0b1 0b_ 0x1F 0xg 1_000 1__0 _1 12:30 12:60 1:2:3 1.0 1. .5 . 1e3 1.5e3 1.5e+3 1.0e-7 1e+3 .inf .Inf .INF .nan inf nan 190:20:30.15 123456789012345678901234567890 1.7976931348623157e+308 1234567890123456.0 0.00001 100000000000000000.0".split(
        " ",
    );
const words =
    'yes Yes YES yEs y Y no on On off OFF true TRUE tRue false null Null ~ none = << 2024-01-02 2024-13-02 2024-1-2 2024-01-02T03:04:05 2024-02-30 0000-01-01 it\'s a#b a:b a,b -a !b &a @a %a `a |a >a "q\\tx" \'it\'\'s\' "\\u00e9" "\\x41" é 日本 a\u00a0b "\\U0001F600"'.split(
        " ",
    );

test("scalars are what PyYAML's safe loader makes of them", () => {
    const scalars = [...bodies.flatMap(body => signs.map(sign => sign + body)), ...words];
    const texts = scalars.map(scalar => `[x, ${scalar}]`).concat(scalars.map(scalar => `a: ${scalar}\n`));
    const real = inPython(texts);
    const different = texts.flatMap((text, index) =>
        here(text) === real[index] ? [] : [`${text.trim()}: ${here(text)}, PyYAML ${real[index]}`],
    );
    console.log(`PyYAML: ${texts.length - different.length} of ${texts.length} scalars agree`);
    expect(different).toEqual([]);
});

const structures = [
    "a: 1\na: 2\n",
    "a: &x 1\nb: *x\n",
    "a: &x {b: 1}\nc: {<<: *x, d: 2}\n",
    "a: *x\n",
    "a: 1\n---\nb: 2\n",
    "---\n...\n",
    "--- x\n",
    "a:\n- 1\n- 2\n",
    "a:\n  - 1\n - 2\n",
    "a: b: c\n",
    "a: 1\n b: 2\n",
    "a:\n\tb: 1\n",
    "a: [1, 2\n",
    "a: [1, 2,]\n",
    "a: {b: 1,, c: 2}\n",
    "a: 'x\n",
    'a: "x\\q"\n',
    "- a\nb: 1\n",
    "a: 1\nfoo\nb: 2\n",
    "foo\n",
    "a: |\n  x\n  y\n",
    "a: >-\n  x\n  y\n\n  z\n",
    "a: |2\n    x\n",
    "a: x\n  y\n",
    "a:\n    b: 1\n  c: 2\n",
    "? a\n: b\n",
    "? [a]\n: b\n",
    "{a: b}: c\n",
    "a: !!str 1\n",
    "a: !x 1\n",
    "a: !!int '3'\n",
    "a: !!float 1\n",
    "# c\n",
    "a: # c\n  b: 1 # d\n",
    "a: {b, c}\n",
    "[a, b: c]\n",
    "a:1\n",
    "a: b #c\n",
    "a: b#c\n",
    "%YAML 1.1\n---\na: 1\n",
    "a: 1\n...\n",
    "a: 1\n...\nb: 2\n",
    "'a': 1\n\"b\": 2\n",
    "a: ''\n",
    "- - 1\n  - 2\n- 3\n",
    "a: &x [1]\nb: &x [2]\nc: *x\n",
    "a: \u0000\n",
    "\ufeffa: 1\n",
    "a:\r\n  b: 1\r\n",
    "key: - a\n",
    "a: ]\n",
    "a: 1\n\n\n  # x\nb: 2\n",
    "a: {\n  b: 1,\n  c: 2\n}\n",
    "a: |\nb: 1\n",
    'a: "x\n  y"\n',
    "a: 'x\n\n  y'\n",
    "a: - b\n  - c\n",
    "a: 'b' c\n",
    "a: [b] c\n",
    "a: *x b\n",
    "-a: 1\n",
    "- a: 1\n  b: 2\n-\n  c: 3\n",
    "a: >\n  x\n   y\n  z\n",
    "a: |+\n  x\n\nb: 1\n",
    "a: \tb\n",
    "a: b\t\n",
    "a: {b: 1}\t# x\n",
    "a: !\n",
    "a: ! # c\n",
    "a: [! , 1]\n",
    "a: ! 12\n",
    "a: ! '12'\n",
    "a: ! 1.0\n",
    "a: ! yes\n",
    "a: ! 2024-01-02\n",
    "a: ! x\n",
    "a: ! [1]\n",
    "a: ! |\n  12\n",
    "? !\n: 1\n",
    "a: &x !\nb: *x\n",
    "a: &x [*x, {b: *x}]\n",
    "&x {a: *x, b: [*x]}\n",
    "a: &x {b: &y [*x, *y]}\n",
];

test("structures are what PyYAML's safe loader makes of them", () => {
    const real = inPython(structures);
    const different = structures.flatMap((text, index) =>
        here(text) === real[index] ? [] : [`${JSON.stringify(text)}: ${here(text)}, PyYAML ${real[index]}`],
    );
    console.log(`PyYAML: ${structures.length - different.length} of ${structures.length} structures agree`);
    expect(different).toEqual([]);
});

test.each(["[?1, 2]", "{?a: 1}", "- [[x, ?b]]"])("%s is said not to be read, since PyYAML has a key there", text => {
    expect(inPython([text])[0]).toMatch(/\{/);
    expect(readYaml(text, "x").problems).toMatchObject([{ code: "yaml-unread" }]);
    expect(readYaml("?a: 1", "x").problems).toEqual([]);
});

const PREFIX = "An error occurred while parsing the definition file:\n";

const definitions = [
    "version: 3\nimages:\n  base_image:\n    name: 'quay.io/a/b:1' # why\ndependencies:\n  python:\n    - six>=1\n    - \"x[y]\"\n  system: |\n    git\n    gcc [compile]\n  galaxy:\n    collections: [a.b, {name: c.d, version: '>=1'}]\n",
    "version: 1\nadditional_build_steps:\n  prepend: >-\n    RUN a &&\n      b\n\n  append:\n  - RUN x\n  - 'RUN it''s'\n",
    'a: &x {b: 1}\nc:\n  <<: *x\n  d: "q\\tu\\u00e9"\ne: [\n  1, 2.0, yes,\n  2024-01-02]\n? f\n: g\n',
];

test("random texts have the value that PyYAML gives them, and are refused in its words", () => {
    const seed = seedOfRun();
    const random = makeRandom(seed);
    const texts = Array.from({ length: runsOf(300) }, (_unused, index) =>
        index % 2 === 0 ? randomYaml(random) : mutated(random, random.one(definitions)),
    );
    const real = askPython(texts);
    const different: unknown[] = [];
    // Where PyYAML takes a text that the yaml package cannot read, we say that it cannot be read here.
    let unread = 0;
    texts.forEach((text, index) => {
        const [value = null, refusal = null] = real[index] ?? [];
        const [problem] = readYaml(text, "x").problems;
        const ours = here(text);
        // The yaml package reads an anchor up to the next space, PyYAML up to a colon; and it leaves spaces in quotes.
        if (/[&*][\w-]*:/.test(text) || (value !== null && / {2}|\\n/.test(ours ?? ""))) return;
        if (value !== null && problem?.code === "yaml-unread") unread += 1;
        else if (refusal === null ? ours !== value : problem?.builderMessage !== PREFIX + refusal)
            different.push({ text, ours, value, said: problem?.builderMessage, refusal });
    });
    console.log(
        `PyYAML, seed ${seed}: ${different.length} of ${texts.length} random texts differ, ${unread} unread here`,
    );
    expect(different.slice(0, 5)).toEqual([]);
    expect(unread).toBeLessThan(texts.length / 50);
});
