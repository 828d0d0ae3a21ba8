/**
 * The Galaxy servers that a definition means, read from the ansible.cfg beside it or named by it. Only names and
 * addresses are taken: a token never leaves the file, and of the rest nothing is obeyed.
 */
import { configValue, readConfig } from "./ansible-config.ts";
import type { Definition } from "./definition.ts";
import { besides, definitionFile, type Files } from "./files.ts";
import { parseDefinition } from "./parse.ts";
import { cleanUrl } from "./redact-url.ts";

export type GalaxyServer = { name: string; url: string };

const MOST_SERVERS = 50;

/** In the order in which ansible-galaxy asks them; none when it would ask its own default. */
export function readGalaxyServers(files: Files): GalaxyServer[] {
    for (const path of configFiles(files)) {
        const servers = serversIn(files.get(path) ?? "");
        if (servers.length > 0) return servers;
    }
    return [];
}

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

function serversIn(text: string): GalaxyServer[] {
    const lines = readConfig(text);
    const names = (configValue(lines, "galaxy", "server_list") ?? "").split(/[\s,]+/).filter(isName);
    const listed = [...new Set(names)].slice(0, MOST_SERVERS).flatMap(name => {
        const url = webAddress(configValue(lines, `galaxy_server.${name}`, "url"));
        return url === null ? [] : [{ name, url }];
    });
    if (listed.length > 0) return listed;
    const url = webAddress(configValue(lines, "galaxy", "server"));
    return url === null ? [] : [{ name: "galaxy", url }];
}

const isName = (name: string): boolean => /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$/.test(name);

/** An http(s) address without user, query and fragment; null for anything else. */
function webAddress(written: string | null): string | null {
    const text = (written ?? "").trim().replace(/^(["'])(.*)\1$/, "$2");
    return /^https?:\/\/[^\s"'<>]+$/.test(text) && URL.canParse(text) ? cleanUrl(text) : null;
}

/** The ansible.cfg that we give to ansible-galaxy: the servers, and nothing else. */
export function writeGalaxyConfig(servers: readonly GalaxyServer[]): string {
    const usable = servers.filter(({ name, url }) => isName(name) && webAddress(url) !== null);
    if (usable.length === 0) return "[galaxy]\n";
    const sections = usable.map(({ name, url }) => `\n[galaxy_server.${name}]\nurl = ${webAddress(url) ?? ""}\n`);
    return `[galaxy]\nserver_list = ${usable.map(({ name }) => name).join(", ")}\n${sections.join("")}`;
}
