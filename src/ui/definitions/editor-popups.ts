/** How completions, documentation, findings under the pointer and the search panel look. */
import { EditorView } from "@codemirror/view";

import { token } from "./editor-theme.ts";

const small = token("font--size--body--sm");
const border = `${token("border--width--regular")} solid ${token("border--color--default")}`;
const subtle = token("text--color--subtle");

const field = {
    color: token("text--color--regular"),
    backgroundColor: token("background--color--primary--default"),
    border,
    borderRadius: token("border--radius--small"),
    font: "inherit",
    margin: "0",
    paddingBlock: token("spacer--xs"),
    paddingInline: token("spacer--sm"),
};

const focus = { outline: `2px solid ${token("border--color--clicked")}`, outlineOffset: "1px" };

export const popupLook = EditorView.theme({
    ".cm-tooltip": {
        color: token("text--color--regular"),
        backgroundColor: token("background--color--floating--default"),
        border,
        borderRadius: token("border--radius--small"),
        boxShadow: token("box-shadow--md"),
        fontFamily: token("font--family--body"),
        fontSize: small,
        zIndex: token("z-index--md"),
    },
    ".cm-tooltip.cm-tooltip-autocomplete > ul": {
        fontFamily: token("font--family--mono"),
        maxBlockSize: "16em",
        paddingBlock: token("spacer--xs"),
    },
    ".cm-tooltip.cm-tooltip-autocomplete > ul > li": {
        color: token("text--color--regular"),
        paddingBlock: token("spacer--xs"),
        paddingInline: token("spacer--sm"),
        lineHeight: "1.4",
    },
    ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
        color: token("text--color--regular"),
        backgroundColor: token("background--color--action--plain--hover"),
        boxShadow: `inset 3px 0 ${token("border--color--clicked")}`,
    },
    ".cm-completionMatchedText": { color: token("text--color--link--default"), textDecoration: "none" },
    ".cm-tooltip.cm-completionInfo": { padding: "0", maxInlineSize: "24rem", whiteSpace: "normal" },
    ".cm-documentation, .cm-told": {
        display: "grid",
        gap: token("spacer--xs"),
        maxInlineSize: "24rem",
        paddingBlock: token("spacer--sm"),
        paddingInline: token("spacer--md"),
        lineHeight: "1.5",
    },
    ".cm-documentation p, .cm-told p": { margin: "0", overflowWrap: "anywhere" },
    ".cm-documentation code": { fontFamily: token("font--family--mono") },
    ".cm-word code": { color: token("text--color--link--default") },
    ".cm-facts": { color: subtle },
    ".cm-tooltip-section:not(:first-child)": { borderBlockStart: border },
    ".cm-placeholder": { color: subtle, fontStyle: "italic" },
    ".cm-panels": {
        color: token("text--color--regular"),
        backgroundColor: token("background--color--secondary--default"),
    },
    ".cm-panels.cm-panels-top": { borderBlockEnd: border },
    ".cm-panel.cm-search": {
        display: "flex",
        flexWrap: "wrap",
        alignItems: "center",
        gap: token("spacer--sm"),
        padding: token("spacer--sm"),
        paddingInlineEnd: token("spacer--2xl"),
        fontFamily: token("font--family--body"),
        fontSize: small,
    },
    ".cm-panel.cm-search .cm-textfield": { ...field, fontFamily: token("font--family--mono"), inlineSize: "12rem" },
    ".cm-panel.cm-search .cm-button": { ...field, backgroundImage: "none", cursor: "pointer" },
    ".cm-panel.cm-search .cm-button:hover": { backgroundColor: token("background--color--action--plain--hover") },
    ".cm-panel.cm-search label": {
        display: "inline-flex",
        gap: token("spacer--xs"),
        alignItems: "center",
        margin: "0",
        fontSize: small,
    },
    ".cm-panel.cm-search input[type=checkbox]": { inlineSize: "1rem", blockSize: "1rem", margin: "0" },
    ".cm-panel.cm-search [name=close]": {
        color: token("text--color--regular"),
        fontSize: token("font--size--body--lg"),
        inlineSize: "1.75rem",
        blockSize: "1.75rem",
        cursor: "pointer",
    },
    ".cm-panel.cm-search input:focus-visible": focus,
    ".cm-panel.cm-search button:focus-visible": focus,
    // Several cursors at once are more than these short texts need.
    ".cm-panel.cm-search [name=select]": { display: "none" },
    ".cm-searchMatch": { backgroundColor: "transparent", outline: `1px solid ${token("border--color--clicked")}` },
    ".cm-searchMatch-selected": { backgroundColor: token("background--color--action--plain--clicked") },
});
