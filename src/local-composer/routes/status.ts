/** What the server is, and what it builds. */
import { ok } from "../answer.ts";
import { distroNames, readDistro } from "../distros.ts";
import type { Route } from "../router.ts";

/** The answer of /api/status, the one path without a version. */
export const status = ok({
    ...{ api: "1", db_supported: true, db_version: "0", schema_version: "0" },
    ...{ backend: "cockpit-ee local composer", build: "devel", msgs: [] },
});

export const statusRoutes: readonly Route[] = [
    { method: "GET", path: "distros/list", since: 1, answer: () => ok({ distros: distroNames }) },
    {
        method: "GET",
        path: "compose/types",
        answer({ query }) {
            const { types } = readDistro(query.get("distro"));
            return ok({ types: types.map(name => ({ name, enabled: true })) });
        },
    },
];
