import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";

import { forgetAnswers } from "../../src/content/forget.ts";
import type { WheelTarget } from "../../src/content/wheel-name.ts";
import { getWheels, type WheelIndex } from "../../src/content/wheels.ts";
import type { Host } from "../../src/host/host.ts";
import { nodeHost } from "../../src/host/node.ts";
import { type PackageIndex, startPackageIndex } from "../support/package-index.ts";
import { makeWheel, type TinyWheel, wheelFile } from "../support/wheels.ts";

const root = mkdtempSync(join(tmpdir(), "wheels-"));
let state = root;
let count = 0;
const indexes: PackageIndex[] = [];

beforeEach(() => {
    state = `${root}/${count++}`;
    mkdirSync(`${state}/cache/work`, { recursive: true });
    mkdirSync(`${state}/wheels`);
});
afterAll(async () => {
    for (const index of indexes) await index.close();
    rmSync(root, { recursive: true });
});

const python: WheelTarget = { python: "3.12", release: null, arch: "x86_64", glibc: 34 };
const keep = (...wheels: TinyWheel[]) => {
    for (const wheel of wheels) writeFileSync(`${state}/wheels/${wheelFile(wheel)}`, makeWheel(wheel));
};
const get = (names: readonly string[], index: WheelIndex | null = null) =>
    getWheels(
        nodeHost({ state }),
        state,
        names.map(text => ({ name: /^[\w-]+/.exec(text)?.[0] ?? "", specifier: text.replace(/^[\w-]+/, "") })),
        python,
        index,
    );
async function serve(...[wheels, options]: Parameters<typeof startPackageIndex>): Promise<PackageIndex & WheelIndex> {
    const index = await startPackageIndex(wheels, options);
    indexes.push(index);
    const url = options?.password === undefined ? index.url : index.secretUrl;
    return { ...index, config: `[global]\nindex-url = ${url}\n`, shown: index.url, key: index.url };
}
const reasonOf = async (names: readonly string[], index: WheelIndex | null = null) => {
    const answers = await get(names, index);
    return names.map(name => {
        const answer = answers.get(name.replace(/[<>=!].*/, ""));
        return answer && "reason" in answer ? answer.reason : "taken";
    });
};

test("of a directory the newest version that is wanted is taken, with what it says of itself", async () => {
    keep(
        { name: "ttp", version: "0.8" },
        { name: "ttp", version: "0.9.5", requires: ["netaddr>=1", "x; extra == 'y'"], commands: ["ttp"] },
        { name: "ttp", version: "2.0" },
    );
    const wheel = (await get(["ttp<1"])).get("ttp");
    expect(wheel).toMatchObject({
        file: "ttp-0.9.5-py3-none-any.whl",
        version: "0.9.5",
        requires: ["netaddr>=1", "x; extra == 'y'"],
        commands: [{ name: "ttp", module: "ttp", path: "main" }],
        isNative: false,
        source: "wheels",
    });
    const directory = wheel && "directory" in wheel ? wheel.directory : "";
    expect(readFileSync(`${directory}/ttp/__init__.py`, "utf8")).toContain("0.9.5");
    expect(readdirSync(directory)).toEqual(["ttp", "ttp-0.9.5.dist-info"]);
});

test("pip brings wheels of an index for the target, all in one run, and what it lacks is named with the reason", async () => {
    const index = await serve(
        [
            { name: "native", tags: "cp312-cp312-manylinux_2_28_x86_64" },
            { name: "native", tags: "cp311-cp311-manylinux_2_28_x86_64", version: "2.0" },
            { name: "old", tags: "cp39-cp39-manylinux2014_x86_64" },
            { name: "newer", requiresPython: ">=3.13" },
            { name: "several", version: "1.0" },
        ],
        { others: ["source-1.0.tar.gz"] },
    );
    expect((await get(["native"], index)).get("native")).toMatchObject({
        version: "1.0",
        isNative: true,
        source: index.url,
    });
    expect(await reasonOf(["old", "newer", "source", "nothere", "several>=7"], index)).toEqual([
        "there are wheels for cp39-cp39-manylinux2014_x86_64 only, and none for Python 3.12, x86_64",
        "the index has it for Python >=3.13 only, and Ansible runs on 3.12",
        "the index has it only as source, which nobody builds here",
        "the index has no nothere",
        "the index has it in the versions 1.0 only",
    ]);
});

