import { expect, test } from "vitest";

import { type FormReading, readForm } from "../../../src/ui/definitions/form-reading.ts";

const MAIN = "execution-environment.yml";

/** Readings of texts that were typed one after the other. */
const typed = (...texts: Record<string, string>[]): FormReading | null =>
    texts.reduce<FormReading | null>((last, text) => readForm(last, new Map(Object.entries(text)), MAIN), null);

const names = (reading: FormReading | null) => reading?.fields?.collections.entries.map(({ name }) => name);

const INLINE = "version: 3\ndependencies:\n  galaxy:\n    collections: [ansible.posix]\n";
const NAMED = "version: 3\ndependencies:\n  galaxy: requirements.yml\n";

test("a text that cannot be read shows what it said last, and the line to fix", () => {
    const reading = typed(
        { [MAIN]: INLINE },
        { [MAIN]: `${INLINE}options: {\n` },
        { [MAIN]: `${INLINE}options: {a\n` },
    );
    expect(names(reading)).toEqual(["ansible.posix"]);
    expect(reading?.brokenLine).toBeGreaterThan(4);
});

test("a text that could never be read shows nothing", () => {
    expect(typed({ [MAIN]: "images: [\n" })?.fields).toBeNull();
});

test("a list whose own file cannot be read stands as it was, and the rest can be edited", () => {
    const before = { [MAIN]: NAMED, "requirements.yml": "collections: [ansible.posix, ansible.utils]\n" };
    const reading = typed(before, { ...before, "requirements.yml": "collections: [ansible.posix, ansible.utils\n" });
    expect(names(reading)).toEqual(["ansible.posix", "ansible.utils"]);
    expect(reading?.brokenLine).toBeNull();
    expect(reading?.fields?.collections.brokenLine).not.toBeNull();
    expect(names(typed(before, before))).toEqual(["ansible.posix", "ansible.utils"]);
});

test("a list that is in another file now does not show what the first one said", () => {
    const reading = typed({ [MAIN]: INLINE }, { [MAIN]: NAMED, "requirements.yml": "collections: [\n" });
    expect(names(reading)).toEqual([]);
});
