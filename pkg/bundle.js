/** What esbuild has to be told about PatternFly. */
import { readFile } from "node:fs/promises";

const CLASS_MAP = /@patternfly\/react-styles\/css\/.*\.m?js$/;
const COMPONENT = /@patternfly\/react-(core|table)\/dist\/(esm|dynamic)\/.*\.js$/;

/**
 * PatternFly names its classes in one object per style sheet, which no bundler can take apart. Turned into one
 * export per class, those that nobody uses fall away: less script, and `pruneStyles` sees what is in use.
 */
export const splitClassMaps = {
    name: "split-class-maps",
    setup(build) {
        build.onLoad({ filter: CLASS_MAP }, async ({ path }) => {
            const source = await readFile(path, "utf8");
            const object = source.indexOf("export default {");
            if (object < 0) return { contents: source };
            const classes = JSON.parse(source.slice(object + "export default ".length).replace(/;\s*$/, ""));
            const names = Object.keys(classes);
            const values = names.map((name, index) => `const c${index} = ${JSON.stringify(classes[name])};`);
            const list = names.map((name, index) => `c${index} as ${JSON.stringify(name)}`);
            return { contents: `${source.slice(0, object)}${values.join("\n")}\nexport { ${list.join(", ")} };` };
        });
        build.onLoad({ filter: COMPONENT }, async ({ path }) => {
            const source = await readFile(path, "utf8");
            const maps = /import (\w+) from ('@patternfly\/react-styles\/css\/[^']+')/g;
            return { contents: source.replace(maps, "import * as $1 from $2") };
        });
    },
};

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
