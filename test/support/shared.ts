/** Material that lies beside the project on some machines, and that the project passes without. */
import { existsSync } from "node:fs";
import { join } from "node:path";

const shared = join(import.meta.dirname, "../../../shared");

/** Where that file or directory of it is; null, and said, when it is not there. */
export function findShared(path: string): string | null {
    const found = join(shared, path);
    if (existsSync(found)) return found;
    console.log(`not read, since it is not there: shared/${path}`);
    return null;
}
