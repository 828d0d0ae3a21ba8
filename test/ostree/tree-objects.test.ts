import { expect, test } from "vitest";

import {
    parseDirectoryObject,
    parseFileHeaders,
    parseRightsObject,
    parseTargets,
} from "../../src/ostree/tree-objects.ts";

const bytesOf = (hex: string) => Uint8Array.from(Buffer.from(hex, "hex"));
const sum = (byte: string) => byte.repeat(32);
const text = (value: string) => Buffer.from(`${value}\0`).toString("hex");

const garbled = expect.objectContaining({ name: "HostError", problem: "garbled" });

/** A directory of files, as GVariant writes it while all is shorter than 256 bytes. */
function directoryOf(...names: string[]): Uint8Array {
    const files = names.map(name => {
        const [start, length] = [text(name), Buffer.byteLength(name) + 1];
        return `${start}${sum("aa")}${length.toString(16).padStart(2, "0")}`;
    });
    let end = 0;
    const ends = files.map(file => {
        end += file.length / 2;
        return end.toString(16).padStart(2, "0");
    });
    const array = files.join("") + ends.join("");
    return bytesOf(array + (array.length / 2).toString(16).padStart(2, "0"));
}

/** Made by ostree 2022.7: of a directory with the file "f" (three bytes), the link "l" (to "a\nb") and the directory "d". */
const real = {
    directory: bytesOf(
        "6600fbf7cf77a1b50d9f074cb6e9ef6ddb65b6532ea89e4f4ca1b07a05b4cd1be259026c00926b78d1d4e6f7351c82fa794741a512007a" +
            "6bf14e89e7477671a260f761ab3d02234664006e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d446a0e" +
            "f11b7cc167f3b603e585c7eeeeb675faa412d5ec73f62988eb0b6c548822024448",
    ),
    rights: bytesOf("0000000000000000000041ed"),
    file: bytesOf("0000001a0000000000000000000000030000000000000000000081a4000000000019cbc8e40200"),
    link: bytesOf("0000001d00000000000000000000000000000000000000000000a1ff00000000610a62001c"),
};

test("the objects of a directory, a file and a link tell what these are", () => {
    expect(parseDirectoryObject(real.directory)).toEqual({
        files: [
            { name: "f", checksum: "fbf7cf77a1b50d9f074cb6e9ef6ddb65b6532ea89e4f4ca1b07a05b4cd1be259" },
            { name: "l", checksum: "926b78d1d4e6f7351c82fa794741a512007a6bf14e89e7477671a260f761ab3d" },
        ],
        directories: [
            {
                name: "d",
                contents: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                rights: "446a0ef11b7cc167f3b603e585c7eeeeb675faa412d5ec73f62988eb0b6c5488",
            },
        ],
    });
    expect(parseDirectoryObject(bytesOf("00"))).toEqual({ files: [], directories: [] });
    expect(parseRightsObject(real.rights)).toEqual({ uid: 0, gid: 0, mode: 0o755 });
    expect(parseFileHeaders(Uint8Array.from([...real.file.subarray(0, 32), ...real.link.subarray(0, 32)]))).toEqual([
        { type: "file", mode: 0o644, uid: 0, gid: 0, size: 3 },
        { type: "link", mode: 0o777, uid: 0, gid: 0, size: 0 },
    ]);
    expect(parseTargets(real.link)).toEqual(["a\\x0ab"]);
});

test("names that would lead elsewhere are refused, and two of one name", () => {
    for (const names of [["."], [".."], [""], ["a/b"], ["/"], ["../../etc/shadow"], ["a", "a"]])
        expect(() => parseDirectoryObject(directoryOf(...names))).toThrow(garbled);
    expect(parseDirectoryObject(directoryOf("...", ".a")).files).toHaveLength(2);
});

test("a directory that is cut off or changed is refused, or holds names that lead nowhere", () => {
    for (const [parse, bytes] of [
        [parseDirectoryObject, real.directory],
        [parseRightsObject, real.rights],
    ] as const)
        for (let length = 1; length < bytes.length; length++)
            expect(() => parse(bytes.subarray(0, length))).toThrow(garbled);
    for (let at = 0; at < real.directory.length; at++)
        for (const change of [0x01, 0x1b, 0x4b, 0xff]) {
            const changed = Uint8Array.from(real.directory);
            changed[at] = (changed[at] ?? 0) ^ change;
            try {
                const { files, directories } = parseDirectoryObject(changed);
                for (const { name } of [...files, ...directories]) expect(name).not.toMatch(/^\.{0,2}$|\//);
            } catch (error) {
                expect(error).toEqual(garbled);
            }
        }
});

/** The first bytes of a file's object, with its size, owner, group and mode. */
const headerOf = (size: string, uid: number, gid: number, mode: number) =>
    `0000002200000000${size}${[uid, gid, mode, 0].map(each => each.toString(16).padStart(8, "0")).join("")}`.slice(
        0,
        64,
    );

test("files may be large and of special rights, but nothing else than files and links", () => {
    const headers = [headerOf("0000000100000002", 1000, 10, 0o104755), headerOf("0000000000000000", 0, 0, 0o120777)];
    expect(parseFileHeaders(bytesOf(headers.join("")))).toEqual([
        { type: "file", mode: 0o4755, uid: 1000, gid: 10, size: 0x100000002 },
        { type: "link", mode: 0o777, uid: 0, gid: 0, size: 0 },
    ]);
    for (const mode of [0, 0o020644, 0o040755, 0o140000, 0xffffffff])
        expect(() => parseFileHeaders(bytesOf(headerOf("0000000000000000", 0, 0, mode)))).toThrow(garbled);
});

/** A whole link: how long its header is, and that header. */
function linkOf(target: string): string {
    const facts = `${"00".repeat(16)}${"0000a1ff"}${"00".repeat(4)}`;
    const body = facts + text(target);
    // Extended attributes would follow at the next multiple of one, being aligned so; there are none.
    const end = (body.length / 2).toString(16).padStart(2, "0");
    return `${(body.length / 2 + 1).toString(16).padStart(8, "0")}00000000${body}${end}`;
}

test("links tell where they point to, whatever is in that", () => {
    const targets = ["usr/bin", "a\nb", "\u001b[31m<b>", "x".repeat(150)];
    expect(parseTargets(bytesOf(targets.map(linkOf).join("")))).toEqual([
        "usr/bin",
        "a\\x0ab",
        "\\x1b[31m<b>",
        "x".repeat(150),
    ]);
    expect(parseTargets(new Uint8Array())).toEqual([]);
    for (let length = 1; length < real.link.length; length++)
        expect(() => parseTargets(real.link.subarray(0, length))).toThrow(garbled);
    expect(() => parseTargets(new Uint8Array(1000).fill(0xff))).toThrow(garbled);
});
