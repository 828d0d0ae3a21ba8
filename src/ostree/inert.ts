/**
 * Make text that a commit or an archive brought harmless to show: of bounded length, on one line, and without the
 * characters that steer a terminal or turn the direction of what stands beside it. They become escapes: "\x1b".
 */
export function inert(text: string, limit = 1000): string {
    const short = text.length > limit ? `${text.slice(0, limit)}…` : text;
    return short.replace(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/gu, character => {
        const code = character.charCodeAt(0).toString(16);
        return code.length > 2 ? `\\u${code.padStart(4, "0")}` : `\\x${code.padStart(2, "0")}`;
    });
}
