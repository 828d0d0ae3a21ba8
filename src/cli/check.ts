/** `cockpit-ee check`: findings of definitions, and what ansible-builder would say. */
import { type Check, checkDefinition } from "../ee/check.ts";
import type { Issue } from "../issue.ts";
import { readCheckable } from "./checkable.ts";
import { type Context, print, printJson, tell, UsageError } from "./context.ts";
import type { GivenDefinition } from "./definition.ts";

/** A verdict, and the path it was asked for by. */
export type Judged = Check & { path: string };

export async function runCheck({ json }: Context, operands: readonly string[]): Promise<number> {
    if (operands.length === 0) throw new UsageError("check takes at least one path");
    const checks: Judged[] = [];
    for (const path of operands) {
        const read = await readCheckable(path);
        checks.push({
            ...("refusal" in read ? read.refusal : checkDefinition(read.files, read.file)),
            path,
        });
    }
    if (json) printJson(checks.map(checkJson));
    else for (const check of checks) printCheck(check);
    return checks.every(({ accepted }) => accepted) ? 0 : 1;
}

/** A file that was named counts as the definition, whatever its name. */
export function judge({ files, file }: GivenDefinition, path: string): Judged {
    return { ...checkDefinition(files, file ?? undefined), path };
}

/** Findings on standard error; exit status 1. */
export function tellFindings(checks: readonly Judged[]): number {
    for (const check of checks) tell(sayCheck(check));
    return 1;
}

const checkJson = ({ path, accepted, creates, builderMessage, version, findings }: Judged) => ({
    path,
    accepted,
    creates,
    builderMessage,
    version,
    findings: findings.toSorted(byPlace).map(({ severity, code, message, path: place, line, column, file, fix }) => ({
        severity,
        code,
        message,
        path: place,
        line,
        column,
        file,
        fix,
    })),
});

const byPlace = (a: Issue, b: Issue): number =>
    Number(a.file > b.file) - Number(a.file < b.file) || a.line - b.line || a.column - b.column;

const printCheck = (check: Judged): void => print(sayCheck(check));

function sayCheck({ path, accepted, builderMessage, findings }: Judged): string {
    const lines = findings.map(
        ({ file, line, column, severity, message }) => `${path}: ${file}:${line}:${column}: ${severity}: ${message}`,
    );
    const verdict = accepted
        ? "ansible-builder accepts this definition"
        : `ansible-builder refuses this definition: ${builderMessage ?? ""}`;
    return [...lines, `${path}: ${verdict}`].join("\n");
}
