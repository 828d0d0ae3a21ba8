/** Which route a request belongs to. Mirrors the router of the real one (julienschmidt/httprouter), decoded paths and all. */
import { type Answer, notFound, Refusal } from "./answer.ts";
import type { Parts } from "./parts.ts";

export type Method = "GET" | "POST" | "DELETE";

export type Request = {
    version: 0 | 1;
    /** What stands in the place of `:name` or `*name` in the route's path; "" where it has none. */
    argument: string;
    query: URLSearchParams;
    contentType: string | null;
    body: string;
};

export type Route = {
    method: Method;
    /** Below /api/vN/. ":name" at the end is one segment that is not empty, "*name" is all the rest and may be empty. */
    path: string;
    /** First version of the API that has it; 0 unless told. */
    since?: 1;
    answer: (request: Request, parts: Parts) => Answer | Promise<Answer>;
};

export type Found = { route: Route; version: 0 | 1; argument: string };

/**
 * The route for a request.
 *
 * @param path Decoded, without the query.
 * @throws Refusal 404; or `{ allow }` when the path is known with other methods only.
 */
export function findRoute(routes: readonly Route[], method: string, path: string): Found | { allow: string } {
    const [, version, rest] = /^\/api\/v([01])\/(.*)$/s.exec(path) ?? [];
    if (version === undefined || rest === undefined) throw notFound();
    const here: Found[] = [];
    for (const route of routes) {
        const argument = version === "0" && route.since === 1 ? null : matchPath(route.path, rest);
        if (argument !== null) here.push({ route, version: version === "0" ? 0 : 1, argument });
    }
    if (here.length === 0) throw notFound();
    const found = here.find(({ route }) => route.method === method);
    return found ?? { allow: [...here.map(({ route }) => route.method), "OPTIONS"].join(", ") };
}

function matchPath(pattern: string, path: string): string | null {
    const [, fixed = "", kind] = /^([^:*]*)([:*]?)/.exec(pattern) ?? [];
    if (kind === "") return path === fixed ? "" : null;
    if (!path.startsWith(fixed)) return null;
    const argument = path.slice(fixed.length);
    return kind === ":" && (argument === "" || argument.includes("/")) ? null : argument;
}

/** A path as it came, without its escapes. */
export function decodePath(path: string): string {
    try {
        return decodeURIComponent(path);
    } catch {
        throw new Refusal(400, "HTTPError", "Bad Request");
    }
}
