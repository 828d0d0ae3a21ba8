/** osbuild-composer through its local socket: the weldr API, as measured on real servers. */
import type { Host } from "../host/host.ts";
import { HostError } from "../host/host.ts";
import * as answers from "./answers.ts";
import type { Composer, Depsolved } from "./composer.ts";

const MINUTE = 60_000;

/** A wire answer's shape: anything zod can check. */
type Shape<Value> = { safeParse(value: unknown): { success: true; data: Value } | { success: false } };

/** @param socket Path of the API's Unix socket, usually /run/weldr/api.socket. */
export function weldrComposer(host: Host, socket: string): Composer {
    const ask = async <Value>(
        shape: Shape<Value>,
        request: Omit<Parameters<Host["request"]>[0], "socket">,
    ): Promise<Value> => {
        const { status, body } = await host.request({ socket, ...request });
        const json = parseJson(body);
        const failure = answers.failure.safeParse(json);
        // Many calls answer 200 with a list of errors: what failed is told by the list, not by the status.
        if (failure.success) throw asHostError(failure.data.errors, body);
        if (status < 200 || status > 299)
            throw new HostError("failed", `osbuild-composer answered with status ${status}.`, body);
        const parsed = shape.safeParse(json);
        if (!parsed.success)
            throw new HostError("garbled", `osbuild-composer's answer to ${request.path} is not understood.`, body);
        return parsed.data;
    };
    const get = <Value>(
        shape: Shape<Value>,
        path: string,
        options: { signal?: AbortSignal | undefined; timeout?: number } = {},
    ) => ask(shape, { method: "GET", path, ...options });
    const post = <Value>(shape: Shape<Value>, path: string, body: unknown, timeout?: number) =>
        ask(shape, { method: "POST", path, body, ...(timeout === undefined ? {} : { timeout }) });
    const remove = (path: string) => ask(answers.anything, { method: "DELETE", path });

    return {
        status: signal => get(answers.status, "/api/status", { signal }),
        listDistros: async () => (await get(answers.distros, "/api/v1/distros/list")).distros.sort(),
        listImageTypes: async distro =>
            (await get(answers.types, `/api/v1/compose/types?distro=${encodeURIComponent(distro)}`)).types
                .filter(({ enabled }) => enabled)
                .map(({ name }) => name),
        async depsolve(specs, distro, signal): Promise<Depsolved> {
            if (specs.length === 0) return { state: "resolved", packages: [] };
            const list = specs.map(encodeURIComponent).join(",");
            const path = `/api/v1/projects/depsolve/${list}?distro=${encodeURIComponent(distro)}`;
            try {
                const { projects } = await get(answers.depsolved, path, { signal, timeout: 5 * MINUTE });
                return { state: "resolved", packages: projects };
            } catch (error) {
                const refusal =
                    error instanceof HostError && error.problem === "failed" ? readRefusal(error.message) : null;
                if (!refusal) throw error;
                return refusal;
            }
        },
        async listPackages(patterns, distro, most, signal) {
            const list = patterns.map(encodeURIComponent).join(",");
            const path = `/api/v1/modules/list/${list}?distro=${encodeURIComponent(distro)}&limit=${most}`;
            const none = { modules: [], total: 0 };
            const { modules, total } = await get(answers.modules, path, { signal, timeout: 5 * MINUTE }).catch(
                unlessNone(none),
            );
            return { names: modules.map(({ name }) => name), total };
        },
        async describePackages(names, distro, signal) {
            if (names.length === 0) return [];
            const list = names.map(encodeURIComponent).join(",");
            const path = `/api/v1/projects/info/${list}?distro=${encodeURIComponent(distro)}`;
            const answer = get(answers.projects, path, { signal, timeout: 5 * MINUTE });
            return (await answer.catch(unlessNone({ projects: [] }))).projects;
        },
        async pushSource({ id, name, url, key }) {
            const wire = {
                id,
                name,
                type: "yum-baseurl",
                url,
                check_gpg: key !== null,
                check_ssl: url.startsWith("https:"),
                ...(key === null ? {} : { gpgkeys: [key] }),
            };
            await post(answers.anything, "/api/v1/projects/source/new", wire);
        },
        async checksSource({ id, key }) {
            const { sources } = await get(answers.sources, `/api/v1/projects/source/info/${encodeURIComponent(id)}`);
            const stored = sources[id];
            return stored?.check_gpg === true && stored.gpgkeys.some(each => each.trim() === key?.trim());
        },
        async deleteSource(id) {
            const path = `/api/v1/projects/source/delete/${encodeURIComponent(id)}`;
            await remove(path).catch((error: unknown) => {
                if (!(error instanceof HostError && error.detail.includes("UnknownSource"))) throw error;
            });
        },
        pushBlueprint: async blueprint => void (await post(answers.anything, "/api/v1/blueprints/new", blueprint)),
        async readBlueprint(name) {
            const { status, body } = await host.request({
                socket,
                method: "GET",
                path: `/api/v1/blueprints/info/${encodeURIComponent(name)}`,
            });
            const parsed = answers.blueprintInfo.safeParse(parseJson(body));
            if (!parsed.success)
                throw new HostError("garbled", `osbuild-composer answered with status ${status}.`, body);
            if (parsed.data.errors.some(({ id }) => id !== "UnknownBlueprint"))
                throw asHostError(parsed.data.errors, body);
            return parsed.data.blueprints[0] ?? null;
        },
        deleteBlueprint: async name => void (await remove(`/api/v1/blueprints/delete/${encodeURIComponent(name)}`)),
        async startCompose({ blueprint, imageType, ref, parent, url }) {
            const given = Object.entries({ ref, parent, url }).filter(([, value]) => value !== null);
            const body = {
                blueprint_name: blueprint,
                compose_type: imageType,
                branch: "master",
                ...(given.length > 0 ? { ostree: Object.fromEntries(given) } : {}),
            };
            // It resolves and fetches metadata before it answers, which can take minutes on real repositories.
            return (await post(answers.started, "/api/v1/compose", body, 15 * MINUTE)).build_id;
        },
        listComposes: async () =>
            (await get(answers.composes, "/api/v1/compose/status/*", { timeout: MINUTE })).uuids.sort(
                (a, b) => b.created - a.created,
            ),
        readComposes: async ids =>
            ids.length === 0
                ? []
                : (await get(answers.composes, `/api/v1/compose/status/${ids.map(encodeURIComponent).join(",")}`))
                      .uuids,
        async readLog(id) {
            const { status, body } = await host.request({
                socket,
                method: "GET",
                path: `/api/v1/compose/log/${encodeURIComponent(id)}`,
                timeout: MINUTE,
                maxBytes: 128 * 1024 * 1024,
            });
            const failure = answers.failure.safeParse(parseJson(body, null));
            if (failure.success) {
                if (failure.data.errors.some(({ id: error }) => error === "BuildInWrongState")) return null;
                throw asHostError(failure.data.errors, body);
            }
            if (status !== 200) throw new HostError("failed", `osbuild-composer answered with status ${status}.`, body);
            // While it runs the server only says so; that is no log.
            return body === `Build ${id} is still running.\n` ? null : body;
        },
        cancelCompose: async id => void (await remove(`/api/v1/compose/cancel/${encodeURIComponent(id)}`)),
        deleteCompose: async id => void (await remove(`/api/v1/compose/delete/${encodeURIComponent(id)}`)),
        downloadCommand: (id, file) => [
            ...["curl", "--fail", "--silent", "--show-error", "--unix-socket", socket, "--output", file],
            `http://localhost/api/v1/compose/image/${encodeURIComponent(id)}`,
        ],
    };
}

