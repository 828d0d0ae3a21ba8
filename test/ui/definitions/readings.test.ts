import { expect, test } from "vitest";

import { createReadings, type Reader } from "../../../src/ui/definitions/readings.ts";
import type { Reading } from "../../../src/ui/definitions/summary.ts";

const definition = (name: string) => ({ name, files: new Map([["a", name]]), savedAt: 0, savedBy: "" });
const reading = (name: string): Reading => ({
    about: name,
    version: 3,
    counts: null,
    errors: 0,
    warnings: 0,
    words: name,
});

/** A worker that answers when it is told to. */
function makeReader() {
    const asked: string[] = [];
    const reader: Reader = {
        onmessage: null,
        onerror: null,
        postMessage: (message: unknown) => void asked.push((message as { name: string }).name),
    };
    const answer = () => {
        const event = { data: reading(asked.at(-1) ?? "") } as MessageEvent;
        reader.onmessage?.call(reader as Worker, event);
    };
    return { reader, asked, answer };
}

test("definitions are read one after the other, each once, and told when all are known", () => {
    const { reader, asked, answer } = makeReader();
    const readings = createReadings(() => reader);
    let told = 0;
    readings.subscribe(() => told++);
    const [one, two] = [definition("one"), definition("two")];
    readings.want([one, two]);
    expect(asked).toEqual(["one"]);
    expect(readings.of(one)).toBeNull();
    readings.want([one, two]);
    answer();
    expect(asked).toEqual(["one", "two"]);
    expect(readings.of(one)?.about).toBe("one");
    const before = readings.version();
    answer();
    expect(told).toBeGreaterThan(0);
    expect(readings.version()).toBeGreaterThan(before);

    readings.want([one, two]);
    expect(asked).toEqual(["one", "two"]);
    const changed = definition("two");
    readings.want([one, changed]);
    answer();
    expect(asked).toEqual(["one", "two", "two"]);
    expect(readings.of(changed)?.about).toBe("two");
});

test("what is not wanted any more is not read", () => {
    const { reader, asked, answer } = makeReader();
    const readings = createReadings(() => reader);
    readings.want([definition("one"), definition("two")]);
    readings.want([definition("three")]);
    answer();
    answer();
    expect(asked).toEqual(["one", "three"]);
});

test("no worker is started while there is nothing to read", () => {
    const readings = createReadings(() => {
        throw new Error("started");
    });
    expect(() => readings.want([])).not.toThrow();
});

test("a reader that breaks is told", () => {
    const { reader } = makeReader();
    const readings = createReadings(() => reader);
    const one = definition("one");
    readings.want([one]);
    reader.onerror?.call(reader as Worker, { message: "not found" } as ErrorEvent);
    expect(() => readings.of(one)).toThrow("not found");
});
