/** Signatures of collections: what ansible-galaxy checks them with, and which collections have some. */
import type { Workshop } from "../host/confined.ts";
import type { GalaxyAccess } from "./galaxy-program.ts";
import type { WantedCollection } from "./local-collections.ts";

const KEYS = "keys";

/** Files for the box. */
export const keyringInputs = ({ keys }: GalaxyAccess): [string, string | Uint8Array][] =>
    keys === null ? [] : [[KEYS, keys]];

/** Make the keyring; answers the words for ansible-galaxy's command line. */
export async function prepareKeyring(workshop: Workshop, { keys }: GalaxyAccess): Promise<string[]> {
    if (keys === null) return ["--disable-gpg-verify"];
    const text = typeof keys === "string" ? keys : new TextDecoder().decode(keys.subarray(0, 100));
    if (!text.includes("-----BEGIN PGP")) return [`--keyring=/workshop/${KEYS}`];
    const keyring = "/workshop/home/keyring.kbx";
    const argv = ["gpg", "--batch", "--quiet", "--no-default-keyring", `--keyring=${keyring}`, "--import"];
    await workshop.run([...argv, `/workshop/${KEYS}`]);
    return [`--keyring=${keyring}`];
}

/** Names of the collections that a server, by its records, or whoever asks has signatures for. */
export function listSigned(records: ReadonlyMap<string, string>, collections: readonly WantedCollection[]): string[] {
    const served = [...records].filter(([, text]) => !/^signatures: \[\]$/m.test(text)).map(([name]) => name);
    const own = collections.filter(({ signatures = [] }) => signatures.length > 0).map(({ name }) => nameOf(name));
    return [...new Set([...served, ...own])].sort();
}

/** Of an artefact the name that its file has. */
const nameOf = (name: string): string => /\/([a-z0-9_]+)-([a-z0-9_]+)-[^/]*$/.exec(name)?.slice(1).join(".") ?? name;
