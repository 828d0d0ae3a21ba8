/** Bringing the RPMs of a compose to this machine, and making sure that they are the ones dnf resolved. */
import { createHash } from "node:crypto";
import { createReadStream, existsSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import type { Package } from "./compose.ts";
import { runTool } from "./tool.ts";

/**
 * Paths of the RPMs, in the order given. Those of file: addresses stay where they are; others are fetched with curl and kept
 * in the cache under their checksum.
 *
 * @throws Error when one cannot be had, or has other bytes than its repository says.
 */
export async function fetchPackages(
    packages: readonly Package[],
    state: string,
    signal: AbortSignal,
): Promise<string[]> {
    const paths: string[] = [];
    for (const wanted of packages) {
        signal.throwIfAborted();
        paths.push(await fetchPackage(wanted, state, signal));
    }
    return paths;
}

async function fetchPackage(
    { name, remote_location, checksum, ignore_ssl }: Package,
    state: string,
    signal: AbortSignal,
) {
    const [algorithm = "", digest = ""] = checksum.split(":");
    if (!/^sha(256|384|512)$/.test(algorithm) || !/^[0-9a-f]+$/.test(digest)) {
        throw new Error(`${name}: a checksum of the kind "${algorithm}" is not accepted`);
    }
    if (remote_location.startsWith("file:")) {
        const path = fileURLToPath(remote_location);
        await checkDigest(path, algorithm, digest);
        return path;
    }
    const cache = join(state, "cache", "rpms");
    const kept = join(cache, `${digest}.rpm`);
    if (existsSync(kept)) return kept;
    mkdirSync(cache, { recursive: true });
    const options = [
        "--fail",
        "--silent",
        "--show-error",
        "--location",
        "--proto",
        "=http,https",
        ...(ignore_ssl ? ["--insecure"] : []),
    ];
    await runTool(["/usr/bin/curl", ...options, "--output", `${kept}.new`, "--", remote_location], { state, signal });
    await checkDigest(`${kept}.new`, algorithm, digest);
    renameSync(`${kept}.new`, kept);
    return kept;
}

async function checkDigest(path: string, algorithm: string, digest: string): Promise<void> {
    const hash = createHash(algorithm);
    for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) hash.update(chunk);
    const found = hash.digest("hex");
    if (found !== digest) throw new Error(`${path}: ${algorithm} is ${found}, the repository says ${digest}`);
}
