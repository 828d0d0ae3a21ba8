/** The first step: resolve once more, and pack what no RPM repository has. */
import { packContent } from "../content/repository.ts";
import { signContent } from "../content/sign.ts";
import { REDACTED } from "../ee/redact-url.ts";
import { textOf } from "../host/bytes.ts";
import { writeFiles } from "../host/files.ts";
import { HostError } from "../host/host.ts";
import { readTree } from "../host/trees.ts";
import { _, format } from "../language.ts";
import { readAuthorFiles, releaseFiles } from "./author-files.ts";
import { readKeptLock, withLockOf } from "./build-lock.ts";
import { isUnsettled } from "./plan.ts";
import { planLocked } from "./plan-locked.ts";
import { planWhole } from "./planning.ts";
import { readLock } from "./read-lock.ts";
import type { BuildRecord } from "./record.ts";
import type { Work } from "./run.ts";
import { buildDirectory } from "./store.ts";

/** The plan of a build, kept for the steps after this one. */
export const planFile = "plan.json";

export async function prepare(
    { host, composer, state, signal, save }: Work,
    record: BuildRecord,
): Promise<BuildRecord> {
    const lockOf = ({ lock, definition }: BuildRecord) => readLock(host, `${state}/repo`, lock ?? "", definition);
    const directory = buildDirectory(state, record.id);
    const redacted = await readDefinition({ host }, directory);
    const files = await readAuthorFiles(host, state, record, redacted);
    const kept = await readKeptLock(host, state, record);
    const own = withLockOf(files ?? redacted, kept);
    const authored = { name: record.definition, files: own, distro: record.distro };
    const { plan, content } =
        record.lock === null
            ? // What it is built on was found when it began.
              await planWhole(host, composer, state, authored, { signal, isParentChosen: true })
            : await planLocked(host, composer, state, authored, await lockOf(record), { signal });
    const unsettled = plan.requirements.filter(isUnsettled);
    if (unsettled.length > 0 || !plan.content) {
        const lines = unsettled.map(({ text, askedBy, note }) => `${text}${inBrackets(askedBy)}: ${note ?? ""}`);
        if (files === null && [...redacted.values()].some(text => text.includes(REDACTED)))
            lines.push(
                _(
                    "The definition is not the one any more that this build began with, and its credentials were not used. Start the build once more.",
                ),
            );
        throw new HostError(
            "failed",
            format(_("Not everything is settled: $0."), plan.leftOver.join(", ")),
            lines.join("\n"),
        );
    }
    if (content) await packContent(host, state, content, signal);
    const key = await signContent(host, state, plan.content, signal);
    releaseFiles(record.id);
    await writeFiles(host, directory, new Map([[planFile, JSON.stringify(plan)]]));
    return save({
        ...record,
        state: "starting",
        content: { ...plan.content, key: key?.fingerprint ?? null, isChecked: null },
        phases: { ...record.phases, starting: Date.now() },
    });
}

const inBrackets = (askedBy: readonly string[]): string => (askedBy.length === 0 ? "" : ` (${askedBy.join(", ")})`);

/** The definition as it was when the build was started; redacted then. */
async function readDefinition({ host }: Pick<Work, "host">, directory: string): Promise<Map<string, string>> {
    const entries = await readTree(host, `${directory}/definition`);
    if (entries === null) throw new HostError("failed", _("The definition of this build is gone."));
    const files = entries.filter(({ type }) => type === "file");
    return new Map(files.map(({ path, bytes }) => [path, textOf(bytes)]));
}
