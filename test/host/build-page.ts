import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

/** Build a page of the tests as if it were ours; resolves with its directory, made in `directory`. */
export async function buildTestPage(source: string, directory: string): Promise<string> {
    const page = join(directory, "page");
    mkdirSync(page);
    await build({
        entryPoints: [source],
        outfile: join(page, "index.js"),
        bundle: true,
        format: "esm",
        alias: { cockpit: "./pkg/window-cockpit.js" },
    });
    writeFileSync(join(page, "index.css"), "");
    for (const file of ["manifest.json", "src/index.html"]) cpSync(file, join(page, file.replace("src/", "")));
    return page;
}
