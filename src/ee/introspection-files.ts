/**
 * Requirement files as ansible-builder's introspection reads them: `-r` lines are followed, where Python is asked for.
 * Authority: ansible-builder, _target_scripts/introspect.py (pip_file_data, bindep_file_data).
 */
import { _, format } from "../language.ts";
import { besides, type Files } from "./files.ts";
import { requirementLinesOf } from "./python.ts";

/** How much may still be read: files that name each other in turn make very many lines. */
export type Budget = { files: number; lines: number };

/** More than anybody asks for. */
export const wholeBudget = (): Budget => ({ files: 200, lines: 20_000 });

/** What a `-r` line names; null for any other line. */
export const nestedName = (line: string): string | null =>
    /^(?:-r|--requirement)(?:\s+|=)(\S.*)$/.exec(line)?.[1]?.trim() ?? null;

/**
 * The lines of a file, comments stripped, and in the place of its `-r` lines those of the files that they name.
 *
 * @param budget What several calls may read together.
 */
export function nestedLines(
    files: Files,
    path: string,
    nested: boolean,
    problems: string[],
    budget = wholeBudget(),
): string[] {
    const lines: string[] = [];
    const isSpent = () => budget.files < 0 || budget.lines <= 0;
    const read = (name: string, within: readonly string[]): void => {
        const key = besides("", name);
        const text = files.get(key);
        budget.files -= 1;
        if (within.includes(key)) problems.push(format(_("the file $0 names itself."), name));
        else if (text === undefined) problems.push(format(_("the file $0 that it names is not there."), name));
        else if (!isSpent())
            for (const line of requirementLinesOf(text)) {
                const other = nested ? nestedName(line.text) : null;
                if (isSpent()) return;
                budget.lines -= 1;
                if (other === null) lines.push(line.text);
                else read(besides(key, other), [...within, key]);
            }
    };
    read(path, []);
    if (isSpent()) problems.push(_("it names too many files, or files that are too long."));
    return lines;
}
