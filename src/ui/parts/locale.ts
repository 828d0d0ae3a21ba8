/** The language of numbers and dates. English is written with the day before the month and 24 hours. */
export function localeOf(language: string): string {
    return language === "" || language === "en" ? "en-GB" : language;
}

/** The page's own, which index.tsx takes from Cockpit. */
export const locale = (): string => localeOf(document.documentElement.lang);
