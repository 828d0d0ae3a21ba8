import fc from "fast-check";
import { expect, test } from "vitest";

import { chooseWheel } from "../../src/content/wheel-choice.ts";
import { readReason } from "../../src/content/wheel-index.ts";
import { commandsOf, parseMetadata } from "../../src/content/wheel-metadata.ts";
import { fits, parseWheelName, platformTags, tagsOf, type WheelTarget } from "../../src/content/wheel-name.ts";
import { checkRecord, parseRecord } from "../../src/content/wheel-record.ts";

const target: WheelTarget = { python: "3.12", release: "3.12.5", arch: "x86_64", glibc: 34 };
const nameOf = (file: string) => {
    const name = parseWheelName(file);
    if (!name) throw new Error(`${file} is no wheel's name`);
    return name;
};

test("a wheel's name says name, version, build and for whom it is", () => {
    expect(parseWheelName("PyYAML-6.0.1-2-cp312-cp312-manylinux_2_17_x86_64.manylinux2014_x86_64.whl")).toEqual({
        file: "PyYAML-6.0.1-2-cp312-cp312-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
        name: "pyyaml",
        version: "6.0.1",
        build: "2",
        pythons: ["cp312"],
        abis: ["cp312"],
        platforms: ["manylinux_2_17_x86_64", "manylinux2014_x86_64"],
    });
});

test.each([
    "ttp.tar.gz",
    "../ttp-1.0-py3-none-any.whl",
    "-1.0-py3-none-any.whl",
    "ttp-1.0-py3-none.whl",
    "a b-1-py3-none-any.whl",
    `${"a".repeat(300)}-1-py3-none-any.whl`,
])("%s is no wheel's name", file => expect(parseWheelName(file)).toBeNull());

test.each([
    ["py3-none-any", true],
    ["py2.py3-none-any", true],
    ["py2-none-any", false],
    ["py312-none-any", true],
    ["py313-none-any", false],
    ["cp312-cp312-manylinux_2_28_x86_64", true],
    ["cp312-cp312-manylinux_2_39_x86_64", false],
    ["cp312-cp312-manylinux2014_x86_64", true],
    ["cp312-cp312-linux_x86_64", true],
    ["cp312-cp312-manylinux2014_aarch64", false],
    ["cp312-cp312-musllinux_1_2_x86_64", false],
    ["cp312-cp312-win_amd64", false],
    ["cp311-cp311-manylinux2014_x86_64", false],
    ["cp39-abi3-manylinux2014_x86_64", true],
    ["cp313-abi3-manylinux2014_x86_64", false],
    ["cp312-none-any", true],
    ["cp311-none-any", false],
    ["py3-none-manylinux2014_x86_64", true],
    ["pp310-pypy310_pp73-manylinux2014_x86_64", false],
])("a wheel for %s fits Python 3.12 on Enterprise Linux 9: %s", (tags, isFitting) => {
    expect(fits(nameOf(`x-1-${tags}.whl`), target)).toBe(isFitting);
    expect(tagsOf(nameOf(`x-1-${tags}.whl`))).toBe(tags);
});

test("where nobody says which machine it is, no machine code fits, and pip is told of no platform", () => {
    const unknown = { ...target, arch: null, glibc: null };
    expect(fits(nameOf("x-1-cp312-cp312-manylinux2014_x86_64.whl"), unknown)).toBe(false);
    expect(platformTags(unknown)).toEqual([]);
});

test("pip is told of just those platforms that fit", () => {
    const told = new Set(platformTags(target));
    const tags = fc.constantFrom(
        ..."manylinux_2_5 manylinux_2_17 manylinux_2_34 manylinux_2_35 manylinux1 manylinux2014 linux win".split(" "),
    );
    fc.assert(
        fc.property(tags, fc.constantFrom("x86_64", "aarch64"), (family, arch) => {
            const tag = `${family}_${arch}`;
            expect(told.has(tag)).toBe(fits(nameOf(`x-1-py3-none-${tag}.whl`), target));
        }),
    );
});

const files = [
    "ttp-0.9-py3-none-any.whl",
    "ttp-1.0-py3-none-any.whl",
    "ttp-1.0-cp312-cp312-linux_x86_64.whl",
    "ttp-2.0rc1-py3-none-any.whl",
    "ttp-3.0-cp311-cp311-linux_x86_64.whl",
    "Other-1.0-py3-none-any.whl",
];

test.each([
    ["", "ttp-1.0-cp312-cp312-linux_x86_64.whl"],
    ["<1", "ttp-0.9-py3-none-any.whl"],
    [">=2.0rc1", "ttp-2.0rc1-py3-none-any.whl"],
])("of a directory ttp%s is %s", (specifier, file) => {
    expect(chooseWheel(files, { name: "ttp", specifier }, target)).toMatchObject({ file });
});

test("what a directory has otherwise is named, and what it has not is not", () => {
    expect(chooseWheel(files, { name: "ttp", specifier: ">=3" }, target)).toEqual({
        reason: "the directory of wheels has 2.0rc1, 1.0, 0.9",
    });
    expect(chooseWheel(["x-1-cp39-cp39-linux_x86_64.whl"], { name: "x", specifier: "" }, target)).toEqual({
        reason: "there are wheels for cp39-cp39-linux_x86_64 only, and none for Python 3.12, x86_64",
    });
    expect(chooseWheel(files, { name: "nothere", specifier: "" }, target)).toBeNull();
});

test("which file is chosen does not depend on their order", () => {
    fc.assert(
        fc.property(fc.shuffledSubarray(files, { minLength: files.length }), shuffled => {
            const wish = { name: "ttp", specifier: "" };
            expect(chooseWheel(shuffled, wish, target)).toEqual(chooseWheel(files, wish, target));
        }),
    );
});

