/** The keys with which signatures of collections are checked: `gpg_keyring` of ansible.cfg, or the variable of that name. */
import { configValue, readConfig } from "./ansible-config.ts";
import type { Definition } from "./definition.ts";
import { besides, definitionFile, type Files, plainPath } from "./files.ts";
import { configFiles } from "./galaxy-servers.ts";
import type { GalaxyVariables } from "./galaxy-variables.ts";

export type Keyring =
    | { kind: "none" }
    /** Keys as `gpg --export --armor` writes them. */
    | { kind: "keys"; text: string }
    /** A file of the machine. */
    | { kind: "machine"; path: string }
    /** Named, and not to be had as text. */
    | { kind: "unreadable"; name: string };

const ARMOR = "-----BEGIN PGP PUBLIC KEY BLOCK-----";

/** @param machine Text of the machine's own ansible.cfg; its keyring counts where the definition names none. */
export function readKeyring(
    files: Files,
    definition: Definition,
    variables: GalaxyVariables,
    machine: string | null,
): Keyring {
    if (isTrue(variables.get("ANSIBLE_GALAXY_DISABLE_GPG_VERIFY"))) return { kind: "none" };
    const configs = configFiles(files).map(path => files.get(path) ?? "");
    const own = variables.get("ANSIBLE_GALAXY_GPG_KEYRING") ?? first(configs.map(keyringIn));
    if (own === null) {
        const path = keyringIn(machine ?? "");
        return path?.startsWith("/") ? { kind: "machine", path } : { kind: "none" };
    }
    const text = placesOf(own, files, definition)
        .map(path => files.get(path))
        .find(found => found !== undefined);
    return text?.includes(ARMOR) ? { kind: "keys", text } : { kind: "unreadable", name: own };
}

const keyringIn = (config: string): string | null => {
    const lines = readConfig(config);
    if (isTrue(configValue(lines, "galaxy", "disable_gpg_verify"))) return null;
    return configValue(lines, "galaxy", "gpg_keyring")?.trim() || null;
};

const first = (found: readonly (string | null)[]): string | null => found.find(each => each !== null) ?? null;
const isTrue = (value: string | null | undefined): boolean => /^(?:true|yes|on|1|t|y)$/i.test(value?.trim() ?? "");

/** A path of the container is that of a file which `additional_build_files` brings, by its name. */
function placesOf(path: string, files: Files, { additional_build_files: added = [] }: Definition): string[] {
    const main = definitionFile(files);
    const name = path.slice(path.lastIndexOf("/") + 1);
    const brought = added.map(({ src }) => besides(main, src));
    const named = brought
        .flatMap(src => [src, plainPath(`${src}/${name}`)])
        .filter(src => src.endsWith(`/${name}`) || src === name);
    return [...(path.startsWith("/") ? [] : [besides(main, path)]), ...named];
}
