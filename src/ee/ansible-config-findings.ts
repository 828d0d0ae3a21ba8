/** What is wrong in an ansible.cfg that a definition names. Authority: Python's configparser; ansible-core, galaxy/api.py. */
import type { Finding } from "../issue.ts";
import { _, format } from "../language.ts";
import { type ConfigLine, configValue, readConfig } from "./ansible-config.ts";
import type { Located } from "./located.ts";
import { nearest } from "./nearest.ts";
import { linesOf } from "./text.ts";

const SECRETS = new Set(["token", "password", "client_secret", "refresh_token"]);

/** The findings of a file's lines; all are warnings, for it is ansible-galaxy that reads it. */
export function configFindings(text: string, file: string): Located[] {
    const lines = readConfig(text);
    const places = linesOf(text);
    const finding = (index: number, code: string, message: string): Located => ({
        severity: "warning",
        code,
        message,
        path: [] as Finding["path"],
        file,
        fix: null,
        offset: places[index]?.offset ?? 0,
    });
    return [...unreadable(lines, finding), ...missingServers(lines, finding), ...secrets(lines, finding)];
}

type Tell = (line: number, code: string, message: string) => Located;

/** One line that Python's reader does not take makes the whole file unreadable. */
function unreadable(lines: readonly ConfigLine[], tell: Tell): Located[] {
    const seen = new Set<string>();
    return lines.flatMap((line, index): Located[] => {
        const isKey = line.kind === "value" || line.kind === "section";
        const name = line.kind === "value" ? `${line.section} ${line.key}` : line.kind === "section" ? line.name : "";
        const twice = isKey && seen.has(`${line.kind} ${name}`);
        if (isKey) seen.add(`${line.kind} ${name}`);
        if (twice)
            return [tell(index, "ansible-config-line", _("This is said twice, which makes the file unreadable."))];
        if (line.kind === "other")
            return [tell(index, "ansible-config-line", _("Write “key = value”: this line makes the file unreadable."))];
        if (line.kind === "value" && line.section === "")
            return [tell(index, "ansible-config-line", _("A section such as [galaxy] must come before this line."))];
        return [];
    });
}

/** Servers that are listed, but have no section with their address. */
function missingServers(lines: readonly ConfigLine[], tell: Tell): Located[] {
    const at = lines.findIndex(
        line => line.kind === "value" && line.section === "galaxy" && line.key === "server_list",
    );
    const names = (configValue(lines, "galaxy", "server_list") ?? "").split(/[\s,]+/).filter(Boolean);
    const known = lines.flatMap(line =>
        line.kind === "section" ? (/^galaxy_server\.(.+)$/.exec(line.name)?.[1] ?? []) : [],
    );
    return names
        .filter(name => configValue(lines, `galaxy_server.${name}`, "url") === null)
        .map(name => {
            const near = known.includes(name) ? null : nearest(name, known);
            const message = known.includes(name)
                ? format(_("The server $0 has no url in [galaxy_server.$0]."), name)
                : near
                  ? format(_("There is no [galaxy_server.$0]. Did you mean $1?"), name, near)
                  : format(_("There is no [galaxy_server.$0]: ansible-galaxy does not know its address."), name);
            return tell(at, "galaxy-server", message);
        });
}

const secrets = (lines: readonly ConfigLine[], tell: Tell): Located[] =>
    lines.flatMap((line, index) =>
        line.kind === "value" && line.section.startsWith("galaxy") && SECRETS.has(line.key) && line.value !== ""
            ? [
                  tell(
                      index,
                      "ansible-config-secret",
                      format(
                          _("$0 is a secret: it is never carried into a commit. Keep the file out of git too."),
                          line.key,
                      ),
                  ),
              ]
            : [],
    );