test("metadata is read up to its first empty line, continued lines and all", () => {
    const text =
        "Metadata-Version: 2.1\nName: Foo_Bar\nVersion: 1.0\nRequires-Python: >=3.8\nRequires-Dist: six\n  (>=1)\nrequires-dist: x ; extra == 'y'\n\nRequires-Dist: not-me\n";
    expect(parseMetadata(text)).toEqual({
        name: "Foo_Bar",
        version: "1.0",
        requiresPython: ">=3.8",
        requires: ["six (>=1)", "x ; extra == 'y'"],
    });
    expect(parseMetadata("Name: x\n")).toBeNull();
});

test("commands are those of the two sections that make some", () => {
    const sections =
        "[console_scripts]\nb = x:y\n# c = d\na=x.z:y.main [extra]\n[other]\nz = x\n[gui_scripts]\ng = x\n";
    expect(commandsOf(sections)).toEqual({
        commands: [
            { name: "a", module: "x.z", path: "y.main" },
            { name: "b", module: "x", path: "y" },
        ],
        others: ["g"],
    });
});

test.each([
    "../a = x:y",
    "a b = x:y",
    ".a = x:y",
    "a = x:y; import os",
    "a = x:y\u2028z",
    "a = x:1",
    "a = :y",
    "a = x y",
])("“%s” makes no command", line => {
    const { commands, others } = commandsOf(`[console_scripts]\n${line}\n`);
    expect(commands).toEqual([]);
    expect(others).toEqual([line.slice(0, line.indexOf("=")).trim()]);
});

test("of a list of commands that goes on and on no more than some hundred are read, which is told", () => {
    const { commands, others } = commandsOf(
        `[console_scripts]\n${Array.from({ length: 100_000 }, (_, at) => `c${at} = x:y\n`).join("")}`,
    );
    expect(commands).toHaveLength(500);
    expect(others).toEqual(["…"]);
});

const HASH = "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU";
const HEX = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

test("a list of files has a digest for each, but for itself", () => {
    const record = parseRecord(`x.py,sha256=${HASH},0\r\n"a,""b"".py",sha256=${HASH},0\nx-1.dist-info/RECORD,,\n`);
    expect(record).toEqual(
        new Map([
            ["x.py", HEX],
            ['a,"b".py', HEX],
            ["x-1.dist-info/RECORD", null],
        ]),
    );
});

test.each(["x.py\n", "x.py,md5=abc,1\n", `x.py,sha256=${HASH},0\nx.py,sha256=${HASH},0\n`, "x.py,sha256=short,1\n"])(
    "%j is no list of files",
    text => expect(parseRecord(text)).toBeNull(),
);

test("what was unpacked has to be just what the wheel lists", () => {
    const own = ["x-1.dist-info/RECORD", "0"] as const;
    const record = parseRecord(`x.py,sha256=${HASH},0\nx-1.dist-info/RECORD,,\n`) ?? new Map();
    expect(checkRecord(record, new Map([["x.py", HEX], own]))).toBeNull();
    expect(checkRecord(record, new Map([["x.py", "0"], own]))).toBe("x.py is not the file that it lists");
    expect(checkRecord(record, new Map([["x.py", HEX], ["y.py", HEX], own]))).toBe("it does not list y.py");
    expect(checkRecord(record, new Map([own]))).toBe("x.py is missing");
    const bare = new Map([["x.py", null]]);
    expect(checkRecord(bare, new Map([["x.py", HEX]]))).toBe("it lists x.py without a digest");
});

const OTHERS = `1 location(s) to search for versions of other:
  Skipping link: none of the wheel's tags (cp39-cp39-win_amd64) are compatible: https://example.com/other-1-cp39-cp39-win_amd64.whl#sha256=0
  Skipping link: No sources permitted for other: https://example.com/other-1.tar.gz
"GET /simple/other/ HTTP/1.1" 200 None
1 location(s) to search for versions of x:
`;

test.each([
    ['"GET /simple/x/ HTTP/1.1" 404 None\n', "the index has no x"],
    ['"GET /simple/x/ HTTP/1.1" 403 None\n', "the index lets nobody in without the right password (status 403)"],
    [
        "Skipping link: No sources permitted for x: https://e.com/x-1.zip\n",
        "the index has it only as source, which nobody builds here",
    ],
    [
        "Link requires a different Python (3.12.5 not in: '>=3.13'): https://e.com/x-1-py3-none-any.whl\n",
        "the index has it for Python >=3.13 only, and Ansible runs on 3.12",
    ],
    [
        "ERROR: Could not find a version that satisfies the requirement x>9 (from versions: 1, 2, 3, 4, 5, 6)\n",
        "the index has it in the versions … 2, 3, 4, 5, 6 only",
    ],
    [
        "none of the wheel's tags (cp39) are compatible: https://e.com/x-1-cp39-cp39-win_amd64.whl#sha256=0 (from https://e.com/simple/x/)\n",
        "there are wheels for cp39-cp39-win_amd64 only, and none for Python 3.12, x86_64",
    ],
])("of pip's log only what it says of one distribution is its reason: %s", (own, reason) => {
    expect(readReason(OTHERS + own, { name: "x", specifier: "" }, target)).toBe(reason);
});

test("hostile names, lists and logs are read in no time", { tags: ["hostile"] }, () => {
    for (const piece of ["a", "a-", "a.", '"', "sha256=", "[", " ", "none of the wheel's tags /"]) {
        const text = piece.repeat(100_000);
        expect(parseWheelName(text)).toBeNull();
        parseRecord(text);
        parseMetadata(`Name: ${text}`);
        commandsOf(`[console_scripts]\n${text}`);
        readReason(text, { name: "x", specifier: "" }, target);
    }
});
