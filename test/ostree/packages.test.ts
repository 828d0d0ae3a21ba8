import { expect, test } from "vitest";

import { packageVersion, parsePackageList, parsePackages } from "../../src/ostree/packages.ts";

const fact = (name: string, ...rest: string[]) => ["P", name, ...rest].join("\t");
const plain = (name: string) => fact(name, "(none)", "1", "1", "noarch", "10", "MIT");

test("what needs a package is found by what it provides and by its files", () => {
    const text = [
        ...[plain("libx"), "C\tlibx", "C\tlibx.so.1()(64bit)"],
        ...[plain("sh"), "C\tsh", "C\t/usr/bin/sh"],
        ...[plain("python3-six"), "C\tpython3dist(six)", "R\t/usr/bin/sh"],
        ...[
            plain("tool"),
            "C\ttool",
            "R\tlibx.so.1()(64bit)",
            "R\t(python3dist(six) >= 1 with python3dist(six) < 2)",
            "R\t/usr/bin/sh",
        ],
        ...[plain("other"), "R\t(tool or sh)", "R\trpmlib(FileDigests)", "R\t(libx if absent)", "R\t(absent if tool)"],
    ].join("\n");
    const requiredBy = Object.fromEntries(parsePackages(text).map(each => [each.name, each.requiredBy]));
    expect(requiredBy).toEqual({
        libx: ["other", "tool"],
        sh: ["other", "python3-six", "tool"],
        "python3-six": ["tool"],
        tool: ["other"],
        other: [],
    });
});

test("epochs, sizes and licences are told, and none where there is none", () => {
    const text = [
        fact("a", "2", "1.0", "3.el9", "x86_64", "123", "MIT and\tBSD"),
        fact("b", "(none)", "1", "1", "noarch", "(none)", "(none)"),
    ].join("\n");
    const [a, b] = parsePackages(text);
    expect(a).toMatchObject({ epoch: "2", size: 123, licence: "MIT and BSD" });
    expect(a && packageVersion(a)).toBe("2:1.0-3.el9");
    expect(b).toMatchObject({ epoch: null, size: null });
    expect(b && packageVersion(b)).toBe("1-1");
});

test("rpm's trusted keys are no packages", () => {
    expect(parsePackages(plain("gpg-pubkey"))).toEqual([]);
});

test("text that is not what was asked for is left out, and what is shown is harmless", { tags: ["hostile"] }, () => {
    expect(parsePackages("")).toEqual([]);
    expect(parsePackages("R\tx\nC\ty\nP\ttoo\tshort\nrubbish\n\0\n")).toEqual([]);
    const [hostile] = parsePackages(
        fact(`<b>\u001b[2J${"x".repeat(9999)}`, "(none)", "1\u202e", "1", "noarch", "9".repeat(400), "MIT"),
    );
    expect(hostile?.name).toMatch(/^<b>\\x1b\[2Jx+…$/);
    expect(hostile?.name.length).toBeLessThan(300);
    expect(hostile).toMatchObject({ version: "1\\u202e", size: null });
    const many = Array.from(
        { length: 5_000 },
        (_, index) => `${plain(`p${index}`)}\nR\t${"(".repeat(50)}\nC\tp${index}`,
    );
    expect(parsePackages(many.join("\n"))).toHaveLength(5_000);
});

test("the list in a commit's metadata is read, and nothing else is taken for one", () => {
    const list = (value: string[][]) => parsePackageList({ type: "a(sssss)", value });
    expect(
        list([
            ["b", "0", "1", "2", "noarch"],
            ["a", "1", "1", "2", "x86_64"],
        ])?.map(({ name, epoch }) => [name, epoch]),
    ).toEqual([
        ["a", "1"],
        ["b", null],
    ]);
    expect(list([["b", "0", "1"]])).toBeNull();
    expect(parsePackageList(undefined)).toBeNull();
    expect(parsePackageList({ type: "s", value: "x" })).toBeNull();
});
