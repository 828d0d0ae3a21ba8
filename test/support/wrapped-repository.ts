/** The RPM repository in which Ansible really runs: Debian's own packages under the names that EE authors write. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Answers its URL, for --repo. Made once and kept in the user's cache. */
export async function wrappedRepository(): Promise<string> {
    const { stdout } = await promisify(execFile)("/usr/bin/python3", ["src/local-composer/wrap/repository.py"]);
    return `file://${stdout.trim()}`;
}
