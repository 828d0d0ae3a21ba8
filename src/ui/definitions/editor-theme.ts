/** How the text looks: Cockpit's own tokens, which reach into the editor's shadow root. */
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** A token of the design, by its name without what all of them begin with. */
export const token = (name: string) => `var(--pf-t--global--${name})`;

const look = EditorView.theme({
    "&": {
        blockSize: "100%",
        color: token("text--color--regular"),
        backgroundColor: token("background--color--primary--default"),
        fontSize: token("font--size--body--sm"),
    },
    "&.cm-focused": { outline: "none" },
    ".cm-scroller": { fontFamily: token("font--family--mono"), lineHeight: "1.55" },
    ".cm-content": { paddingBlock: token("spacer--sm"), caretColor: token("text--color--regular") },
    ".cm-gutters": {
        backgroundColor: token("background--color--secondary--default"),
        color: token("text--color--subtle"),
        border: "none",
    },
    ".cm-cursor": { borderColor: token("text--color--regular") },
    ".cm-selectionBackground, &.cm-focused .cm-selectionBackground": {
        backgroundColor: `${token("background--color--highlight--default")} !important`,
    },
    ".cm-shown-line": { backgroundColor: token("background--color--secondary--default") },
    ".cm-findings": { inlineSize: "1.5em" },
    ".cm-error, .cm-warning": { textDecoration: "underline wavy 1.5px", textUnderlineOffset: "3px" },
    ".cm-error": { textDecorationColor: token("color--status--danger--default") },
    ".cm-warning": { textDecorationColor: token("color--status--warning--default") },
    ".cm-mark": {
        display: "inline-flex",
        inlineSize: "1em",
        blockSize: "1.55em",
        alignItems: "center",
        marginInlineStart: "0.3em",
    },
    ".cm-mark svg": { inlineSize: "1em", blockSize: "1em", fill: "currentColor" },
    ".cm-error-mark": { color: token("icon--color--status--danger--default") },
    ".cm-warning-mark": { color: token("icon--color--status--warning--default") },
});

const colours = HighlightStyle.define([
    { tag: tags.comment, color: token("text--color--subtle"), fontStyle: "italic" },
    {
        tag: [tags.atom, tags.heading, tags.definition(tags.variableName)],
        color: token("text--color--link--default"),
    },
    { tag: tags.meta, color: token("text--color--subtle") },
]);

export const editorLook: Extension = [look, syntaxHighlighting(colours)];
