/** The page's own style has the colours and sizes of PatternFly's tokens, and none of its own. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const style = readFileSync(join(import.meta.dirname, "../../src/ui/page.css"), "utf8");

/** Lines with a length or a colour that is no token; 1px hides what only a screen reader reads. */
const bareLines = (text: string): string[] =>
    text
        .replace(/\/\*[\s\S]*?\*\//g, "")
        .split("\n")
        .map(line => line.trim())
        .filter(line => !line.startsWith("@media") && !/^(?:inline|block)-size: 1px;$/.test(line))
        .filter(line => /\d(?:rem|px|em|pt)\b|:.*#[\da-f]{3,8}\b|\b(?:rgb|hsl)a?\(/i.test(line));

test("colours and sizes are tokens", () => {
    expect(bareLines(style)).toEqual([]);
});

test.each(["inline-size: 4rem;", "margin: 0 12px;", "color: #c00;", "color: rgb(0 0 0);"])("%s is found", line => {
    expect(bareLines(`a {\n    ${line}\n}\n`)).toEqual([line]);
});
