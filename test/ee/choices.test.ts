import { expect, test } from "vitest";

import { carriedFiles } from "../../src/ee/carried.ts";
import { checkDefinition } from "../../src/ee/check.ts";
import { choicesFile, chosenFor, isAbout, parseChoices, readChoices } from "../../src/ee/choices.ts";
import { acknowledge, chooseCarrier, chooseContainer, withdraw } from "../../src/ee/choose.ts";
import { redactFiles } from "../../src/ee/redact.ts";

const step = (text: string, name = "append_final") => ({ kind: "build-step" as const, name, text });
const told = { reason: "Not used here", by: "ann", on: "2026-11-26" };
const definition = new Map([["execution-environment.yml", "version: 3\n"]]);
const written = (choices: object) => new Map([...definition, [choicesFile, JSON.stringify(choices)]]);
const entry = { kind: "build-step", stage: "append_final", text: "RUN true", ...told };

test("what is acknowledged is written beside the definition, once, and withdrawn with the file when it is the last", () => {
    const files = acknowledge(definition, [step("RUN true"), { kind: "role", name: "a", text: "a 1.0" }], told);
    const again = acknowledge(files ?? definition, [step("RUN true")], { ...told, reason: "Another reason" });
    const { acknowledged } = readChoices(again ?? definition);
    expect(acknowledged).toEqual([
        { kind: "role", text: "a 1.0", ...told },
        { ...entry, reason: "Another reason" },
    ]);
    const less = acknowledged.reduce((now, each) => withdraw(now, each), again ?? definition);
    expect(less).toEqual(definition);
});

test("an acknowledgement is about the text it quotes, in the stage it names", () => {
    const [acknowledged] = readChoices(written({ acknowledged: [entry] })).acknowledged;
    if (!acknowledged) throw new Error("nothing is acknowledged");
    expect(isAbout(acknowledged, step("RUN true"))).toBe(true);
    expect(isAbout(acknowledged, step("RUN true", "prepend_final"))).toBe(false);
    expect(isAbout(acknowledged, step("RUN false"))).toBe(false);
    expect(isAbout(acknowledged, { kind: "system", name: "append_final", text: "RUN true" })).toBe(false);
});

test("what is chosen to carry stays when something is acknowledged or withdrawn, and is told by PEP 503's names", () => {
    const carriers = [
        { kind: "python", name: "Foo_Bar", carrier: "content" },
        { kind: "collection", name: "a.b", carrier: "blueprint" },
    ];
    const files = acknowledge(written({ carriers }), [step("RUN true")], told) ?? definition;
    const [acknowledged] = readChoices(files).acknowledged;
    const choices = readChoices(withdraw(files, acknowledged ?? never()));
    expect(choices).toEqual({ acknowledged: [], carriers, container: null });
    expect([...chosenFor(choices, "python", "content")]).toEqual(["foo-bar"]);
    expect([...chosenFor(choices, "collection", "blueprint")]).toEqual(["a.b"]);
    expect(chosenFor(choices, "collection", "content").size).toBe(0);
});

test("an image is chosen beside what is acknowledged, and the file goes with the last of both", () => {
    const container = { image: "quay.io/acme/ee:1.0", alone: true };
    const acknowledged = acknowledge(definition, [step("RUN true")], told) ?? definition;
    const files = chooseContainer(acknowledged, container) ?? definition;
    expect(readChoices(files)).toEqual({ acknowledged: [entry], carriers: [], container });
    expect(carriedFiles(files, {}).get(choicesFile)).toBe(files.get(choicesFile));
    expect(chooseContainer(files, null)).toEqual(acknowledged);
    expect(chooseContainer(chooseContainer(definition, container) ?? files, null)).toEqual(definition);
    expect(chooseContainer(written({ unknown: 1 }), container)).toBeNull();
});

