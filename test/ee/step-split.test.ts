import fc from "fast-check";
import { expect, test } from "vitest";

import { splitSteps } from "../../src/ee/step-split.ts";
import { runsOf } from "./random.ts";

const split = (text: string) =>
    splitSteps(text.split("\n")).map(({ start, end, instruction }) => [
        start,
        end,
        instruction?.keyword,
        instruction?.rest,
    ]);

test("an instruction goes on behind a backslash, over blank lines and comments", () => {
    expect(split("RUN one \\ \n  # why\n\n  && two\\\n three\nCOPY a b")).toEqual([
        [0, 5, "RUN", "one   && two three"],
        [5, 6, "COPY", "a b"],
    ]);
});

test("comments and blank lines belong to the step below, the last to the one above", () => {
    expect(split("# a\n\nrun x\n# b\nUSER 1\n\n# c")).toEqual([
        [0, 3, "RUN", "x"],
        [3, 7, "USER", "1"],
    ]);
    expect(split("# only\n")).toEqual([[0, 2, undefined, undefined]]);
    expect(split("# escape=`\nRUN a \\\n b")).toEqual([[0, 3, "RUN", "a  b"]]);
});

test("here-documents are part of their instruction, whatever they hold", () => {
    const [run, copy, next] = splitSteps(
        "RUN <<A cat && cat <<-'B'\nUSER x\nA\n\t$y\n\tB\nCOPY <<C /c\nC\nRUN z".split("\n"),
    );
    expect(run).toMatchObject({ start: 0, end: 5 });
    expect(run?.instruction?.documents).toEqual([
        { delimiter: "A", lines: ["USER x"], isLiteral: false },
        { delimiter: "B", lines: ["$y"], isLiteral: true },
    ]);
    expect(copy?.instruction).toMatchObject({ keyword: "COPY", documents: [{ lines: [] }] });
    expect(next).toMatchObject({ start: 7, end: 8 });
});

test("an instruction that the stage does not end is open", () => {
    expect(splitSteps(["RUN a", "RUN b \\"]).map(({ instruction }) => instruction?.isOpen)).toEqual([false, true]);
});

const part = fc.constantFrom(
    ..."RUN|COPY|ENV|\\| \\|\\ |#|# x|<<EOF|EOF|<<-'E'|E|\t|  |&&|x|'|\"|$|`|ONBUILD|HEALTHCHECK CMD|FROM|\r|[".split(
        "|",
    ),
);
const line = fc.array(part, { maxLength: 5 }).map(parts => parts.join(" ")) as fc.Arbitrary<string>;

test("whatever is written, each line is in one piece, in order", () => {
    fc.assert(
        fc.property(fc.array(line, { maxLength: 12 }), lines => {
            const pieces = splitSteps(lines);
            const covered = pieces.flatMap(({ start, end }) => lines.slice(start, end));
            expect(covered).toEqual(lines);
            expect(pieces.every(({ start, end }) => start < end)).toBe(true);
        }),
        { numRuns: runsOf(200) },
    );
});

test.each(["RUN a \\\n", "RUN <<A\n", "RUN x\n", "#\n", "x ", "$", "<<a ", "RUN <<a <<b\n"])(
    "a stage of many %j is cut in time",
    { tags: ["hostile"] },
    text => {
        const most = text.endsWith("\n") ? 2900 : 59_000;
        const lines = text.repeat(Math.min(most, 59_000 / text.length)).split("\n");
        expect(splitSteps(lines).flatMap(({ start, end }) => lines.slice(start, end))).toEqual(lines);
    },
);
