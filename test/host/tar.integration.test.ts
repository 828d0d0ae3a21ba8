/** Archives of ours against the tar of the machine. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

import { readTar, writeTar } from "../../src/host/tar.ts";

const directory = mkdtempSync(join(tmpdir(), "tar-"));
afterAll(() => rmSync(directory, { recursive: true }));

const long = `${"directory/".repeat(12)}${"n".repeat(90)}`;
const longest = `${"d".repeat(120)}/${"ü".repeat(100)}`;
const binary = Uint8Array.from({ length: 2000 }, (_byte, index) => index * 7);

test.each(["gnu", "ustar", "pax", "v7"])("an archive that tar makes in the format %s reads back", format => {
    const source = join(directory, format);
    mkdirSync(join(source, "sub"), { recursive: true });
    const paths = format === "v7" ? ["sub/short"] : ["sub/short", long];
    if (format === "gnu" || format === "pax") paths.push(longest);
    for (const path of paths) {
        mkdirSync(join(source, path, ".."), { recursive: true });
        writeFileSync(join(source, path), binary);
    }
    symlinkSync("/etc/passwd", join(source, "link"));
    const archive = execFileSync("tar", [
        "--create",
        `--format=${format}`,
        "--sort=name",
        `--directory=${source}`,
        ".",
    ]);
    const entries = readTar(archive);
    const files = entries.filter(({ type }) => type === "file");
    expect(files.map(({ path }) => path).sort()).toEqual([...paths].sort());
    for (const { bytes } of files) expect(Buffer.from(bytes).equals(binary)).toBe(true);
    expect(entries.find(({ path }) => path === "link")?.type).toBe("link");
});

test("tar reads what is written, names of any length and any bytes", () => {
    const archive = join(directory, "ours.tar");
    const files = new Map([
        ["short", binary],
        [long, binary],
        [longest, binary],
    ]);
    writeFileSync(archive, writeTar(files));
    const names = execFileSync("tar", ["--list", "--quoting-style=literal", `--file=${archive}`], { encoding: "utf8" });
    for (const path of files.keys()) {
        expect(names.split("\n")).toContain(path);
        const bytes = execFileSync("tar", ["--extract", "--to-stdout", `--file=${archive}`, "--", path]);
        expect(bytes.equals(binary)).toBe(true);
    }
    const read = readTar(writeTar(files)).filter(({ type }) => type === "file");
    expect(new Map(read.map(({ path, bytes }) => [path, bytes]))).toEqual(files);
});

test("tar makes the links and empty directories that are written", () => {
    const archive = join(directory, "links.tar");
    const target = `/usr/${"ü".repeat(80)}`;
    writeFileSync(
        archive,
        writeTar(
            new Map<string, string | { target: string }>([
                ["there/short", { target: "../x" }],
                [long, { target }],
                ["empty/", ""],
            ]),
        ),
    );
    const out = join(directory, "out");
    mkdirSync(out);
    execFileSync("tar", ["--extract", `--file=${archive}`, `--directory=${out}`]);
    expect(readlinkSync(join(out, "there/short"))).toBe("../x");
    expect(readlinkSync(join(out, long))).toBe(target);
    expect(readdirSync(join(out, "empty"))).toEqual([]);
});
