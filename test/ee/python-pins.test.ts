/** Hashes behind Python requirements, and addresses of wheels. */
import { expect, test } from "vitest";
import { requirementLinesOf } from "../../src/ee/python.ts";
import { joinLines, pinOf, readWheelAddress, splitHashes } from "../../src/ee/python-pins.ts";
import { pythonRequirements } from "../../src/ee/requirements.ts";
import { readTarget } from "../../src/ee/target.ts";

const list = (text: string) =>
    pythonRequirements(
        { text, askedBy: offset => String(text.slice(0, offset).split("\n").length) },
        readTarget("rhel-9"),
    );

test("a requirement with hashes on lines that go on is one, asked for by its first line", () => {
    const text =
        "# made by a program\nsix==1.16 ; python_version > '3' \\\n    --hash=sha256:ab \\\n    --hash sha512:cd\nttp\n";
    expect(list(text)).toEqual([
        {
            ...{ kind: "python", name: "six", wanted: "==1.16", text: "six==1.16 ; python_version > '3'" },
            ...{ askedBy: ["2"], hashes: ["sha256:ab", "sha512:cd"] },
        },
        { kind: "python", name: "ttp", wanted: "", text: "ttp", askedBy: ["5"] },
    ]);
});

test("lines end where pip ends them", () => {
    const joined = (text: string) => joinLines(requirementLinesOf(text)).map(line => line.text);
    expect(joined("six \\\n\nttp\n")).toEqual(["six", "ttp"]);
    expect(joined("six\\\n# note\nttp\\")).toEqual(["six", "ttp"]);
    expect(joined("a \\\nb \\\nc")).toEqual(["a b c"]);
});

test("a hash without a requirement is a line of its own", () => {
    expect(list("--hash=sha256:ab\n")).toMatchObject([{ text: "--hash=sha256:ab", name: "--hash=sha256:ab" }]);
    expect(splitHashes("six --hashes=1")).toEqual({ text: "six --hashes=1", hashes: [] });
});

const wheel = "foo-1.0-py3-none-any.whl";

test.each([
    [`https://example.com/a/${wheel}`, { url: `https://example.com/a/${wheel}`, file: wheel, hashes: [] }],
    [
        `http://example.com/foo-1.0%2Bx-py3-none-any.whl#egg=foo&sha256=AB12`,
        {
            url: "http://example.com/foo-1.0%2Bx-py3-none-any.whl",
            file: "foo-1.0+x-py3-none-any.whl",
            hashes: ["sha256:AB12"],
        },
    ],
    [`file:///srv/wheels/${wheel}`, { url: null, file: wheel, hashes: [] }],
])("%s is a wheel's address", (written, address) => {
    expect(readWheelAddress(written)).toEqual(address);
});

test.each([
    "https://example.com/foo-1.0.tar.gz",
    "https://example.com/foo.zip",
    "git+https://example.com/foo.git@v1",
    `ftp://example.com/${wheel}`,
    `./${wheel}`,
    `https://me:hunter2@example.com/${wheel}`,
    `https://<redacted>@example.com/${wheel}`,
    `https://example.com/${wheel}?sig=hunter2`,
    `https://example.com/$(id)/${wheel}`,
    `https://example.com/%E0%A4%A/.whl/`,
    `https://[/${wheel}`,
    "",
])("from %s no wheel is fetched, and it is said why", written => {
    const answer = readWheelAddress(written);
    expect(answer).toEqual({ problem: expect.stringMatching(/\w/) });
    expect(JSON.stringify(answer)).not.toContain("hunter2");
});

test("a requirement is pinned by its address or its hashes, and not by an address that nothing is fetched from", () => {
    expect(pinOf({ text: `foo @ https://example.com/${wheel}#sha256=ab`, hashes: ["sha256:cd"] })).toMatchObject({
        address: { file: wheel },
        hashes: ["sha256:cd", "sha256:ab"],
    });
    expect(pinOf({ text: "foo==1", hashes: ["sha256:cd"] })).toEqual({ address: null, hashes: ["sha256:cd"] });
    for (const text of ["foo", "foo==1", "foo @ git+https://example.com/foo", "-e ."])
        expect(pinOf({ text })).toBeNull();
});

test.each([
    ["lines that go on without end", () => "a \\\n".repeat(100_000)],
    ["hashes without end", () => `a==1${" --hash=sha256:ab".repeat(100_000)}`],
    ["spaces before what is no hash", () => `a==1${" ".repeat(500_000)}--has`],
])("%s are read in time", { tags: ["hostile"] }, (_what, make) => {
    expect(list(make())).toHaveLength(1);
});
