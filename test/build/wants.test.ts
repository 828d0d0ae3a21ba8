import fc from "fast-check";
import { expect, test } from "vitest";

import {
    addWant,
    dependenciesOf,
    extrasOf,
    isWanted,
    sayWants,
    specifierOf,
    type Want,
    wantsOf,
    wishOf,
} from "../../src/build/wants.ts";
import { supposedInterpreter } from "../../src/ee/interpreter.ts";
import { readTarget } from "../../src/ee/target.ts";

const interpreter = { ...supposedInterpreter(readTarget("rhel-9.6")), release: "3.12.5", arch: "x86_64" };
const asked = (text: string, wanted: string, ...askedBy: string[]) => ({
    kind: "python" as const,
    name: "",
    wanted,
    text,
    askedBy,
});
const needs = (lines: readonly string[], extras: readonly string[] = []) =>
    dependenciesOf({ name: "ttp", version: "1.0", requires: lines }, extras, interpreter);

test("all who want a distribution are known by any spelling of its name, with what each of them wants", () => {
    const wants = wantsOf([
        asked("Para_Miko>=3", ">=3", "line 4"),
        asked("para-miko[ssh]<3", "<3", "ansible.netcommon 4.1.0"),
        asked("-e .", "", "line 5"),
    ]);
    expect([...wants.keys()]).toEqual(["para-miko"]);
    const both = wants.get("para-miko") ?? [];
    expect(specifierOf(both)).toBe(">=3,<3");
    expect(extrasOf(both)).toEqual(["ssh"]);
    expect(sayWants("paramiko", both)).toBe("line 4 wants paramiko>=3, ansible.netcommon 4.1.0 wants paramiko<3");
});

test("who names a file wants that one, by its address, by hashes, or both, and all of them count", () => {
    const at = "ttp @ https://example.com/ttp-1.0-py3-none-any.whl";
    const wants = wantsOf([
        asked(`${at}#sha256=AB`, "", "line 1", "line 2"),
        { ...asked("ttp==1.0", "==1.0", "line 3"), hashes: ["sha256:ab", "sha512:cd", "SHA256:EF"] },
        asked("git @ git+https://example.com/x", "", "line 4"),
        asked("six", "", "line 5"),
        // Where it is fetched from is not a collection's to say, so that this is not taken at all.
        asked("six @ https://example.com/six-1.0-py3-none-any.whl", "", "acme.utils 1.0"),
    ]);
    expect([...wants.keys()]).toEqual(["ttp", "six"]);
    expect(wants.get("six")).toEqual([{ who: "line 5", wanted: "", extras: [] }]);
    expect(wishOf("six", wants.get("six") ?? [])).toEqual({ name: "six", specifier: "" });
    expect(wishOf("ttp", wants.get("ttp") ?? [])).toEqual({
        ...{ name: "ttp", specifier: "==1.0" },
        pin: {
            addresses: [expect.objectContaining({ file: "ttp-1.0-py3-none-any.whl" })],
            digests: [["ab"], ["ab"], ["ab", "ef"]],
        },
    });
});

test("who asks for a distribution twice, by its name and as a file, wants that file, and both of two files", () => {
    const at = (host: string) => asked(`ttp @ https://${host}.example.com/ttp-1.0-py3-none-any.whl`, "", "line 1");
    const hashed = { ...asked("ttp", "", "line 1"), hashes: ["sha256:ab"] };
    const wants = wantsOf([asked("ttp", "", "line 1"), hashed, at("a"), at("b"), at("b")]);
    expect(wants.get("ttp")).toHaveLength(4);
    expect(wishOf("ttp", wants.get("ttp") ?? []).pin).toMatchObject({ addresses: [{}, {}], digests: [["ab"]] });
});

test("one who wants something is no conflict, and neither are two who want the same", () => {
    const want = (who: string, wanted: string): Want => ({ who, wanted, extras: [] });
    expect(sayWants("six", [want("a", ">=1"), want("b", "")])).toBeNull();
    expect(sayWants("six", [want("a", ">=1"), want("b", ">=1")])).toBeNull();
});

test("a wheel needs what its markers say of the target, and with an extra what that adds", () => {
    const lines = [
        "six>=1",
        "old; python_version < '3'",
        "arm; platform_machine == 'aarch64'",
        "late; python_full_version >= '3.12.4'",
        "spare[full]; extra == 'More_Parts'",
        "git @ https://example.com/x.zip",
        "not a requirement",
    ];
    expect(needs(lines).needed.map(({ text }) => text)).toEqual(["six>=1", "late"]);
    expect(needs(lines, ["more-parts"]).needed.map(({ text }) => text)).toEqual(["six>=1", "late", "spare[full]"]);
    expect(needs(lines).unread).toEqual(["git @ https://example.com/x.zip", "not a requirement"]);
});

test("wants grow by what is new only, and every one of them counts", () => {
    const some = fc.record({
        who: fc.constantFrom("a", "b", "c"),
        wanted: fc.constantFrom("", ">=1", "<3", "!=2"),
        extras: fc.subarray(["x", "y"]),
    });
    fc.assert(
        fc.property(
            fc.array(some, { maxLength: 20 }),
            fc.constantFrom("0.5", "1", "2", "2.5", "3"),
            (list, version) => {
                const wants = new Map<string, Want[]>();
                for (const want of [...list, ...list]) addWant(wants, "six", want);
                const all = wants.get("six") ?? [];
                expect(new Set(all.map(want => JSON.stringify(want))).size).toBe(all.length);
                expect(isWanted(version, all)).toBe(list.every(want => isWanted(version, [want])));
            },
        ),
    );
});
