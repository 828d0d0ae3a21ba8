/** Leave out of a style sheet what no script of ours can ask for; PatternFly's holds far more than a page uses. */
import postcss from "postcss";

const CLASS = /\.((?:[\w-]|\\.)+)/g;
const OF_PATTERNFLY = /^pf-(?:v6-(?:[clu]|theme)|m)-/;
/** Whoever needs it sets it, not our scripts. */
const HIGH_CONTRAST = "pf-v6-theme-high-contrast";

/** The sheet without the rules and the variables that nothing in these scripts, or in the rest of the sheet, leads to. */
export function pruneStyles(sheet, scripts) {
    const root = postcss.parse(sheet);
    pruneRules(root, new Set([HIGH_CONTRAST, ...(scripts.match(/pf-(?:v6|m)-[\w-]+/g) ?? [])]));
    pruneVariables(root, scripts.match(/--[\w-]+/g) ?? []);
    root.walkAtRules(rule => {
        if (rule.nodes?.length === 0) rule.remove();
    });
    return root.toString();
}

/**
 * Without the rules for components, layouts, utilities, modifiers and themes of PatternFly whose class is in none of
 * the scripts; everything of ours stays. What stands in `:not()`, `:is()` and the like is not looked at, so a rule is
 * rather kept than lost.
 */
function pruneRules(root, classes) {
    const isNeeded = selector =>
        [...withoutArguments(selector).matchAll(CLASS)].every(
            ([, name]) => !OF_PATTERNFLY.test(name) || classes.has(name),
        );
    root.walkRules(rule => {
        const selectors = rule.selectors.filter(isNeeded);
        if (selectors.length === 0) rule.remove();
        else if (selectors.length < rule.selectors.length) rule.selectors = selectors;
    });
}

/** Without the variables that neither a script, nor a property, nor a variable that is itself needed reads. */
function pruneVariables(root, namedByScripts) {
    const reads = new Map();
    const needed = new Set();
    const waiting = [...namedByScripts];
    root.walkDecls(({ prop, value }) => {
        const names = value.match(/--[\w-]+/g) ?? [];
        if (prop.startsWith("--")) reads.set(prop, [...(reads.get(prop) ?? []), ...names]);
        else waiting.push(...names);
    });
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
        if (needed.has(name)) continue;
        needed.add(name);
        waiting.push(...(reads.get(name) ?? []));
    }
    root.walkDecls(/^--/, declaration => {
        if (needed.has(declaration.prop)) return;
        const rule = declaration.parent;
        declaration.remove();
        if (rule?.nodes?.length === 0) rule.remove();
    });
}

/** `a:not(.b):is(.c, .d):where(.e) f` as `a.e f`: without what stands in parentheses, unless it has to be so. */
function withoutArguments(selector) {
    const innermost = /:([\w-]+)\(([^()]*)\)/g;
    const opened = selector.replace(innermost, (_whole, name, inside) =>
        name === "where" && !inside.includes(",") ? inside : "",
    );
    return opened === selector ? selector : withoutArguments(opened);
}