test("an answer of the index is good for an hour, unless it is asked anew, and is not asked for twice", async () => {
    const index = await serve([{ name: "ttp" }]);
    const first = await get(["ttp"], index);
    const asked = index.requests.length;
    expect(await get(["ttp"], index)).toEqual(first);
    expect(index.requests.length).toBe(asked);
    // What is used is not pruned.
    const wheel = first.get("ttp");
    expect(readdirSync(`${state}/cache/wheels/used`)).toEqual([wheel && "sha256" in wheel && wheel.sha256]);
    await forgetAnswers(nodeHost({ state }), `${state}/cache`);
    expect(await get(["ttp"], index)).toEqual(first);
    expect(index.requests.length).toBeGreaterThan(asked);
});

test("an answer of an index that nothing tells from others is not kept", async () => {
    const index = { ...(await serve([{ name: "ttp" }])), key: null };
    await get(["ttp"], index);
    const asked = index.requests.length;
    await get(["ttp"], index);
    expect(index.requests.length).toBeGreaterThan(asked);
});

test("a password reaches the index, and is in no file that stays and in no argument", async () => {
    const index = await serve([{ name: "ttp" }], { password: "hunter2" });
    expect((await get(["ttp"], index)).get("ttp")).toMatchObject({ version: "1.0", source: index.url });
    expect(() => execFileSync("grep", ["--recursive", "--files-with-matches", "hunter2", state])).toThrow("grep");
    const open: WheelIndex = { config: `[global]\nindex-url = ${index.url}\n`, shown: index.url, key: "open" };
    expect(await reasonOf(["ttp"], open)).toEqual([expect.stringContaining("401")]);
});

test("what a closed page left of a fetch is cleared away by the next, and lies apart from other work", async () => {
    const lefts = ["fetch", "work"].map(directory => `${state}/cache/${directory}/left`);
    for (const left of lefts) {
        mkdirSync(left, { recursive: true });
        writeFileSync(`${left}/pip.conf`, "hunter2");
        execFileSync("touch", ["--date=2 hours ago", left]);
    }
    const index = await serve([{ name: "ttp" }]);
    const host = nodeHost({ state });
    const parents: string[] = [];
    const watched: Host = {
        ...host,
        run: (argv, options) => {
            if (argv.includes("pip")) parents.push(...readdirSync(`${state}/cache/work`));
            return host.run(argv, options);
        },
    };
    await getWheels(watched, state, [{ name: "ttp", specifier: "" }], python, index);
    expect([...lefts.filter(left => existsSync(left)), ...parents]).toEqual([]);
});

test("a server that does not answer is asked once, and a directory goes without any", async () => {
    keep({ name: "kept" });
    const dead = { config: "[global]\nindex-url = http://127.0.0.1:9/simple\n", shown: "dead", key: "dead" };
    expect(await reasonOf(["kept", "ttp", "other"], dead)).toEqual([
        "taken",
        "the index does not answer",
        "the index does not answer",
    ]);
    expect(await reasonOf(["kept", "ttp"])).toEqual(["taken", "no index is named"]);
});

test("a wheel at an address is that file, from the directory or the server, and held against its hashes", async () => {
    const served: TinyWheel = { name: "served", version: "2.0" };
    const index = await serve([served, { ...served, name: "other" }, { name: "listed", version: "1.0" }]);
    const sum = (wheel: TinyWheel) => createHash("sha256").update(makeWheel(wheel)).digest("hex");
    const at = (wheel: TinyWheel) => ({
        url: index.url.replace("/simple/", `/files/${wheelFile(wheel)}`),
        file: wheelFile(wheel),
    });
    const pinned = async (
        name: string,
        addresses: { url: string | null; file: string }[],
        digests: string[][] = [],
        specifier = "",
    ) => {
        const wish = { name, specifier, pin: { addresses, digests } };
        return (await getWheels(nodeHost({ state }), state, [wish], python, index)).get(name);
    };
    const good = sum(served);
    const taken = { file: wheelFile(served), version: "2.0", sha256: good, source: at(served).url };
    expect(await pinned("served", [at(served)], [[good]])).toMatchObject(taken);
    // Now from the cache.
    expect(await pinned("served", [at(served)], [["0".repeat(64), good]])).toMatchObject(taken);
    const reason = async (...given: Parameters<typeof pinned>) => {
        const answer = await pinned(...given);
        return answer && "reason" in answer ? answer.reason : answer;
    };
    const bad = "0".repeat(64);
    expect(await reason("served", [at(served)], [[good], [bad]])).toBe(
        `the SHA-256 of ${wheelFile(served)} is ${good}, and ${bad} is asked for`,
    );
    expect(await reason("listed", [], [[bad, bad]])).toMatch(
        /^the SHA-256 of listed-1.0\S+ is \w{64}, and one of 2 others/,
    );
    expect(await reason("listed", [], [[]])).toContain("none of its hashes is a SHA-256");
    expect(await reason("served", [at(served)], [], "<2")).toContain("<2 is wanted, too");
    expect(await reason("served", [at({ name: "other" })])).toBe("other-1.0-py3-none-any.whl is no wheel of served");
    expect(await reason("served", [at(served), { ...at(served), url: null }])).toBe("2 different files are asked for");
    const native = { ...served, tags: "cp39-cp39-manylinux2014_x86_64" };
    expect(await reason("served", [at(native)])).toContain("there are wheels for cp39");
    expect(await reason("gone", [at({ name: "gone" })])).toMatch(/gone-1.0-py3-none-any.whl cannot be fetched: .*404/);
    expect(await reason("kept", [{ url: null, file: "kept-1.0-py3-none-any.whl" }])).toContain("there is no kept-1.0");
    keep({ name: "kept" }, { name: "kept", version: "3.0" });
    const asked = index.requests.length;
    expect(await pinned("kept", [at({ name: "kept" })])).toMatchObject({ version: "1.0", source: "wheels" });
    expect(index.requests.length).toBe(asked);
    expect(readdirSync(`${state}/cache/work`)).toEqual([]);
});

