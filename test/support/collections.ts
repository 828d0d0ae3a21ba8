/** Real collections for tests: artefacts made of Debian's `ansible` package, kept in the user's cache. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

/** What `make run` serves, and most tests; each with different requirements, ansible.netcommon needs ansible.utils. */
export const COLLECTIONS: readonly string[] = [
    "ansible.netcommon",
    "ansible.posix",
    "ansible.utils",
    "community.crypto",
    "community.general",
    "kubernetes.core",
];

const REPACK = join("test", "support", "galaxy", "repack.py");

/**
 * Answers the directory of the artefacts, NAMESPACE-NAME-VERSION.tar.gz each; it is shared, so nothing may write there.
 *
 * @param names `namespace.name`, or `namespace.name:1.9.0` for the same under another version.
 */
export async function collectionArtefacts(names: readonly string[] = COLLECTIONS, env = process.env): Promise<string> {
    const { stdout } = await promisify(execFile)("/usr/bin/python3", [REPACK, ...names], { env });
    return stdout.trim();
}
