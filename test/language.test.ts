import { afterEach, expect, test } from "vitest";

import { _, type Catalogue, format, inSource, ngettext, setCatalogue } from "../src/language.ts";

const english: Catalogue = { gettext: text => text, ngettext: (one, many, count) => (count === 1 ? one : many) };
const words = new Map([
    ["line $0", "Zeile $0"],
    ["Done", "Fertig"],
    ["No source has $0.", "Keine Quelle hat $0."],
    ["No wheel either: $0.", "Auch kein Wheel: $0."],
    ["none was looked for", "keines wurde gesucht"],
    ["$0 files", "$0 Dateien"],
]);
const german: Catalogue = {
    gettext: text => words.get(text) ?? text,
    ngettext: (one, many, count) => german.gettext(count === 1 ? one : many),
};

afterEach(() => setCatalogue(english));

test("what was said in another language is known in the source's, put together or not", () => {
    setCatalogue(german);
    const place = format(_("line $0"), 5);
    const note = [
        format(_("No source has $0."), "python3dist(ttp)"),
        format(_("No wheel either: $0."), _("none was looked for")),
        "pip says: Fertig.",
    ].join(" ");
    expect([place, format(ngettext("$0 file", "$0 files", 2), 2)]).toEqual(["Zeile 5", "2 Dateien"]);
    expect(note).toBe("Keine Quelle hat python3dist(ttp). Auch kein Wheel: keines wurde gesucht. pip says: Fertig.");
    expect(inSource(place)).toBe("line 5");
    expect(inSource("2 Dateien")).toBe("2 files");
    expect(inSource(note)).toBe(
        "No source has python3dist(ttp). No wheel either: none was looked for. pip says: Fertig.",
    );
});

test("what nobody has said here stays as it is, and in English everything does", () => {
    setCatalogue(german);
    expect(_("Done")).toBe("Fertig");
    const own = "  Ein Grund,\n der Fertig heißt ";
    expect(inSource(own)).toBe(own);
    setCatalogue(english);
    expect(inSource("Fertig")).toBe("Fertig");
});

test("no number of texts fills the memory, and the last ones are known", () => {
    setCatalogue({ ...german, gettext: text => `Wort-${text}` });
    for (let count = 0; count < 20_000; count++) _(`text ${count}`);
    expect(inSource("Wort-text 0")).toBe("Wort-text 0");
    expect(inSource("Wort-text 19999")).toBe("text 19999");
});
