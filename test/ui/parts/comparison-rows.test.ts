import { expect, test } from "vitest";

import { type ComparisonRow, compareTexts } from "../../../src/ui/parts/comparison-rows.ts";
import { differencesOf } from "../../../src/ui/parts/line-difference.ts";

const lines = (count: number, name = "line") => Array.from({ length: count }, (_, at) => `${name} ${at + 1}\n`);
const NONE = new Set<number>();

const words = (rows: ComparisonRow[]) =>
    rows.map(row => {
        if (row.kind === "folded" || row.kind === "cut") return `${row.kind} ${row.count}`;
        const [left, right] = [row.left, row.right].map(line => (line ? `${line.number} ${line.text}` : "-"));
        return row.kind === "same" ? `same ${left}` : `${left} | ${right}`;
    });

test("lines that changed stand against each other, and those around them are shown", () => {
    expect(words(compareTexts("a\nb\nc\n", "a\nB\nc\nd\n", NONE))).toEqual([
        "same 1 a",
        "2 b | 2 B",
        "same 3 c",
        "- | 4 d",
    ]);
});

test("what is unchanged and far away is folded, and opened by its key", () => {
    const left = lines(20);
    const right = left.with(9, "new\n");
    const rows = compareTexts(left.join(""), right.join(""), NONE);
    expect(words(rows)).toEqual([
        "folded 6",
        "same 7 line 7",
        "same 8 line 8",
        "same 9 line 9",
        "10 line 10 | 10 new",
        "same 11 line 11",
        "same 12 line 12",
        "same 13 line 13",
        "folded 7",
    ]);
    const [first] = rows;
    const opened = compareTexts(left.join(""), right.join(""), new Set([first?.kind === "folded" ? first.key : -1]));
    expect(words(opened).slice(0, 2)).toEqual(["same 1 line 1", "same 2 line 2"]);
});

test("a missing last newline, and a carriage return, are differences that are seen", () => {
    expect(words(compareTexts("a", "a\n", NONE))).toEqual(["same 1 a", "- | 2 "]);
    expect(words(compareTexts("a\r\n", "a\n", NONE))).toEqual(["1 a␍ | 1 a"]);
});

test.each([
    ["", "a\n"],
    ["a\nb\n", ""],
    ["a\na\nb\n", "a\nb\na\n"],
    ["constructor\n__proto__\n", "__proto__\ntoString\n"],
])("the differences of %j and %j make the one into the other", (left, right) => {
    const [ours, theirs] = [left.split("\n"), right.split("\n")];
    const made = differencesOf(ours, theirs).reduceRight(
        (text, difference) =>
            text.toSpliced(
                difference.left.start,
                difference.left.count,
                ...theirs.slice(difference.right.start, difference.right.start + difference.right.count),
            ),
        ours,
    );
    expect(made).toEqual(theirs);
});

test.each([
    ["a megabyte without a common line", lines(80_000, "a").join(""), lines(80_000, "b").join("")],
    ["a megabyte of empty lines", `x${"\n".repeat(1_000_000)}y`, `${"\n".repeat(999_000)}z`],
    ["a megabyte in one line", "x".repeat(1_000_000), "y".repeat(1_000_000)],
])("%s is compared, and few rows are shown", { tags: ["hostile"] }, (_what, left, right) => {
    const rows = compareTexts(left, right, NONE);
    expect(rows.length).toBeLessThan(2100);
    expect(JSON.stringify(rows).length).toBeLessThan(1_000_000);
});
