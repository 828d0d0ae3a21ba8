/** Why a recorded request is not played. */

import { isNewer, isOffered, notApplied } from "./claims.ts";
import type { Recording } from "./recording.ts";

const reasons: readonly (readonly [reason: string, names: RegExp])[] = [
    ["the cloud API is not the weldr API", /^cloudapi-/],
    ["not a request", /^manifest-/],
    ["endpoint not built yet: freeze and depsolve of blueprints", /^(blueprints|bpcase)-(freeze|depsolve)/],
    [
        "endpoint not built yet: history and workspace of blueprints",
        /^blueprints-(change|changes|diff|tag|undo|workspace)(-|$)|info-(after-undo|with-workspace)/,
    ],
    ["endpoint not built yet: projects/list and modules/info", /^(projects-list|modules-info)-/],
    ["endpoint not built yet: logs, metadata and results of composes", /-(logs|metadata|results)$/],
    ["TOML is not taken or given", /toml/],
    ["has a blueprint from TOML with customizations that are not applied here", /^blueprints-info-multi$/],
    ["customizations that are not applied vanish when they are pushed, so that reading back tells", notApplied],
    ["the recorded server is older than files and directories in a blueprint", isNewer],
    [
        "the distribution is not built here",
        /rhel|centos-8|fedora-3[68]|^source-(broken|file)|^source-new-(gpg|rhsm|badchars)|^source-info-all-after$|^source-list-after$|^source-new-metalink$/,
    ],
    ["the image type is not built here", /^cz-compose-t-|^compose-start-(testmode|v0-api)/],
    ["the real one crashes", /rhsm$|^compose-crashed|testmode-ostree/],
    ["the real one loses the log when packages cannot be fetched, this one tells", /^compose-sourcefail-/],
    ["binary: the tests of composes take it apart", /^compose-finished-image(-range)?$/],
    ["no worker is a state this composer cannot be in", /no-worker/],
];

/** The reason, or null when there is none. */
export function leftOut(name: string, recordings: ReadonlyMap<string, Recording>): string | null {
    if (/^cz-/.test(name) && !isOffered(recordings, name)) return "the distribution is not built here";
    return reasons.find(([, names]) => names.test(name))?.[0] ?? null;
}
