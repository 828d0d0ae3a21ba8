/** Blueprints: list, info, new, delete. */
import { done, notFound, ok, Refusal, type WireError } from "../answer.ts";
import { acceptBlueprint, checkBlueprintName, storedBlueprintSchema } from "../blueprint.ts";
import { parseBody } from "../body.ts";
import { findMalformed } from "../customizations.ts";
import { readPage, takePage } from "../page.ts";
import type { Parts } from "../parts.ts";
import type { Request, Route } from "../router.ts";

export const blueprintRoutes: readonly Route[] = [
    { method: "GET", path: "blueprints/list", answer: listBlueprints },
    { method: "GET", path: "blueprints/info/*names", answer: tellBlueprints },
    { method: "POST", path: "blueprints/new", answer: pushBlueprint },
    {
        method: "DELETE",
        path: "blueprints/delete/:name",
        answer({ argument }, { state }) {
            checkBlueprintName(argument);
            if (!state.blueprints.has(argument)) throw wrong(`Unknown blueprint: ${argument}`);
            state.dropBlueprint(argument);
            return done;
        },
    },
];

const wrong = (message: string) => new Refusal(400, "BlueprintsError", message);

/** Unlike other lists this one tells the part it gives, not the part it was asked for. */
function listBlueprints({ query }: Request, { state }: Parts) {
    const page = readPage(query);
    const names = [...state.blueprints.keys()].sort();
    const blueprints = takePage(names, page);
    return ok({
        total: names.length,
        offset: Math.min(page.offset, names.length),
        limit: blueprints.length,
        blueprints,
    });
}

function tellBlueprints({ argument, query }: Request, { state }: Parts) {
    if (argument === "") throw notFound();
    const names = argument.split(",");
    for (const name of names) checkBlueprintName(name);
    const format = query.get("format") || "json";
    if (format !== "json") throw new Refusal(400, "InvalidChars", `invalid format parameter: ${format}`);
    const known = names.flatMap(name => state.blueprints.get(name) ?? []);
    const unknown = names.filter(name => !state.blueprints.has(name));
    return ok({
        blueprints: known,
        // A workspace copy would be a change; this server has no workspaces.
        changes: known.map(({ name }) => ({ changed: false, name })),
        errors: unknown.map((name): WireError => ({ id: "UnknownBlueprint", msg: `${name}: ` })),
    });
}

const BAD_REQUEST = "400 Bad Request: The browser (or proxy) sent a request that this server could not understand: ";

function pushBlueprint({ contentType, body }: Request, { state }: Parts) {
    if (contentType === null) throw wrong("missing Content-Type header");
    if (body === "") throw wrong("Missing blueprint");
    if (contentType !== "application/json") throw wrong(`${BAD_REQUEST}blueprint must be in json or toml format`);
    const pushed = parseBody(storedBlueprintSchema, body, problem => wrong(BAD_REQUEST + problem));
    const malformed = findMalformed(pushed.customizations ?? {});
    if (malformed !== null) throw wrong(BAD_REQUEST + malformed);
    state.putBlueprint(acceptBlueprint(pushed, state.blueprints.get(pushed.name)));
    return done;
}
