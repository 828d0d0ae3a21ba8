import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { gzipSync } from "node:zlib";

const IMPORT = /(?:\bfrom|\bimport)\s*"(\.[^"]+)"/g;

/**
 * What the browser fetches of a built page before it can draw: the document, the style sheet, and the script with all
 * it imports, but not what it imports on demand. Sizes in bytes of gzip -9, largest first.
 */
export function firstLoad(dist: string): { total: number; files: { name: string; size: number }[] } {
    const sizes = new Map<string, number>();
    const visit = (name: string) => {
        if (sizes.has(name)) return;
        const bytes = readFileSync(join(dist, name));
        sizes.set(name, gzipSync(bytes, { level: 9 }).length);
        if (!name.endsWith(".js")) return;
        for (const [, target = ""] of bytes.toString().matchAll(IMPORT)) visit(posix.join(posix.dirname(name), target));
    };
    for (const name of ["index.html", "index.css", "index.js"]) visit(name);
    const files = [...sizes].map(([name, size]) => ({ name, size })).sort((one, other) => other.size - one.size);
    return { total: files.reduce((sum, { size }) => sum + size, 0), files };
}
