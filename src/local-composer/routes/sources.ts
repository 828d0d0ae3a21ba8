/** RPM repositories: list, info, new, delete. */
import { done, notFound, ok, Refusal, type WireError } from "../answer.ts";
import { parseBody } from "../body.ts";
import type { Parts } from "../parts.ts";
import type { Request, Route } from "../router.ts";
import { acceptSource, type StoredSource, storedSourceSchema, tellSource } from "../source.ts";

export const sourceRoutes: readonly Route[] = [
    {
        method: "GET",
        path: "projects/source/list",
        answer: ({ version }, { state }) =>
            ok({ sources: sortSources(state.sources).map(source => keyOf(source, version)) }),
    },
    { method: "GET", path: "projects/source/info/*names", answer: tellSources },
    { method: "POST", path: "projects/source/new", answer: pushSource },
    { method: "DELETE", path: "projects/source/delete/*name", answer: deleteSource },
];

/** Version 0 of the API tells sources by their name, and finds them by either. */
const keyOf = ({ id, name }: StoredSource, version: 0 | 1) => (version === 0 ? name : id);

/** Registered ones first. */
const sortSources = (sources: Parts["state"]["sources"]): StoredSource[] =>
    [...sources.values()].sort((a, b) => Number(a.system) - Number(b.system) || (a.id < b.id ? -1 : 1));

const findSource = (sources: readonly StoredSource[], key: string, version: 0 | 1): StoredSource | undefined =>
    sources.find(({ id }) => id === key) ?? sources.find(({ name }) => version === 0 && name === key);

function tellSources({ argument, version, query }: Request, { state }: Parts) {
    if (argument === "") throw notFound();
    const format = query.get("format") || "json";
    if (format !== "json") throw new Refusal(400, "InvalidChars", `invalid format parameter: ${format}`);
    const all = sortSources(state.sources);
    const keys = argument === "*" ? all.map(source => keyOf(source, version)) : argument.split(",");
    const find = (key: string) => findSource(all, key, version);
    const found = keys.flatMap(key => find(key) ?? []);
    const errors = keys
        .filter(key => !find(key))
        .map((key): WireError => ({ id: "UnknownSource", msg: `${key} is not a valid source` }));
    return ok({
        sources: Object.fromEntries(found.map(source => [keyOf(source, version), tellSource(source, version)])),
        errors,
    });
}

const isSystem = (id: string, what: string) =>
    new Refusal(400, "SystemSource", `${id} is a system source, it cannot be ${what}.`);

function pushSource({ contentType, body, version }: Request, { state }: Parts) {
    if (contentType === null) throw new Refusal(400, "HTTPError", "malformed Content-Type header");
    const refuse = (message: string) => new Refusal(400, "ProjectsError", message);
    if (body === "") throw refuse("Missing source");
    if (contentType !== "application/json") throw refuse("blueprint must be in json or toml format");
    const source = acceptSource(
        parseBody(storedSourceSchema, body, problem => refuse(`Problem parsing POST body: ${problem}`)),
        version,
    );
    if (state.sources.get(source.id)?.system) throw isSystem(source.id, "changed");
    state.putSource(source);
    return done;
}

function deleteSource({ argument, version }: Request, { state }: Parts) {
    if (argument === "") throw notFound();
    const source = findSource([...state.sources.values()], argument, version);
    if (!source) throw new Refusal(400, "UnknownSource", `${argument} is not a valid source.`);
    if (source.system) throw isSystem(argument, "deleted");
    state.dropSource(source.id);
    return done;
}
