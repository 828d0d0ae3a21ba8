/** `cockpit-ee verify`: whether a commit holds what its definitions, or one at hand, ask for. */
import { isLacking } from "../build/verify.ts";
import { verifyCommit } from "../build/verifying.ts";
import { judge, tellFindings } from "./check.ts";
import { type Context, print, printJson, table, tell, UsageError } from "./context.ts";
import { readGiven } from "./definition.ts";
import { findRevision } from "./inspect.ts";

export async function runVerify(context: Context, operands: readonly string[]): Promise<number> {
    const [revision, path, ...more] = operands;
    if (revision === undefined || more.length > 0)
        throw new UsageError("verify takes a revision, and a directory or none");
    const { host, state, json, distro = null } = context;
    if (distro !== null && path === undefined)
        throw new UsageError("verify takes --distro with a directory; a commit tells its own");
    const checksum = await findRevision(context, revision);
    if (checksum === null) return 1;
    const given = path === undefined ? null : await readGiven(path);
    if (given && given.file !== null) throw new UsageError(`${path} is a file, and verify takes its directory`);
    const check = given && judge(given, path ?? "");
    if (check && !check.accepted) return tellFindings([check]);

    const verified = await verifyCommit(host, `${state}/repo`, checksum, given && { ...given, distro });
    if (verified.length === 0) {
        tell(`cockpit-ee: ${revision} does not tell what it was made from; name the directory of a definition`);
        return 1;
    }
    const requirements = verified
        .flatMap(({ definition, requirements: own }) => own.map(each => ({ definition, ...each })))
        .map(({ askedBy, ...each }) => ({ ...each, askedBy: askedBy.toSorted() }))
        .sort((a, b) => compare(a.definition, b.definition) || compare(a.kind, b.kind) || compare(a.text, b.text));
    const lacking = requirements.filter(isLacking);
    if (json)
        printJson({
            checksum,
            definitions: verified.map(({ definition }) => definition),
            requirements: requirements.map(({ definition, kind, text, askedBy, state: word, found, note }) => ({
                ...{ definition, kind, text, askedBy },
                ...{ state: word, found, note },
            })),
            missing: [...new Set(lacking.map(({ text }) => text))].sort(),
        });
    else {
        const rows = requirements.map(each => [
            each.definition,
            each.text,
            each.askedBy.join(", "),
            each.state,
            each.found ?? "-",
        ]);
        print(table([["DEFINITION", "REQUIREMENT", "ASKED BY", "STATE", "FOUND"], ...rows]));
        print(`\n${requirements.length} requirements, ${lacking.length} of them missing or of a wrong version.`);
        for (const { text, askedBy, note, state: word } of lacking)
            print(`  ${text} (${askedBy.join(", ")}): ${word}${note === null ? "" : `: ${note}`}`);
    }
    return lacking.length > 0 ? 1 : 0;
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
