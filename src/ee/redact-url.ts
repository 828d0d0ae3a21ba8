/** Addresses without what may be secret in them. */

export const REDACTED = "<redacted>";

/** Every address of a text with its user part and its query redacted, also where its slashes are escaped as in JSON. */
export const redactUrls = (text: string): string =>
    // One match takes a whole run without spaces: a second look at the same characters would take quadratic time.
    text.replace(/(?<=[a-z0-9+.-]):(?:\\?\/){2}[^\s'"]*/gi, address =>
        address
            .replace(/(:(?:\\?\/){2})[^/?#]*@/g, `$1${REDACTED}@`)
            .replace(/\?[^#]*?([\]},)]{0,5})(?=#|$)/, `?${REDACTED}$1`),
    );

/** An address with user part, query and fragment taken away. */
export function cleanUrl(text: string): string {
    return text.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, "$1").replace(/[?#].*$/, "");
}
