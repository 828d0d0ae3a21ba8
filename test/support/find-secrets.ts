/** Whether a text lies anywhere below a directory: as it is, in base64, in gzip, in an RPM. */
import { execFileSync, spawnSync } from "node:child_process";
import { closeSync, openSync, readdirSync, readFileSync, readSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** In base64 at each of the three places that a text can have in it, and as it is. */
export const formsOf = (secrets: readonly string[]): string[] =>
    secrets.flatMap(secret => [
        secret,
        ...[0, 1, 2].map(shift =>
            Buffer.from(`${"x".repeat(shift)}${secret}`)
                .toString("base64")
                .slice(4, -4),
        ),
    ]);

/** Files that hold one of them in one of its forms, and how many were read. */
export function findSecrets(where: string, secrets: readonly string[]): { found: string[]; read: number } {
    const forms = formsOf(secrets);
    const grep = ["--recursive", "--files-with-matches", "--fixed-strings", "--binary-files=text", "--file=-"];
    const { status, stdout } = spawnSync("grep", [...grep, "--", where], {
        ...{ input: forms.join("\n"), encoding: "utf8", env: { PATH: "/usr/bin:/bin", LC_ALL: "C" } },
    });
    if (status !== 0 && status !== 1) throw new Error(`grep ended with ${status}`);
    const files = readdirSync(where, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
    const paths = files.map(({ parentPath, name }) => join(parentPath, name));
    const packed = paths.filter(path => {
        const bytes = unpack(path);
        return bytes && forms.some(form => bytes.includes(form));
    });
    return { found: [...new Set([...stdout.split("\n").filter(Boolean), ...packed])].toSorted(), read: paths.length };
}

/** What a packed file holds; null of any other. */
function unpack(path: string): Buffer | null {
    if (path.endsWith(".rpm"))
        return execFileSync("rpm2archive", ["-n", "-"], { input: readFileSync(path), maxBuffer: 2 ** 30 });
    return startOf(path).equals(GZIP) ? gunzipSync(readFileSync(path)) : null;
}

const GZIP = Buffer.from([0x1f, 0x8b]);

function startOf(path: string): Buffer {
    const file = openSync(path, "r");
    try {
        const bytes = Buffer.alloc(GZIP.length);
        return bytes.subarray(0, readSync(file, bytes));
    } finally {
        closeSync(file);
    }
}
