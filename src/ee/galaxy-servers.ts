/**
 * The Galaxy servers that a definition means, with what it gives to be let in: from the ansible.cfg beside it or named by
 * it, and from ENV and ARG of its galaxy stage. Of all that is written there only the keys of this table are taken.
 *
 * Authority: ansible-core, cli/galaxy.py (SERVER_DEF); the environment comes before the file.
 */
import { configValue, readConfig } from "./ansible-config.ts";
import type { Definition } from "./definition.ts";
import { besides, definitionFile, type Files } from "./files.ts";
import { splitUrl } from "./galaxy-credentials.ts";
import type { GalaxyVariables } from "./galaxy-variables.ts";
import { parseDefinition } from "./parse.ts";
import { REDACTED } from "./redact-url.ts";

export type GalaxyServer = {
    name: string;
    /** http(s), without user, query and fragment. */
    url: string;
    /** Of the keys below those that are given. Secrets, some of them: for ansible-galaxy alone. */
    settings: ReadonlyMap<string, string>;
};

const SETTINGS = ["username", "password", "token", "auth_url", "client_id", "v3", "validate_certs", "timeout"];
/** Who has one of these does not need the machine's. */
const CREDENTIALS = ["username", "password", "token"];

const MOST_SERVERS = 50;

const NO_VARIABLES: GalaxyVariables = new Map();

/** In the order in which ansible-galaxy asks them; none when it would ask its own default. */
export function readGalaxyServers(files: Files, variables: GalaxyVariables = NO_VARIABLES): GalaxyServer[] {
    for (const path of configFiles(files)) {
        const servers = serversIn(files.get(path) ?? "", variables);
        if (servers.length > 0) return servers;
    }
    return serversIn("", variables);
}

/**
 * Servers without credentials get those that the machine has for the same address, with all that it says of how to ask
 * there: neither where a token is exchanged nor whether certificates count is then the definition's to say.
 */
export const withCredentials = (servers: readonly GalaxyServer[], machine: readonly GalaxyServer[]): GalaxyServer[] =>
    servers.map(server => {
        if (CREDENTIALS.some(key => server.settings.has(key))) return server;
        const known = machine.find(({ url }) => plainAddress(url) === plainAddress(server.url));
        const has = CREDENTIALS.some(key => known?.settings.has(key));
        return known && has ? { ...server, settings: known.settings } : server;
    });

const plainAddress = (url: string): string => url.replace(/\/+$/, "");

/** What tells the servers of one fetch from another's; whoever was let in got the same. */
export const shownServers = (servers: readonly GalaxyServer[]): unknown => servers.map(({ name, url }) => [name, url]);

/** What of servers may nowhere be seen. A user without a password is a token by another name. */
export const serverSecrets = (servers: readonly GalaxyServer[]): string[] =>
    servers.flatMap(({ settings }) => {
        const [user = "", password = "", token = ""] = CREDENTIALS.map(key => settings.get(key));
        return [password, token, ...(password === "" ? [user] : [`${user}:${password}`])].filter(Boolean);
    });

/** The configuration files of a definition, the one that counts first. */
export function configFiles(files: Files): string[] {
    const file = definitionFile(files);
    const { definition } = parseDefinition(files.get(file) ?? "", file);
    return configFilesOf(definition ?? {}, file, files);
}

/** The same, of a definition that has been read. */
export function configFilesOf(definition: Definition, file: string, files: Files): string[] {
    const added = (definition.additional_build_files ?? []).map(({ src }) => src).filter(src => /\.cfg$/.test(src));
    const named = [definition.ansible_config ?? "", ...added].filter(Boolean).map(path => besides(file, path));
    return [...new Set([...named, besides(file, "ansible.cfg")])].filter(path => files.has(path));
}

function serversIn(text: string, variables: GalaxyVariables): GalaxyServer[] {
    const lines = readConfig(text);
    const list = variables.get("ANSIBLE_GALAXY_SERVER_LIST") ?? configValue(lines, "galaxy", "server_list") ?? "";
    const names = list.split(/[\s,]+/).filter(isName);
    const listed = [...new Set(names)].slice(0, MOST_SERVERS).flatMap(name => {
        const value = (key: string) =>
            variables.get(`ANSIBLE_GALAXY_SERVER_${name.toUpperCase()}_${key.toUpperCase()}`) ??
            configValue(lines, `galaxy_server.${name}`, key);
        return serverOf(name, value("url"), value);
    });
    if (listed.length > 0) return listed;
    const url = variables.get("ANSIBLE_GALAXY_SERVER") ?? configValue(lines, "galaxy", "server");
    return serverOf("galaxy", url, () => null);
}

/** One server, or none where the address is none of the web's. */
export function serverOf(name: string, written: string | null, value: (key: string) => string | null): GalaxyServer[] {
    const text = unquote(written ?? "");
    if (!/^https?:\/\/[^\s"'<>]+$/.test(text) || !URL.canParse(text)) return [];
    const { url, user, password } = splitUrl(text);
    const settings = new Map<string, string>();
    if (user !== "") settings.set("username", user).set("password", password);
    for (const key of SETTINGS) {
        const given = unquote(value(key) ?? "");
        if (isValue(given)) settings.set(key, given);
    }
    return [{ name, url, settings }];
}

const unquote = (text: string): string => text.trim().replace(/^(["'])(.*)\1$/, "$2");

const isName = (name: string): boolean => /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$/.test(name);

/** What can stand in one line of the file that we write, and is read from it as it is; nothing redacted is any. */
const isValue = (value: string): boolean =>
    value !== "" && value !== REDACTED && value.length <= 10_000 && !/\p{Cc}|\s;|^\s|\s$/u.test(value);

/** The ansible.cfg that we give to ansible-galaxy: the servers, what is said of how to ask them, and nothing else. */
export function writeGalaxyConfig(servers: readonly GalaxyServer[], general: ReadonlyMap<string, string> = new Map()) {
    const usable = servers.filter(({ name, url }) => isName(name) && serverOf(name, url, () => null).length === 1);
    const own = [...general].filter(([, value]) => isValue(value)).map(([key, value]) => `${key} = ${value}\n`);
    const sections = usable.map(({ name, url, settings }) => {
        const lines = [...settings].filter(([key, value]) => SETTINGS.includes(key) && isValue(value));
        return `\n[galaxy_server.${name}]\nurl = ${url}\n${lines.map(([key, value]) => `${key} = ${value}\n`).join("")}`;
    });
    const list = usable.length > 0 ? `server_list = ${usable.map(({ name }) => name).join(", ")}\n` : "";
    return `[galaxy]\n${list}${own.join("")}${sections.join("")}`;
}