test("wheels at addresses are unpacked in one room, and found again by as many programs as one is", async () => {
    const served = Array.from({ length: 6 }, (_, number): TinyWheel => ({ name: `served${number}` }));
    const index = await serve(served);
    const programs: string[] = [];
    const host: Host = {
        ...nodeHost({ state }),
        async run(argv, options) {
            const opens = argv.includes(`--directory=${state}/cache/work`) && "workshop";
            programs.push(opens || (argv.includes("curl") ? "curl" : (argv[0] ?? "")));
            return nodeHost({ state }).run(argv, options);
        },
    };
    const take = async (wheels: readonly TinyWheel[]) => {
        programs.length = 0;
        const wishes = wheels.map(wheel => {
            const url = index.url.replace("/simple/", `/files/${wheelFile(wheel)}`);
            return {
                name: wheel.name,
                specifier: "",
                pin: { addresses: [{ url, file: wheelFile(wheel) }], digests: [] },
            };
        });
        const answers = await getWheels(host, state, wishes, python, null);
        return wishes.map(({ name, pin }) => {
            const answer = answers.get(name);
            return answer && "source" in answer && answer.source === pin.addresses[0]?.url && answer.name;
        });
    };
    const names = served.map(({ name }) => name);
    expect(await take(served.slice(0, 1))).toEqual(names.slice(0, 1));
    expect(await take(served)).toEqual(names);
    expect(programs.filter(name => name === "curl")).toHaveLength(5);
    // One for each that fetches, and one for all that are unpacked.
    expect(programs.filter(name => name === "workshop")).toHaveLength(6);
    // What is found for the first time is marked as used.
    expect(await take(served)).toEqual(names);
    expect(await take(served.slice(0, 1))).toEqual(names.slice(0, 1));
    const forOne = programs.join(" ");
    expect(await take(served)).toEqual(names);
    expect(programs.join(" ")).toBe(forOne);
    expect(programs).not.toContain("bwrap");
    expect(readdirSync(`${state}/cache/work`)).toEqual([]);
});

test("of many files of one version that which has the hash is taken, of the directory, else of the index", async () => {
    const pure = (name: string): TinyWheel => ({ name, version: "2.0" });
    const native = (name: string): TinyWheel => ({ ...pure(name), tags: "cp312-cp312-manylinux_2_28_x86_64" });
    const sum = (wheel: TinyWheel) => createHash("sha256").update(makeWheel(wheel)).digest("hex");
    const index = await serve([pure("far"), native("far"), pure("other"), native("other"), pure("near")]);
    const hashed = async (wheel: TinyWheel, specifier = "==2.0", digests = [[sum(wheel)]]) => {
        const wish = { name: wheel.name, specifier, pin: { addresses: [], digests } };
        return (await getWheels(nodeHost({ state }), state, [wish], python, index)).get(wheel.name);
    };
    for (const wheel of [pure("far"), native("far"), pure("other")])
        expect(await hashed(wheel)).toMatchObject({ file: wheelFile(wheel), sha256: sum(wheel), source: index.url });
    // From the cache, each by its own hash.
    const asked = index.requests.length;
    expect(await hashed(pure("far"))).toMatchObject({ file: wheelFile(pure("far")) });
    expect(index.requests.length).toBe(asked);
    keep(pure("near"), native("near"));
    expect(await hashed(native("near"))).toMatchObject({ file: wheelFile(native("near")), source: "wheels" });
    expect(await hashed(pure("near"))).toMatchObject({ file: wheelFile(pure("near")), source: "wheels" });
    // What the directory has is another build: the index is asked.
    keep({ ...pure("other"), files: { "other/own.py": "" } });
    expect(await hashed(pure("other"))).toMatchObject({ sha256: sum(pure("other")), source: index.url });
    const bad = "0".repeat(64);
    expect(await hashed(pure("other"), "==2.0", [[bad]])).toEqual({
        reason: expect.stringMatching(
            /^the SHA-256 of other-2.0-py3\S+ is \w+, and 0+ is asked for; the SHA-256 of other-2.0-cp312/,
        ),
    });
});

