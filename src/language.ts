/**
 * The words people read: every visible string goes through here, so that a catalogue can translate it.
 *
 * The core cannot ask Cockpit for its catalogue; the page hands it over once, before anything is drawn.
 * The command line has none and speaks English.
 */
export type Catalogue = {
    gettext: (text: string) => string;
    ngettext: (one: string, many: string, count: number) => string;
};

let catalogue: Catalogue = { gettext: text => text, ngettext: (one, many, count) => (count === 1 ? one : many) };

/** Speak another language from now on. */
export function setCatalogue(other: Catalogue): void {
    catalogue = other;
}

export const _ = (text: string): string => catalogue.gettext(text);

export const ngettext = (one: string, many: string, count: number): string => catalogue.ngettext(one, many, count);

/** Put values into a text: `format("$0 of $1", 3, 5)` is "3 of 5". */
export const format = (text: string, ...values: (string | number)[]): string =>
    text.replace(/\$(\d)/g, (whole, digit: string) => String(values[Number(digit)] ?? whole));
