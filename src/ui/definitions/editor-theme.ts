/** How the text looks: Cockpit's own tokens, which reach into the editor's shadow root. */
import { HighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { properties } from "@codemirror/legacy-modes/mode/properties";
import { yaml } from "@codemirror/legacy-modes/mode/yaml";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const token = (name: string) => `var(--pf-t--global--${name})`;

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
        tag: [tags.atom, tags.propertyName, tags.definition(tags.propertyName)],
        color: token("text--color--link--default"),
    },
    { tag: tags.meta, color: token("text--color--subtle") },
]);

export const editorLook: Extension = [look, syntaxHighlighting(colours)];

/** Lists of requirements have no grammar but their comments. */
const lines = StreamLanguage.define<null>({
    startState: () => null,
    token: stream => {
        if (stream.sol() && stream.match(/\s*#.*/)) return "comment";
        if (stream.match(/\s+#.*/)) return "comment";
        stream.match(/\s*\S+/) || stream.skipToEnd();
        return null;
    },
});

/** The colours for a file, told by its name. */
export function languageOf(file: string): Extension {
    if (/\.ya?ml$/.test(file)) return StreamLanguage.define(yaml);
    if (/\.(?:cfg|conf|ini|toml)$/.test(file)) return StreamLanguage.define(properties);
    return lines;
}
