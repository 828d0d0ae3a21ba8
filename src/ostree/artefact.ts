/**
 * What a composer hands over, commit.tar, before anything of it is unpacked.
 *
 * It holds compose.json and repo/, an archive repository. GNU tar by itself takes device nodes and links, among them
 * `repo/objects` as a link to somebody else's objects; so everything but plain files and directories is refused, and
 * every name that has no business there.
 */
import * as z from "zod/mini";

import { HostError } from "../host/host.ts";
import { _, format } from "../language.ts";
import type { CommitObject } from "./commit.ts";
import { inert } from "./inert.ts";

/** Options for `tar` under which `screenArtefact` understands its listing: one line a member, strange names escaped. */
export const listingOptions = ["--list", "--verbose", "--numeric-owner", "--full-time", "--quoting-style=escape"];

/** Largest compose.json taken; a real one has 700 bytes. */
const MAX_SUMMARY = 64 * 1024;

/** Type and permissions, owner, size (of a device: numbers), date, time, name. */
const member = /^(.)\S+ \d+\/\d+ +(\d+|\d+,\d+) \d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d(?:\.\d+)?)? (.+)$/;
const allowed = new RegExp(
    `^(?:compose\\.json|repo(?:/(?:config|summary|\\.lock|objects(?:/[0-9a-f]{2}(?:/[0-9a-f]{62}\\.[a-z-]+)?)?` +
        `|(?:refs|state|tmp|extensions)(?:/[^/]+)*)?)?)?$`,
);

/**
 * Screen tar's listing of an artefact. Throws HostError "failed" with a sentence that names what does not belong.
 *
 * @param bytes Size of the artefact itself; what is larger when unpacked is no plain archive.
 * @returns What stands before "compose.json" and "repo" in the archive: "./" or nothing.
 */
export function screenArtefact(listing: string, bytes: number): string {
    let prefix: string | null = null;
    let total = 0;
    for (const line of listing.split("\n").slice(0, -1)) {
        const [, kind = "", size = "", given = ""] = member.exec(line) ?? [];
        const name = given
            .replace(/ (?:->|link to) .*/, "")
            .replace(/^\.(?:\/|$)/, "")
            .replace(/\/$/, "");
        const problem = kindProblem(kind, name || given);
        if (problem !== null) throw refused(problem);
        if (!allowed.test(name) || name.split("/").includes(".."))
            throw refused(format(_("it holds $0, which does not belong there"), inert(name || line, 200)));
        total += Number(size);
        if (name !== "compose.json") continue;
        if (kind !== "-" || Number(size) > MAX_SUMMARY) throw refused(_("its compose.json is not one"));
        prefix = given.startsWith("./") ? "./" : "";
    }
    if (prefix === null) throw refused(_("it has no compose.json"));
    if (total > bytes) throw refused(_("it grows when it is unpacked"));
    return prefix;
}

/** Why a kind of member cannot be taken, or null for files and directories. */
function kindProblem(kind: string, name: string): string | null {
    const shown = inert(name, 200);
    if (kind === "-" || kind === "d" || kind === "") return null;
    if (kind === "c" || kind === "b") return format(_("it holds a device node, $0"), shown);
    if (kind === "p") return format(_("it holds a pipe, $0"), shown);
    if (kind === "l") return format(_("it holds a link, $0"), shown);
    if (kind === "h") return format(_("it holds a hard link, $0"), shown);
    return format(_("it holds something of an unknown kind, $0"), shown);
}

const checksum = z.string().check(z.regex(/^[0-9a-f]{64}$/));

/** compose.json, as rpm-ostree writes it; what is not compared is not read. */
const summarySchema = z.object({
    ref: z.string(),
    "ostree-commit": checksum,
    "ostree-version": z.nullish(z.string()),
    "ostree-parent-commit": z.nullish(checksum),
});

export type Summary = z.infer<typeof summarySchema>;

/** Read compose.json. Throws HostError "failed". */
export function parseSummary(text: string): Summary {
    try {
        return summarySchema.parse(JSON.parse(text));
    } catch (error) {
        throw refused(_("its compose.json cannot be read"), String(error));
    }
}

/** What the artefact was asked to be. */
export type Expected = { ref: string; parent: string | null };

/** Compare what was asked for, what compose.json says and what the commit is. Throws HostError "failed". */
export function compareCommit(summary: Summary, commit: CommitObject, { ref, parent }: Expected): void {
    const { "ostree-version": version, "ostree-parent-commit": summaryParent } = summary;
    if (summary.ref !== ref) throw refused(format(_("it is of ref $0, not $1"), inert(summary.ref, 255), ref));
    if (commit.parent !== parent)
        throw refused(format(_("its commit has the parent $0, not $1"), parentName(commit.parent), parentName(parent)));
    if (summaryParent && summaryParent !== commit.parent)
        throw refused(_("its compose.json names another parent than its commit"));
    if (version && inert(version, 200) !== commit.version)
        throw refused(_("its compose.json names another version than its commit"));
}

/** The artefact is not what it says. */
export const refused = (reason: string, detail = ""): HostError =>
    new HostError("failed", format(_("The artefact was not imported: $0. Nothing of it was kept."), reason), detail);

const parentName = (parent: string | null): string => parent?.slice(0, 12) ?? _("nothing");
