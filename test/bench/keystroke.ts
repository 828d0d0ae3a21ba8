/**
 * From a key pressed in a definition to what the page shows of it: its findings and the values of the form. Runs in the
 * browser, see keystrokes.ts.
 */
import { checkDefinition } from "../../src/ee/check.ts";
import { readFields } from "../../src/ee/fields.ts";
import { definitionFile, type Files } from "../../src/ee/files.ts";

/** Milliseconds. */
export type KeystrokeTimes = { median: number; p95: number; keys: number };

const KEYS = 200;

/** A definition of 1,000 lines, of the kinds of lines that people write. */
function longDefinition(): Files {
    const lines = ["version: 3", "dependencies:", "  galaxy:", "    collections:"];
    for (let each = 0; each < 250; each++)
        lines.push(`      - name: namespace.name${each}  # for site ${each}`, `        version: ">=1.${each}"`);
    lines.push("  python:");
    for (let each = 0; each < 200; each++) lines.push(`    - package${each}>=1.${each}`);
    lines.push("  system:");
    for (let each = 0; each < 190; each++) lines.push(`    - package${each} [platform:rpm]`);
    lines.push("additional_build_steps:", "  append_final:");
    for (let each = 0; lines.length < 1000; each++) lines.push(`    - RUN echo "step ${each}" >> /tmp/steps`);
    return new Map([["execution-environment.yml", `${lines.join("\n")}\n`]]);
}

/** Type `keys` letters, one by one, into the middle of a definition. */
function type(files: Files, main: string, keys: number): number[] {
    const text = files.get(main) ?? "";
    const at = text.indexOf("\n", text.length / 2) + 1;
    return Array.from({ length: keys }, (_key, index) => {
        const typed = `${text.slice(0, at)}# ${"x".repeat(index)}\n${text.slice(at)}`;
        const changed = new Map(files).set(main, typed);
        const start = performance.now();
        checkDefinition(changed, main);
        readFields(changed, main);
        return performance.now() - start;
    });
}

function summed(times: number[]): KeystrokeTimes {
    const sorted = times.toSorted((one, other) => one - other);
    const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
    return { median: at(0.5), p95: at(0.95), keys: sorted.length };
}

export function measureKeystroke(): KeystrokeTimes {
    const files = longDefinition();
    type(files, "execution-environment.yml", KEYS / 4);
    return summed(type(files, "execution-environment.yml", KEYS));
}

/** The same for some definitions, ten keys in each. */
export const measureKeystrokesOf = (definitions: Files[]): KeystrokeTimes =>
    summed(definitions.flatMap(files => type(files, definitionFile(files), 10)));
