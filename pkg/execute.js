/** Run a TypeScript program of the project, which Node 20 cannot do by itself: `node pkg/execute.js FILE [ARGUMENT]...` */
import { mkdtempSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { buildSync } from "esbuild";

const [node, , source, ...rest] = process.argv;
if (!node || !source) throw new Error("usage: node pkg/execute.js FILE [ARGUMENT]...");

// Beside the packages, so that what it imports is found from there; gone as soon as it has begun.
const directory = mkdtempSync(resolve("node_modules", ".execute-"));
const program = join(directory, "program.mjs");
const tidy = `import { rmSync as tidy } from "node:fs"; tidy(${JSON.stringify(directory)}, { recursive: true });`;
buildSync({
    entryPoints: [source],
    outfile: program,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    banner: { js: tidy },
});
process.argv = [node, source, ...rest];
await import(pathToFileURL(program).href);
