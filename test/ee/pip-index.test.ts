import fc from "fast-check";
import { expect, test } from "vitest";

import { indexKey, indexOptions, isUsable, readPipIndex, shownIndex, writePipConfig } from "../../src/ee/pip-index.ts";

const read = (lines: readonly string[], machine: string | null = null) =>
    readPipIndex(
        new Map([["execution-environment.yml", "version: 3\n"]]),
        { dependencies: { python: ["six", ...lines] } },
        machine,
    );

test("nothing is fetched where nobody names an index", () => {
    expect(read([])).toBeNull();
    expect(read([], "[global]\ntimeout = 5\n")).toBeNull();
    expect(read(["--no-index"], "[global]\nindex-url = https://example.com/simple\n")).toBeNull();
});

test("the definition's list names an index as pip takes it, and comes before the machine's pip.conf", () => {
    const machine =
        "[global]\nindex-url = https://machine.example.com/simple\nextra-index-url =\n    https://a.example.com/\n    https://b.example.com/\ntrusted-host = machine.example.com\n[download]\npre = yes\n";
    expect(read([], machine)).toEqual({
        urls: ["https://machine.example.com/simple", "https://a.example.com/", "https://b.example.com/"],
        links: [],
        trusted: ["machine.example.com"],
        pre: true,
    });
    expect(
        read(["--extra-index-url=https://more.example.com/ --trusted-host more.example.com"], machine),
    ).toMatchObject({
        urls: [
            "https://machine.example.com/simple",
            "https://a.example.com/",
            "https://b.example.com/",
            "https://more.example.com/",
        ],
        trusted: ["machine.example.com", "more.example.com"],
    });
    expect(read(["-i https://own.example.com/simple", "-f https://links.example.com/"], machine)).toMatchObject({
        urls: ["https://own.example.com/simple"],
        links: ["https://links.example.com/"],
    });
});

test.each([
    ["--index-url https://user:pass@example.com/simple?key=1", true],
    ["--index-url https://<redacted>@example.com/simple?<redacted>", true],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: pip's own way to write a variable
    ["--index-url https://${USER}:${PASS}@example.com/simple", false],
    ["--index-url file:///srv/simple", false],
    ["--find-links ./wheels", false],
    ["--index-url", false],
    ["--trusted-host example.com:8080", true],
    ["--pre", true],
])("%s can be used: %s", (line, isTaken) => {
    expect(indexOptions(line)?.every(isUsable)).toBe(isTaken);
});

test.each(["requests", "-r other.txt", "--index-url https://example.com requests", "--hash=sha256:abc", "-e ."])(
    "%s says nothing of an index",
    line => expect(indexOptions(line)).toBeNull(),
);

test("pip is told the addresses whole, and everybody else without user, password and query", () => {
    const index = read([
        "--index-url https://user:pass@example.com/simple?key=1",
        "--extra-index-url https://tok@b.example.com/",
    ]);
    if (!index) throw new Error("no index");
    expect(writePipConfig(index)).toBe(
        "[global]\nindex-url = https://user:pass@example.com/simple?key=1\nextra-index-url =\n    https://tok@b.example.com/\n",
    );
    expect(shownIndex(index)).toBe("https://example.com/simple https://b.example.com/");
});

test("a redacted address is used without what is not known", () => {
    expect(read(["--index-url https://<redacted>@example.com/simple?<redacted>"])?.urls).toEqual([
        "https://example.com/simple",
    ]);
});

/** Characters that a file of settings is made of, and any others. */
const character = fc.oneof(
    fc.constantFrom(..."\n\r\t []=:;#%"),
    fc.string({ unit: "binary-ascii", minLength: 1, maxLength: 1 }),
    fc.integer({ min: 0x80, max: 0x10ffff }).map(code => String.fromCodePoint(code)),
);
const anything = fc.array(character).map(characters => characters.join(""));

test("whatever stands in a line, pip.conf gets no key of its author's", () => {
    fc.assert(
        fc.property(
            anything,
            fc.constantFrom("--index-url ", "--index-url=https://", "-f https://", "--trusted-host "),
            (tail, head) => {
                const index = read([`${head}${tail}`]);
                const config = index ? writePipConfig(index) : "";
                expect(
                    config
                        .replace(
                            /^(?:\[global\]|(?:index-url|extra-index-url|find-links|trusted-host|pre|no-index) ?=.*| {4}\S+|)$/gm,
                            "",
                        )
                        .trim(),
                ).toBe("");
            },
        ),
    );
});

test.each(["-", "--pre ", "-i ", "a=", "\n [", " "])(
    "lines and a configuration of %j over and over are read in time",
    { tags: ["hostile"] },
    piece => {
        expect(() => indexOptions(piece.repeat(50_000))).not.toThrow();
        expect(read([], `[global]\nextra-index-url = ${piece.repeat(50_000)}`)?.trusted ?? []).toEqual([]);
    },
);

test("an index is told from others by its addresses without secrets, and by whether it is asked for early releases", () => {
    const index = { urls: ["https://me:pw@example.com/simple"], links: [], trusted: [], pre: false };
    expect(indexKey(index)).toContain("https://example.com/simple");
    expect(indexKey(index)).not.toContain("pw");
    expect(indexKey({ ...index, pre: true })).not.toBe(indexKey(index));
    expect(indexKey({ ...index, links: ["https://example.com/links?v=1"] })).toBeNull();
});
