/** What ansible-galaxy has to know to be let in: one configuration for each of its two commands. Pure; what it answers is secret but for `shown`. */
import { configValue, readConfig } from "./ansible-config.ts";
import type { Definition } from "./definition.ts";
import type { Files } from "./files.ts";
import { type Keyring, readKeyring } from "./galaxy-keyring.ts";
import { type GalaxyCommand, type GalaxyOptions, readGalaxyOptions } from "./galaxy-options.ts";
import type { GalaxyRequirements } from "./galaxy-requirements.ts";
import {
    configFiles,
    type GalaxyServer,
    readGalaxyServers,
    serverOf,
    serverSecrets,
    shownServers,
    withCredentials,
    writeGalaxyConfig,
} from "./galaxy-servers.ts";
import { type GalaxyVariables, readGalaxyVariables } from "./galaxy-variables.ts";

export type GalaxyAccess = {
    /** ansible.cfg. */
    config: string;
    gitCredentials: readonly string[];
    /** Texts that may stand nowhere but in these files. */
    secrets: readonly string[];
    /** What tells this from another access, without a secret. */
    shown: unknown;
    /** For the command line. */
    options: readonly string[];
    /** What signatures are checked with. */
    keyring: Keyring;
    /** Whom it asks, in this order, and how; secrets and all. */
    servers: readonly GalaxyServer[];
};

/** What ansible-galaxy is asked when nobody says otherwise. */
const DEFAULT_SERVER = "https://galaxy.ansible.com/";

/** Seconds until a server that does not answer is asked once more; ansible-galaxy's own minute, seven times, is too long to wait for. */
const TIMEOUT = "--timeout=15";

/** @param machine Text of the machine's own ansible.cfg, whose servers and credentials count where the definition has none; null for none. */
export function readGalaxyAccess(
    files: Files,
    definition: Definition,
    machine: string | null,
    command: GalaxyCommand,
    { gitCredentials, secrets }: Pick<GalaxyRequirements, "gitCredentials" | "secrets">,
): GalaxyAccess {
    const variables = readGalaxyVariables(definition);
    const options = readGalaxyOptions(definition, command);
    const general = readGeneral(files, variables);
    const own = readGalaxyServers(files, variables);
    const machines = machine === null ? [] : readGalaxyServers(new Map([["ansible.cfg", machine]]));
    // Where certificates do not count, anybody may be who is asked: the machine's credentials are not for him.
    const isOpen = options.ignoresCertificates || general.has("ignore_certs");
    const named =
        own.length > 0
            ? isOpen
                ? own
                : withCredentials(own, machines)
            : isOpen
              ? withoutSettings(machines)
              : machines;
    const servers = chosenServers(named, options);
    const isChecked = command === "collection" && !options.passed.includes("--disable-gpg-verify");
    const keyring: Keyring = isChecked ? readKeyring(files, definition, variables, machine) : { kind: "none" };
    return {
        keyring,
        config: writeGalaxyConfig(servers, general),
        servers: (servers.length > 0 ? servers : serverOf("galaxy", DEFAULT_SERVER, () => null)).map(server =>
            isOpen ? { ...server, settings: new Map(server.settings).set("validate_certs", "false") } : server,
        ),
        gitCredentials,
        secrets: [...secrets, ...serverSecrets(servers)],
        shown: [shownServers(servers), keyring, [...general]],
        options: [...(options.passed.some(word => word.startsWith("--timeout")) ? [] : [TIMEOUT]), ...options.passed],
    };
}

const withoutSettings = (servers: readonly GalaxyServer[]): GalaxyServer[] =>
    servers.map(server => ({ ...server, settings: new Map() }));

/** Those that -s and --token leave: a server by its name or address, and a token only for it or for Galaxy's own. */
function chosenServers(servers: readonly GalaxyServer[], { server, token }: GalaxyOptions): readonly GalaxyServer[] {
    const known = servers.find(({ name }) => name === server);
    if (known) return [known];
    if (server === null && (token === null || servers.length > 0)) return servers;
    return serverOf("cmd_arg", server ?? DEFAULT_SERVER, key => (key === "token" ? token : null));
}

/** Keys of the section [galaxy] that count beside the servers, and the variables that come before them. */
const GENERAL: Record<string, string> = {
    ignore_certs: "ANSIBLE_GALAXY_IGNORE",
    required_valid_signature_count: "ANSIBLE_GALAXY_REQUIRED_VALID_SIGNATURE_COUNT",
};

function readGeneral(files: Files, variables: GalaxyVariables): Map<string, string> {
    const [path] = configFiles(files);
    const lines = readConfig(path === undefined ? "" : (files.get(path) ?? ""));
    const found = Object.entries(GENERAL).flatMap(([key, variable]): [string, string][] => {
        const value = (variables.get(variable) ?? configValue(lines, "galaxy", key) ?? "").trim();
        return /^(?:true|yes|on|1|t|y|\+?\d{1,3}|\+?all)$/i.test(value) ? [[key, value]] : [];
    });
    return new Map(found);
}
