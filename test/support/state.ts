/** The state directory as tmpfiles.d makes it on an installed machine (pkg/tmpfiles.conf). */
import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";

import { shareWithBuilders } from "./cockpit.ts";

const modes = {
    ".": 0o3775,
    definitions: 0o2770,
    versions: 0o2770,
    builds: 0o2770,
    cache: 0o2770,
    content: 0o2775,
    repo: 0o2775,
    signing: 0o2750,
};

/** Make what is missing below `path`, which may be there already. */
export function makeState(path: string): string {
    for (const [name, mode] of Object.entries(modes)) {
        mkdirSync(join(path, name), { recursive: true });
        shareWithBuilders(join(path, name));
        chmodSync(join(path, name), mode);
    }
    return path;
}
