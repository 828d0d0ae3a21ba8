/**
 * From src/ to dist/, which is the installed page: `node pkg/build.js [--watch]`.
 *
 * dist/ itself is never removed, only filled, because a running Cockpit may have it mounted.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { build } from "esbuild";

import {
    askBrowserForBytes,
    firstScripts,
    firstSightInOne,
    importStyles,
    stylesApart,
    takePatternFlyApart,
} from "./bundle.js";
import { pruneStyles } from "./styles.js";

const DIST = "dist";
const PAGE = "src/index.tsx";
const HELPERS = "src/local-composer";
const workers = { "src/ui/definitions/reading-worker.ts": "reading-worker.js" };
const programs = { "src/cli.ts": "cli.js", "src/local-composer/main.ts": "local-composer.js" };

const shared = {
    bundle: true,
    metafile: true,
    minify: true,
    legalComments: "linked",
    logLevel: "warning",
    write: false,
};

/**
 * Cockpit's content security policy forbids zod's compiled validators. At the head of every file, because chunks with
 * schemas are run before the page's own first line.
 */
const interpretedSchemas = { js: "(globalThis.__zod_globalConfig ??= {}).jitless = true;" };

/**
 * The page: index.js with its chunks, and the fonts. Its styles twice: all.css for all pages, and index.css, which is
 * what the scripts of the first sight lead to, so that it does not wait for the rest. src/ui/late.tsx loads the other.
 */
async function buildPage(entry) {
    const scripts = await build({
        ...shared,
        entryPoints: [entry],
        outdir: DIST,
        format: "esm",
        splitting: true,
        chunkNames: "chunks/[name]-[hash]",
        target: "es2022",
        define: { "process.env.NODE_ENV": '"production"' },
        banner: interpretedSchemas,
        alias: { cockpit: "./pkg/window-cockpit.js" },
        plugins: [firstSightInOne("src/ui/app.tsx"), takePatternFlyApart, stylesApart, askBrowserForBytes],
    });
    const sheets = await build({
        ...shared,
        stdin: { contents: importStyles(scripts.metafile, entry), loader: "css", resolveDir: "." },
        outfile: join(DIST, "all.css"),
        assetNames: "assets/[name]",
        loader: { ".woff2": "file", ".woff": "file", ".svg": "file", ".jpg": "file", ".png": "file" },
    });
    const isSheet = ({ path }) => path.endsWith(".css");
    const sheet = sheets.outputFiles.find(isSheet).text;
    const code = scripts.outputFiles.filter(file => file.path.endsWith(".js"));
    const first = firstScripts(scripts.metafile, join(DIST, "index.js"));
    const prune = files => pruneStyles(sheet, files.map(({ text }) => text).join("\n"));
    return [
        ...scripts.outputFiles,
        ...sheets.outputFiles.filter(file => !isSheet(file)),
        { path: join(DIST, "all.css"), contents: prune(code) },
        { path: join(DIST, "index.css"), contents: prune(code.filter(({ path }) => first.has(relative("", path)))) },
    ];
}

/** What runs beside the page, in one file of its own. */
async function buildWorker(source, name) {
    const { outputFiles } = await build({
        ...shared,
        entryPoints: [source],
        outfile: join(DIST, name),
        format: "iife",
        target: "es2022",
        banner: interpretedSchemas,
    });
    return outputFiles;
}

/** A program for Node 20 that needs nothing beside it. */
async function buildProgram(source, name) {
    const { outputFiles } = await build({
        ...shared,
        entryPoints: [source],
        outfile: join(DIST, name),
        platform: "node",
        format: "esm",
        target: "node20",
        // The build for Node of this package looks into the environment with every token, which takes half of the time.
        alias: { yaml: "./node_modules/yaml/browser/index.js" },
        // Bundled CommonJS packages ask for Node's own modules by require.
        banner: {
            js: '#!/usr/bin/env node\nimport { createRequire } from "node:module";const require = createRequire(import.meta.url);',
        },
    });
    return outputFiles;
}

async function buildAll() {
    const started = Date.now();
    process.exitCode = 0;
    const present = Object.entries(programs).filter(([source]) => existsSync(source));
    const outputs = await settled([
        ...(existsSync(PAGE) ? [buildPage(PAGE)] : []),
        ...Object.entries(workers).map(([source, name]) => buildWorker(source, name)),
        ...present.map(([source, name]) => buildProgram(source, name)),
    ]);

    const helpers = existsSync(HELPERS) ? readdirSync(HELPERS).filter(name => name.endsWith(".py")) : [];
    const files = [
        ...outputs.flat(),
        ...["manifest.json", "src/index.html"].map(path => ({
            path: join(DIST, basename(path)),
            contents: readFileSync(path),
        })),
        ...helpers.map(name => ({
            path: join(DIST, "local-composer", name),
            contents: readFileSync(join(HELPERS, name)),
        })),
    ];
    for (const { path, contents } of files) {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, contents);
    }
    if (!process.exitCode) removeOthers(new Set(files.map(({ path }) => resolve(path))));
    console.log(`dist/ built in ${Date.now() - started} ms`);
}

/** What could be built. That a program is broken does not keep the page from being looked at. */
async function settled(builds) {
    const results = await Promise.allSettled(builds);
    // esbuild has said why.
    if (results.some(({ status }) => status === "rejected")) process.exitCode = 1;
    return results.flatMap(result => (result.status === "fulfilled" ? [result.value] : []));
}

/** What an earlier build left in dist/ and this one did not make; what could not be made now stays as it was. */
function removeOthers(made) {
    for (const entry of readdirSync(DIST, { recursive: true, withFileTypes: true })) {
        const path = resolve(entry.parentPath, entry.name);
        if (entry.isFile() && !made.has(path)) rmSync(path);
    }
}

await buildAll();
if (process.argv.includes("--watch")) {
    let queued = Promise.resolve();
    let timer;
    watch("src", { recursive: true }, () => {
        clearTimeout(timer);
        timer = setTimeout(() => {
            queued = queued.then(buildAll).catch(error => console.error(error.message));
        }, 50);
    });
}
