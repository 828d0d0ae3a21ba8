/**
 * Signatures of RPMs, checked with the keys of their source and with no others, as osbuild does it; what is not signed at all
 * is refused too, where rpm's own default would let it pass.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Package } from "./compose.ts";
import { runTool, ToolError } from "./tool.ts";

/** RPMs that have the same keys are checked by one program. */
type Checked = { keys: readonly string[]; files: string[] };

/**
 * @param files Of the packages, in their order.
 * @param directory Has to be there; what is made in it is gone afterwards.
 * @throws Error when one that has to be signed is not, or by another, with what rpm says of it.
 */
export async function checkSignatures(
    packages: readonly Package[],
    files: readonly string[],
    { state, directory, signal }: { state: string; directory: string; signal: AbortSignal },
): Promise<void> {
    const groups = new Map<string, Checked>();
    for (const [index, { check_gpg, gpgkeys = [] }] of packages.entries()) {
        if (!check_gpg) continue;
        const group = groups.get(gpgkeys.join()) ?? { keys: gpgkeys, files: [] };
        groups.set(gpgkeys.join(), group);
        group.files.push(files[index] ?? "");
    }
    for (const group of groups.values()) {
        const keyring = join(directory, "keyring");
        mkdirSync(keyring);
        try {
            await checkGroup(group, keyring, state, signal);
        } finally {
            rmSync(keyring, { recursive: true });
        }
    }
}

async function checkGroup({ keys, files }: Checked, keyring: string, state: string, signal: AbortSignal) {
    // Else rpm of Debian has its database where the user's home is, and takes a package that is not signed for a good one.
    const options = { _dbpath: keyring, _db_backend: "sqlite", _pkgverify_level: "signature" };
    const defines = Object.entries(options).flatMap(([name, value]) => ["--define", `${name} ${value}`]);
    const rpmkeys = ["/usr/bin/rpmkeys", ...defines] as const;
    for (const [index, key] of keys.entries()) {
        const file = join(keyring, `key-${index}.asc`);
        writeFileSync(file, key);
        await runTool([...rpmkeys, "--import", file], { state, signal }).catch((error: unknown) => {
            throw error instanceof ToolError ? new Error(`importing a GPG key: ${error.message}`) : error;
        });
    }
    await runTool([...rpmkeys, "--checksig", "--", ...files], { state, signal }).catch((error: unknown) => {
        if (!(error instanceof ToolError)) throw error;
        const refused = error.stdout.split("\n").filter(line => / NOT OK\b/.test(line));
        throw new Error([...refused, error.message].join("\n"));
    });
}
