/**
 * The content RPM, signed: another repository beside that of the RPM as it was packed, named by the key as well.
 *
 * What is packed has the same bytes each time; a signature has its time in it. So a signed RPM is made once for each key,
 * and found again, and what is not signed stays what it is: another key signs the same bytes.
 */
import { type Host, HostError } from "../host/host.ts";
import { _, format } from "../language.ts";
import { contentDirectory, hasContent, type Packed } from "./repository.ts";
import { readSigningKey } from "./signing-key.ts";
import { runSigning, type SigningRoom, unattended, withSigningKey } from "./signing-room.ts";
import type { SigningKey } from "./signing-words.ts";

/** Beside the RPM: the key that its signature is checked with. */
export const publicKeyFile = "key.asc";

/** In the workshop: what becomes the repository. */
const SIGNED = "signed";

/**
 * Sign a content RPM that is packed, unless it is signed by that key already.
 *
 * @returns The key; null where there is none, and nothing is signed. Throws HostError as `readSigningKey` does.
 */
export async function signContent(
    host: Host,
    state: string,
    content: Packed,
    signal?: AbortSignal,
): Promise<SigningKey | null> {
    const key = await readSigningKey(host, state, signal);
    if (key === null) return null;
    const signed = { ...content, key: key.fingerprint };
    if (await hasContent(host, state, signed)) return key;
    const work = async (room: SigningRoom) => {
        await sign(host, state, content, key, room);
        // Somebody else may have signed the same meanwhile: it is as good, and may be in use.
        await room.workshop.release(SIGNED, contentDirectory(state, signed));
    };
    await withSigningKey(host, state, [`${SIGNED}/`], work, signal);
    return key;
}

async function sign(
    host: Host,
    state: string,
    content: Packed,
    key: SigningKey,
    { workshop, signal }: SigningRoom,
): Promise<void> {
    const packed = contentDirectory(state, content);
    const rpms = ["-maxdepth", "1", "-type", "f", "-name", "*.rpm", "-printf", "%f\\0"];
    const found = await host.run(["find", packed, ...rpms]);
    const [file = "", ...more] = new TextDecoder().decode(found).split("\0").filter(Boolean);
    if (!file.startsWith(`${content.name}-${content.version}-`) || more.length > 0)
        throw new HostError("failed", format(_("$0 is not what was packed. Delete it, then build again."), packed));
    await workshop.bring(`${packed}/${file}`, `${SIGNED}/${file}`);
    const rpm = `/workshop/${SIGNED}/${file}`;
    await runSigning(workshop, ["rpmsign", "--addsign", ...macros(key), rpm], signal);
    const minimal = ["--armor", "--export-options=export-minimal", `--output=/workshop/${SIGNED}/${publicKeyFile}`];
    await runSigning(workshop, ["gpg", ...unattended, ...minimal, "--export", key.fingerprint], signal);
    const describe = ["createrepo_c", "--quiet", "--no-database", "--simple-md-filenames"];
    await runSigning(workshop, [...describe, `/workshop/${SIGNED}`], signal);
}

/** Distributions call gpg by other names, and newer ones sign with another program unless told. */
const macros = ({ fingerprint }: SigningKey): string[] =>
    Object.entries({
        __gpg: "/usr/bin/gpg",
        _openpgp_sign: "gpg",
        _gpg_name: fingerprint,
        _gpg_digest_algo: "sha256",
        _gpg_sign_cmd_extra_args: unattended.join(" "),
        _tmppath: "/workshop/tmp",
    }).flatMap(([name, value]) => ["--define", `${name} ${value}`]);
