/**
 * Questions to a Galaxy server, asked by curl in the box: with what it lets us in by, which goes to curl's standard input
 * and nowhere else, and with a bound to what it may answer.
 *
 * Authority: ansible-core, galaxy/api.py (g_connect: where the API is), galaxy/token.py and cli/galaxy.py (which of the
 * credentials counts, and how it is shown).
 */
import * as z from "zod/mini";

import type { Workshop } from "../host/confined.ts";
import { HostError } from "../host/host.ts";
import { _, format } from "../language.ts";

export type GalaxyServer = {
    name: string;
    /** http(s), without user, query and fragment. */
    url: string;
    /** username, password, token, auth_url, client_id, validate_certs; secrets, some of them. */
    settings: ReadonlyMap<string, string>;
};

/** Who answers, and how it is asked. */
export type Connection = { workshop: Workshop; server: GalaxyServer; login: string[]; signal: AbortSignal | undefined };

/** A search tells of all that is in a collection, which of the largest are 200 kB each. */
const MOST_BYTES = 16 * 1024 * 1024;
const SECONDS = 20;

/** The server as people know it. */
export const hostOf = ({ url }: Pick<GalaxyServer, "url">): string => new URL(url).host;

const tokenSchema = z.object({ access_token: z.string().check(z.regex(/^[\x21-\x7e]{1,20000}$/)) });

/** Find out how to be let in. Throws HostError where a token cannot be exchanged. */
export async function connect(
    workshop: Workshop,
    server: GalaxyServer,
    signal: AbortSignal | undefined,
): Promise<Connection> {
    const [user, password, token, exchange, client] = ["username", "password", "token", "auth_url", "client_id"].map(
        key => server.settings.get(key) ?? "",
    );
    const open = { workshop, server, login: [], signal };
    if (user) return { ...open, login: [line("user", `${user}:${password ?? ""}`)] };
    if (!token) return open;
    if (!exchange) return { ...open, login: [line("header", `Authorization: Token ${token}`)] };
    const form = new URLSearchParams({
        grant_type: "refresh_token",
        client_id: client || "cloud-services",
        refresh_token: token,
    });
    const given = tokenSchema.safeParse(await ask({ ...open, login: [line("data", form.toString())] }, exchange));
    if (!given.success) throw new HostError("failed", format(_("$0 gives no access for the token."), hostOf(server)));
    return { ...open, login: [line("header", `Authorization: Bearer ${given.data.access_token}`)] };
}

const rootSchema = z.object({ available_versions: z.object({ v3: z.string().check(z.regex(/^[\w/-]{1,200}$/)) }) });

/** Addresses of version 3 of the API by that of the server: where it was once it is looked for first. */
const known = new Map<string, string>();
const MOST_KNOWN = 100;

/** Where version 3 of the server's API is, with a slash behind it. Throws HostError "failed" where it has none. */
export async function findApi(connection: Connection): Promise<string> {
    const { server } = connection;
    const before = known.get(server.url);
    if (before !== undefined) return before;
    const own = server.url.replace(/\/*$/, "/");
    const places = [
        ...(own === "https://galaxy.ansible.com/" ? [] : [own]),
        ...(/\/api\/$/.test(own) ? [] : [`${own}api/`]),
    ];
    let failure: unknown = null;
    for (const place of places) {
        // A page for people is where the API may be not.
        const answer = await ask(connection, place).catch((error: unknown) => {
            if (!(error instanceof HostError) || error.problem !== "garbled") throw error;
            failure ??= error;
            return null;
        });
        const root = rootSchema.safeParse(answer);
        if (!root.success) continue;
        if (known.size >= MOST_KNOWN) known.clear();
        known.set(server.url, place + root.data.available_versions.v3.replace(/^\/+/, "").replace(/\/*$/, "/"));
        return known.get(server.url) ?? place;
    }
    if (failure !== null) throw failure;
    throw new HostError("failed", format(_("$0 is no Galaxy server, or one of before version 3."), hostOf(server)));
}

/**
 * The answer to a question as it came: it is the caller's to judge. Null when there is nothing.
 *
 * Throws HostError: "failed" in words when the server cannot be reached, refuses, or breaks down, "garbled" when it
 * answers with something that is not JSON.
 */
export async function ask({ workshop, server, login, signal }: Connection, url: string): Promise<unknown> {
    const bounds = ["--connect-timeout", "8", "--max-time", String(SECONDS), "--max-redirs", "3", "--location"];
    const protocols = ["--proto", "=http,https", "--proto-redir", "=http,https", "--compressed"];
    const told = ["--silent", "--show-error", "--globoff", "--write-out", "\\n%{response_code}"];
    const isOpen = /^(?:false|no|off|0|f|n)$/i.test(server.settings.get("validate_certs") ?? "");
    const argv = ["curl", "--disable", ...told, ...protocols, ...bounds, ...(isOpen ? ["--insecure"] : [])];
    const input = [line("url", url), line("header", "Accept: application/json"), ...login].join("");
    const options = { network: true, input, maxBytes: MOST_BYTES, timeout: (SECONDS + 10) * 1000, signal };
    const output = await workshop.run([...argv, "--config", "-"], options).catch((error: unknown) => {
        throw error instanceof HostError ? explain(error, server) : error;
    });
    const text = new TextDecoder().decode(output);
    const end = text.lastIndexOf("\n");
    const status = Number(text.slice(end + 1));
    if (status === 404) return null;
    if (status === 401 || status === 403)
        throw new HostError(
            "failed",
            format(
                _("$0 refuses. Give a token, or a user with a password, that it takes, in ansible.cfg."),
                hostOf(server),
            ),
        );
    if (status < 200 || status > 299)
        throw new HostError("failed", format(_("$0 answers with status $1."), hostOf(server), status));
    try {
        return JSON.parse(text.slice(0, end));
    } catch {
        throw notUnderstood(server);
    }
}

export const notUnderstood = (server: GalaxyServer): HostError =>
    new HostError("garbled", format(_("What $0 answers is not understood."), hostOf(server)));

/** One line of curl's configuration. */
const line = (key: string, value: string): string => `${key} = "${value.replace(/["\\]/g, "\\$&")}"\n`;

/** By curl's exit status: who cannot be found, and whose certificate does not count; else nobody answers. */
const NOBODY = 6;
const CERTIFICATE = [35, 51, 58, 60, 77, 83];

function explain(error: HostError, server: GalaxyServer): HostError {
    const { problem, status, detail } = error;
    if (problem === "too-large")
        return new HostError("failed", format(_("$0 answers with more than can be looked at."), hostOf(server)));
    if (problem === "timeout") return new HostError("failed", format(_("$0 does not answer."), hostOf(server)));
    if (problem === "failed" && /curl: \(\d+\)/.test(detail)) {
        const says = (text: string) => new HostError("failed", format(text, hostOf(server)));
        if (status === NOBODY) return says(_("$0 cannot be found from this machine."));
        if (status !== null && CERTIFICATE.includes(status))
            return says(_("The certificate of $0 does not count on this machine."));
        return says(_("$0 does not answer."));
    }
    return error;
}