/** Each by its name: what is wrong with it, and what is said. */
const bad: Record<string, [Omit<TinyWheel, "name">, RegExp]> = {
    "leads-out": [{ unlisted: { "../../escaped": "x" } }, /does not list/],
    "lists-out": [{ files: { "../../escaped": "x" } }, /does not list escaped/],
    absolute: [{ files: { "/tmp/escaped-wheel": "x" } }, /does not list/],
    unlisted: [{ unlisted: { "bad/more.py": "x" } }, /does not list bad\/more\.py/],
    newer: [{ requiresPython: ">=3.13" }, /for Python >=3\.13/],
};

test("wheels that lead out, that hold what they do not list, or are for another Python are not taken, and nothing is left", async () => {
    keep(...Object.entries(bad).map(([name, [wheel]]) => ({ ...wheel, name })));
    writeFileSync(`${state}/wheels/text-1.0-py3-none-any.whl`, "no zip");
    expect(await reasonOf([...Object.keys(bad), "text"])).toEqual([
        ...Object.values(bad).map(([, reason]) => expect.stringMatching(reason)),
        "text-1.0-py3-none-any.whl is not taken: it cannot be unpacked",
    ]);
    const escaped = ["/tmp/escaped-wheel", `${state}/cache/escaped`, `${state}/cache/work/escaped`];
    expect(escaped.filter(path => existsSync(path))).toEqual([]);
    expect(readdirSync(`${state}/cache/work`)).toEqual([]);
});

test("a wheel of twelve thousand files is taken, and one that says more of itself than is read is told so", async () => {
    const paths = Array.from(
        { length: 12_000 },
        (_path, index) => `many/a_module_with_a_name_of_usual_length_${index}.py`,
    );
    keep(
        { name: "many", files: Object.fromEntries(paths.map(path => [path, ""])) },
        { name: "wordy", requires: ["x".repeat(2 ** 20)] },
    );
    expect(await reasonOf(["many", "wordy"])).toEqual([
        "taken",
        "wordy-1.0-py3-none-any.whl is not taken: its file METADATA is too large",
    ]);
});

test("a link in a wheel becomes a file, programs lie by themselves, and what lies beside them is told", async () => {
    keep({
        name: "odd",
        commands: ["called"],
        files: {
            "odd/passwd": "/etc/passwd",
            "odd-1.0.data/purelib/more.py": "",
            "odd-1.0.data/scripts/odd": "#!pythonw -s\nprint('ü')\n",
            "odd-1.0.data/scripts/as-it-is": "#!/bin/sh\necho\n",
            "odd-1.0.data/scripts/called": "#!python\nprint('made by another installer')\n",
            "odd-1.0.data/scripts/constructor": "#!/bin/sh\n",
            "odd-1.0.data/scripts/__proto__": "#!/bin/sh\n",
            "odd-1.0.data/scripts/below/one": "",
            "odd-1.0.data/scripts/-dash": "",
            "odd-1.0.data/scripts/no-person": `#!python\n${"#".repeat(300_000)}`,
            "odd-1.0.data/data/share/man/odd.1": "",
        },
        links: ["odd/passwd"],
    });
    const wheel = (await get(["odd"])).get("odd");
    expect(wheel).toMatchObject({
        commands: [
            { name: "__proto__", isFile: true },
            { name: "as-it-is", isFile: true },
            { name: "called", module: "odd", path: "main" },
            { name: "constructor", isFile: true },
            { name: "odd", script: "print('ü')\n" },
        ],
        lost: ["-dash", "below/one", "no-person"],
        others: ["data/share/man/odd.1"],
    });
    const programs = wheel && "directory" in wheel ? wheel.programs : "";
    expect(readFileSync(`${programs}/as-it-is`, "utf8")).toBe("#!/bin/sh\necho\n");
    const directory = wheel && "directory" in wheel ? wheel.directory : "";
    expect(readdirSync(directory)).toEqual(["more.py", "odd", "odd-1.0.dist-info"]);
    expect(readFileSync(`${directory}/odd/passwd`, "utf8")).toBe("/etc/passwd");
});
