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

const english = (one: string, many: string, count: number): string => (count === 1 ? one : many);

let catalogue: Catalogue = { gettext: text => text, ngettext: english };

/** Speak another language from now on. */
export function setCatalogue(other: Catalogue): void {
    catalogue = other;
    spoken.clear();
}

export const _ = (text: string): string => speak(catalogue.gettext(text), () => text);

export const ngettext = (one: string, many: string, count: number): string =>
    speak(catalogue.ngettext(one, many, count), () => english(one, many, count));

/** Put values into a text: `format("$0 of $1", 3, 5)` is "3 of 5". */
export const format = (text: string, ...values: (string | number)[]): string =>
    speak(fill(text, values), () =>
        fill(
            inSource(text),
            values.map(value => (typeof value === "string" ? inSource(value) : value)),
        ),
    );

const fill = (text: string, values: readonly (string | number)[]): string =>
    text.replace(/\$(\d)/g, (whole, digit: string) => String(values[Number(digit)] ?? whole));

/** What was said in another language, with the same as it stands in the source; by its first word. */
const spoken = new Map<string, Map<string, string>>();
/** First words; when there are more, what was said longest ago is forgotten. */
const MOST_WORDS = 5000;
/** Texts that begin with one word. */
const MOST_TEXTS = 2000;

function speak(text: string, source: () => string): string {
    const word = firstWord(text);
    const texts = spoken.get(word) ?? new Map<string, string>();
    if (texts.has(text)) return text;
    const original = source();
    if (original === text) return text;
    // Put behind the others: what is said again is not forgotten first.
    spoken.delete(word);
    spoken.set(word, texts.set(text, original));
    forget(spoken, MOST_WORDS);
    forget(texts, MOST_TEXTS);
    return text;
}

function forget(map: Map<string, unknown>, most: number): void {
    for (const oldest of map.keys()) {
        if (map.size <= most) return;
        map.delete(oldest);
    }
}

const firstWord = (text: string): string => /^\S*/.exec(text)?.[0] ?? "";

/**
 * A text that was put together here, of one text or of several with blanks between them, as it is without a catalogue:
 * what is kept, and read by others, is of no language. What was not said here stays as it is.
 */
export function inSource(text: string): string {
    if (spoken.size === 0) return text;
    const whole = spoken.get(firstWord(text))?.get(text);
    if (whole !== undefined) return whole;
    let source = "";
    for (let at = 0; at < text.length; ) {
        const rest = text.slice(at);
        const word = /^\S*\s*/.exec(rest)?.[0] ?? rest;
        const [said, original] = longestAt(rest) ?? [word, word];
        source += original;
        at += said.length;
    }
    return source;
}

/** The longest of more than one word that a text begins with. */
function longestAt(text: string): [said: string, source: string] | null {
    const begins = (said: string) =>
        /\s/.test(said) && text.startsWith(said) && /^(?:\s|$)/.test(text.slice(said.length, said.length + 1));
    let longest: [string, string] | null = null;
    for (const [said, source] of spoken.get(firstWord(text)) ?? [])
        if (said.length > (longest?.[0].length ?? 0) && begins(said)) longest = [said, source];
    return longest;
}