test("what carries a requirement is chosen, changed and left to itself again", () => {
    const python = { kind: "python", name: "Foo_Bar" } as const;
    const chosen = chooseCarrier(definition, python, "content") ?? definition;
    expect(readChoices(chosen).carriers).toEqual([{ kind: "python", name: "foo-bar", carrier: "content" }]);
    const both = chooseCarrier(chosen, { kind: "collection", name: "a.b" }, "blueprint") ?? definition;
    const changed = chooseCarrier(both, { kind: "python", name: "foo.bar" }, "blueprint") ?? definition;
    expect(readChoices(changed).carriers).toEqual([
        { kind: "collection", name: "a.b", carrier: "blueprint" },
        { kind: "python", name: "foo-bar", carrier: "blueprint" },
    ]);
    expect(chooseCarrier(chosen, python, null)).toEqual(definition);
    expect(chooseCarrier(written({ unknown: 1 }), python, null)).toBeNull();
});

test.each([
    ["", "choices-unreadable", 1],
    ["[", "choices-unreadable", 1],
    ["[]", "choices-shape", 1],
    ["null", "choices-shape", 1],
    [`{\n\t"acknowledge": []}`, "choices-unknown-key", 2],
    [`{"acknowledged": [\n${JSON.stringify({ ...entry, who: "ann" })}]}`, "choices-unknown-key", 2],
    [`{"acknowledged": [\n${JSON.stringify({ ...entry, kind: "collection" })}]}`, "choices-shape", 2],
    [`{"acknowledged": [\n${JSON.stringify({ ...entry, reason: "" })}]}`, "choices-shape", 2],
    [`{"acknowledged": [\n${JSON.stringify({ ...entry, on: "yesterday" })}]}`, "choices-shape", 2],
    [`{"carriers": [\n{"kind": "system", "name": "git", "carrier": "content"}]}`, "choices-shape", 2],
    [`{"container": {\n"image": "my-ee:latest"}}`, "choices-image", 2],
    [`{"container": {"image": "quay.io/a/ee:1",\n"name": "x"}}`, "choices-unknown-key", 2],
    [`{"__proto__": {"acknowledged": []}, "acknowledged": 1}`, "choices-unknown-key", 1],
])("%j is a finding and decides nothing, and nothing is written over it", (text, code, line) => {
    const files = new Map([...definition, [choicesFile, text]]);
    const check = checkDefinition(files);
    expect(check.findings.filter(({ file }) => file === choicesFile)).toContainEqual(
        expect.objectContaining({ severity: "error", code, line }),
    );
    // ansible-builder does not look at it.
    expect(check.accepted).toBe(true);
    expect(readChoices(files)).toEqual({ acknowledged: [], carriers: [], container: null });
    expect(acknowledge(files, [step("RUN true")], told)).toBe(null);
});

test.each([
    ["brackets", "[".repeat(1_000_000)],
    ["one long text", JSON.stringify({ acknowledged: [{ ...entry, text: "x".repeat(20_001) }] })],
    ["many entries", JSON.stringify({ acknowledged: Array(501).fill(entry) })],
    ["many unknown keys", JSON.stringify(Object.fromEntries(Array.from({ length: 5_000 }, (_, key) => [key, 1])))],
    ["deep values", `{"acknowledged":${"[".repeat(100_000)}${"]".repeat(100_000)}}`],
])("%s beyond all measure are refused", { tags: ["hostile"] }, (_what, text) => {
    expect(parseChoices(text)).toHaveProperty("problems");
    expect(checkDefinition(new Map([...definition, [choicesFile, text]])).findings.length).toBeLessThan(100);
});

test("it leaves the directory with the definition, without the secrets that it quotes", () => {
    const secret = "RUN curl https://me:tok123@example.com/x?key=tok123";
    const files = written({
        acknowledged: [
            { ...entry, text: secret, reason: "as in https://me:tok123@example.com" },
            { ...entry, stage: "prepend_galaxy", text: "ENV TOKEN=tok123" },
        ],
    });
    const carried = carriedFiles(files, {});
    expect(carried.get(choicesFile)).toContain("RUN curl");
    expect(carried.get(choicesFile)).not.toContain("tok123");
    expect(redactFiles(carried)).toEqual(carried);
    expect(
        isAbout(
            readChoices(carried).acknowledged[0] ?? never(),
            step("RUN curl https://<redacted>@example.com/x?<redacted>"),
        ),
    ).toBe(true);
    expect(redactFiles(written({ acknowledged: [entry] }))).toEqual(written({ acknowledged: [entry] }));
    expect(redactFiles(new Map([[choicesFile, "tok123"]])).get(choicesFile)).toBe("");
});

function never(): never {
    throw new Error("nothing is acknowledged");
}