/** A search that finds nothing is refused. */
const unlessNone =
    <Value>(none: Value) =>
    (error: unknown): Value => {
        if (error instanceof HostError && /"Unknown(?:Module|Project)"/.test(error.detail)) return none;
        throw error;
    };

/** dnf's refusal as the server passes it on: what no source has, or what does not go together. */
export function readRefusal(message: string): Exclude<Depsolved, { state: "resolved" }> | null {
    // The second wording is that of servers that resolve with dnf5.
    const missing = /missing (?:packages|groups or modules): ([^\n]+)|No match for argument: ([^\n]+)/g;
    const specs = [...message.matchAll(missing)]
        .flatMap(([, list, one]) => list?.split(", ") ?? [one ?? ""])
        .map(spec => spec.trim());
    if (specs.length > 0) return { state: "missing", specs, message };
    return /DepsolveError|There was a problem depsolving/.test(message) ? { state: "conflict", message } : null;
}

function asHostError(errors: readonly { id: string; msg: string }[], body: string): HostError {
    return new HostError("failed", errors.map(({ msg, id }) => msg || id).join("\n"), body);
}

/** @param otherwise What to answer for text that is not JSON; throws "garbled" when it is left out. */
function parseJson(text: string, otherwise?: null): unknown {
    try {
        return JSON.parse(text);
    } catch {
        if (otherwise === null) return null;
        throw new HostError("garbled", "osbuild-composer's answer is not JSON.", text.slice(0, 4096));
    }
}
