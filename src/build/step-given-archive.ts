/** What steps unpack of archives that the definition brings. */
import { isAll } from "../content/archive-member.ts";
import { type GivenArchive, unpackGiven } from "../content/given-archive.ts";
import { listParts, tooMuch } from "../content/parts.ts";
import { isSpread } from "../ee/effect.ts";
import { mayHoldSecret } from "../ee/step-given.ts";
import { textOf } from "../host/bytes.ts";
import { type Host, HostError } from "../host/host.ts";
import { readTree } from "../host/trees.ts";
import { _, format } from "../language.ts";
import type { Download } from "./effect-carriers.ts";
import { type Laid, layPart, layWhole } from "./step-laid.ts";

/** Throws HostError "failed" for what is wrong with the archive, and where something in it may be a secret. */
export async function layGiven(
    host: Host,
    cache: string,
    wanted: GivenArchive,
    download: Download,
    signal: AbortSignal | undefined,
): Promise<Laid> {
    const { name, member } = wanted;
    if (!isSpread(member)) {
        const file = await unpackGiven(host, cache, wanted, signal);
        await refuseSecrets(host, file.slice(0, file.lastIndexOf("/")), name, signal);
        return layWhole(host, file, download, null);
    }
    const [all, part] = isAll(member) ? [member, ""] : ["", member];
    const directory = await unpackGiven(host, cache, { ...wanted, member: all }, signal);
    await refuseSecrets(host, directory, name, signal);
    return layPart(host, directory, part, download, name, signal);
}

/** Bytes of a file, and of all, that are looked into for what may be a secret; larger ones are no texts of an author's. */
const LOOKED_INTO = 1024 ** 2;
const LOOKED_INTO_WHOLE = 32 * LOOKED_INTO;

/** What the definition does not bring by itself it does not bring in an archive either. */
async function refuseSecrets(
    host: Host,
    directory: string,
    name: string,
    signal: AbortSignal | undefined,
): Promise<void> {
    const listed = await listParts(host, directory, name, signal);
    const small = listed.filter(({ type, size }) => type === "f" && size <= LOOKED_INTO);
    if (small.reduce((sum, { size }) => sum + size, 0) > LOOKED_INTO_WHOLE)
        throw new HostError("failed", format(_("$0 has more in it than is looked into for secrets."), name));
    const only = small.map(({ path }) => path);
    // What tar writes between the files is as much as they at the most.
    const bounds = { only, signal, maxBytes: 2 * LOOKED_INTO_WHOLE };
    const entries = only.length === 0 ? [] : ((await readTree(host, directory, bounds).catch(tooMuch(name))) ?? []);
    const found = entries.find(({ path, bytes }) => mayHoldSecret(path, textOf(bytes)));
    if (found)
        throw new HostError(
            "failed",
            format(
                _("What is in a commit everybody can read, and $0 holds what may be a secret."),
                `${name}: ${found.path}`,
            ),
        );
}
