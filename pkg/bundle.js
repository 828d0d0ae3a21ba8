/** What esbuild has to be told about PatternFly. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";

const CLASS_MAP = /@patternfly\/react-styles\/css\/.*\.m?js$/;
const COMPONENT = /@patternfly\/react-(core|table)\/dist\/(esm|dynamic)\/.*\.js$/;

/**
 * What only a flyout, a cut-off title, a drawer or a menu in a cell needs, and who imports it for that: half of what
 * PatternFly's frame and tables weigh.
 */
const LATE =
    /import \{ ([\w, ]+) \} from ('[^']*\/(?:Drawer|Dropdown|Popover|Popper\/Popper|Tooltip)(?:\/Tooltip)?');/g;
const IMPORTS_LATE = /\/(react-table\/.*|Alert\/Alert|Nav\/NavItem|Page\/Page)\.js$/;

/**
 * PatternFly names its classes in one object per style sheet, which no bundler can take apart. Turned into one
 * export per class, those that nobody uses fall away: less script, and `pruneStyles` sees what is in use. And its
 * components hold on to each other; some of those imports become `late` ones.
 */
export const takePatternFlyApart = {
    name: "take-patternfly-apart",
    setup(build) {
        build.onLoad({ filter: CLASS_MAP }, async ({ path }) => {
            const source = await readFile(path, "utf8");
            const object = source.indexOf("export default {");
            if (object < 0) return { contents: source };
            const classes = JSON.parse(source.slice(object + "export default ".length).replace(/;\s*$/, ""));
            for (const [name, value] of Object.entries(classes.modifiers ?? {})) classes[`modifiers_${name}`] = value;
            const names = Object.keys(classes);
            const values = names.map((name, index) => `const c${index} = ${JSON.stringify(classes[name])};`);
            const list = names.map((name, index) => `c${index} as ${JSON.stringify(name)}`);
            return { contents: `${source.slice(0, object)}${values.join("\n")}\nexport { ${list.join(", ")} };` };
        });
        build.onLoad({ filter: COMPONENT }, async ({ path }) => {
            const source = await readFile(path, "utf8");
            const maps = /import (\w+) from ('@patternfly\/react-styles\/css\/[^']+')/g;
            const contents = source
                .replace(maps, "import * as $1 from $2")
                .replace(/\b(\w*[sS]tyles)\.modifiers\.(\w+)/g, "$1.modifiers_$2")
                .replace(/(formatBreakpointMods\([^()]*, )(\w*[sS]tyles)\b(?!\.)/g, "$1{ modifiers: $2.modifiers }");
            return { contents: IMPORTS_LATE.test(path) ? importLate(contents) : contents };
        });
    },
};

/** dockerfile-ast asks Node for the bytes of a letter, which a browser tells in its own words. */
export const askBrowserForBytes = {
    name: "ask-browser-for-bytes",
    setup(build) {
        build.onLoad({ filter: /dockerfile-ast\/lib\/util\.js$/ }, async ({ path }) => {
            const source = await readFile(path, "utf8");
            const contents = source.replace(
                'Uint8Array.from(Buffer.from(char, "UTF-8"))',
                "new TextEncoder().encode(char)",
            );
            if (/\bBuffer\b/.test(contents)) throw new Error(`${path} asks Node for more than it did`);
            return { contents };
        });
    },
};

/** The source of a component with the imports of `LATE` made when they are first shown. */
function importLate(source) {
    const wrapped = source.replace(LATE, (_import, names, from) =>
        names
            .split(", ")
            .map(name => `const ${name} = late(async () => (await import(${from})).${name});`)
            .join("\n"),
    );
    return wrapped === source
        ? source
        : `import { late } from ${JSON.stringify(resolve("src/ui/late.tsx"))};\n${wrapped}`;
}

/**
 * What is loaded on demand is said to need `app` first, which is there by then. Without it esbuild makes a file for
 * each set of pages that have something in common, forty for the first sight alone; so that is one.
 */
export const firstSightInOne = app => ({
    name: "first-sight-in-one",
    setup(build) {
        build.onResolve({ filter: /./ }, async ({ path, kind, importer, resolveDir }) => {
            if (kind !== "dynamic-import") return undefined;
            const found = await build.resolve(path, { kind: "import-statement", importer, resolveDir });
            return found.errors.length > 0 ? found : { path: found.path, namespace: "on-demand" };
        });
        build.onLoad({ filter: /./, namespace: "on-demand" }, ({ path }) => ({
            contents: `import ${JSON.stringify(resolve(app))}; export * from ${JSON.stringify(path)};`,
            resolveDir: ".",
        }));
    },
});

/** Style sheets are left out of the scripts and bundled on their own, for a page does not load those of a chunk. */
export const stylesApart = {
    name: "styles-apart",
    setup(build) {
        build.onLoad({ filter: /\.css$/ }, () => ({ contents: "", loader: "empty" }));
    },
};

/** One sheet that imports each the scripts of `entry` asked for, in their order, ours after PatternFly's. */
export function importStyles({ inputs }, entry) {
    const seen = new Set();
    const sheets = [];
    const visit = name => {
        if (seen.has(name)) return;
        seen.add(name);
        for (const { path } of inputs[name]?.imports ?? []) visit(path);
        if (name.endsWith(".css")) sheets.push(name);
    };
    visit(entry);
    const isOurs = name => Number(!name.startsWith("node_modules/"));
    sheets.sort((one, other) => isOurs(one) - isOurs(other));
    return sheets.map(name => `@import "./${name}";`).join("\n");
}

/** The script `name` with those it imports at once, which is what a browser loads before it runs any of them. */
export function firstScripts({ outputs }, name) {
    const found = new Set();
    const visit = script => {
        if (found.has(script)) return;
        found.add(script);
        for (const { path, kind } of outputs[script].imports) if (kind === "import-statement") visit(path);
    };
    visit(name);
    return found;
}
