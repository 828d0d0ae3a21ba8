import { expect, test } from "vitest";

import { pruneStyles } from "../../pkg/styles.js";

const scripts =
    'className:"pf-v6-c-button pf-m-primary",theme:"pf-v6-theme-dark",icon:"pf-v6-c-button__icon",style:{"--set-by-script":1}';

test.each([
    [".pf-v6-c-button{color:red}", "a component that a script names"],
    [".pf-v6-c-button.pf-m-primary .pf-v6-c-button__icon{color:red}", "its parts and modifiers"],
    [".pf-v6-c-button:not(.pf-v6-c-card){color:red}", "what is only told apart from another component"],
    [":root:where(.pf-v6-theme-dark) a{color:red}", "the theme it sets"],
    [":root:where(.pf-v6-theme-high-contrast) a{color:red}", "high contrast, which others set"],
    [":where(:root:not(.pf-v6-theme-glass)) a{color:red}", "what holds where a theme is not"],
    [":where(.ours, .pf-v6-theme-glass) a{color:red}", "what holds without a theme, too"],
    [".ours{color:red}", "what is ours"],
    ["a{color:var(--x)}:root{--x:var(--y);--y:red}", "a variable that leads to a property"],
    [":root{--set-by-script:red}", "a variable that a script sets"],
    ["@media (width>1px){.ours{color:red}}", "a rule for some screens"],
])("%s stays: %s", sheet => {
    expect(pruneStyles(sheet, scripts)).toBe(sheet);
});

test.each([
    [".pf-v6-c-card{color:red}", ""],
    [".pf-v6-c-button .pf-v6-c-card__title{color:red}", ""],
    [".pf-v6-c-button.pf-m-huge{color:red}", ""],
    [":root:where(.pf-v6-theme-dark.pf-v6-theme-glass) a{color:red}", ""],
    [".pf-v6-c-card,.pf-v6-c-button{color:red}", ".pf-v6-c-button{color:red}"],
    ["@media (width>1px){.pf-v6-c-card{color:red}}", ""],
    [".ours{--x:var(--y);color:red}:root{--y:red}", ".ours{color:red}"],
])("%s becomes “%s”", (sheet, pruned) => {
    expect(pruneStyles(sheet, scripts)).toBe(pruned);
});
