/** Tabs where PyYAML takes none: it reads them only inside quotes, comments and blocks of text. */
import { CST, Lexer } from "yaml";

/** Where the first such tab is; null when there is none. */
export function strayTab(text: string): number | null {
    if (!text.includes("\t")) return null;
    let offset = 0;
    let inBlock = false;
    for (const lexeme of new Lexer().lex(text)) {
        const type = CST.tokenType(lexeme);
        // Marks of the lexer's own, which stand for no text.
        if (lexeme === CST.SCALAR || lexeme === CST.DOCUMENT || lexeme === CST.FLOW_END) continue;
        const tab = lexeme.indexOf("\t");
        const free = type === "comment" || type === "single-quoted-scalar" || type === "double-quoted-scalar";
        if (tab >= 0 && !free && !inBlock) return offset + tab;
        if (type === "block-scalar-header") inBlock = true;
        else if (inBlock && type !== "newline" && type !== "space" && type !== "comment") inBlock = false;
        offset += lexeme.length;
    }
    return null;
}
