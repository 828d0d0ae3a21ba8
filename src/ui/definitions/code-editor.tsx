/**
 * The text of one file.
 *
 * It lives in a shadow root: there CodeMirror's style is an adopted sheet, which Cockpit's Content-Security-Policy
 * allows, and the design tokens still reach it. Undo is the page's, over all files, so CodeMirror keeps no history.
 */
import { defaultKeymap } from "@codemirror/commands";
import { Compartment, EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, drawSelection, EditorView, keymap, lineNumbers } from "@codemirror/view";
import { useEffect, useRef } from "react";

import type { Issue } from "../../issue.ts";
import { findingsExtension, nextFinding, rangeOf, showFindings } from "./editor-findings.ts";
import { editorLook, languageOf } from "./editor-theme.ts";
import { differenceOf } from "./text-difference.ts";
import type { Spot } from "./use-spot.ts";

type CodeEditorProps = {
    /** Also the field's accessible name. */
    file: string;
    text: string;
    findings: readonly Issue[];
    /** Where to look; see `useSpots`. */
    spot: Spot | null;
    isReadOnly: boolean;
    onChange: (text: string) => void;
};

const showLine = StateEffect.define<number | null>();
const shownLine = StateField.define({
    create: () => Decoration.none,
    update(shown, { effects, docChanged }) {
        for (const effect of effects)
            if (effect.is(showLine))
                return effect.value === null
                    ? Decoration.none
                    : Decoration.set([Decoration.line({ class: "cm-shown-line" }).range(effect.value)]);
        return docChanged ? Decoration.none : shown;
    },
    provide: self => EditorView.decorations.from(self),
});

const readOnly = new Compartment();

export function CodeEditor({ file, text, findings, spot, isReadOnly, onChange }: CodeEditorProps) {
    const host = useRef<HTMLDivElement>(null);
    const editor = useRef<EditorView | null>(null);
    const latest = useRef({ text, onChange });
    latest.current = { text, onChange };

    useEffect(() => {
        if (!host.current) return;
        const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: "open" });
        const view = new EditorView({
            parent: root,
            root,
            state: EditorState.create({ doc: latest.current.text, extensions: extensionsFor(file, latest) }),
        });
        editor.current = view;
        return () => {
            editor.current = null;
            view.destroy();
        };
    }, [file]);

    useEffect(() => {
        const view = editor.current;
        const change = view && differenceOf(view.state.doc.toString(), text);
        if (view && change) view.dispatch({ changes: change });
    }, [text]);

    useEffect(
        () => editor.current?.dispatch({ effects: readOnly.reconfigure(EditorState.readOnly.of(isReadOnly)) }),
        [isReadOnly],
    );

    // A new file means a new editor, which knows no findings and has not been sent anywhere yet.
    // biome-ignore lint/correctness/useExhaustiveDependencies: see above
    useEffect(() => {
        if (editor.current) showFindings(editor.current, findings);
    }, [findings, file]);

    useEffect(() => {
        if (editor.current && spot?.file === file) lookAt(editor.current, spot);
    }, [spot, file]);

    return <div ref={host} dir="ltr" className="ee-editor" />;
}

function extensionsFor(file: string, latest: { current: { text: string; onChange: (text: string) => void } }) {
    return [
        lineNumbers(),
        findingsExtension,
        shownLine,
        drawSelection(),
        languageOf(file),
        editorLook,
        readOnly.of(EditorState.readOnly.of(false)),
        // Without tabindex, readers meet a scroll area that cannot be reached.
        EditorView.contentAttributes.of({ "aria-label": file, tabindex: "0" }),
        keymap.of([
            {
                key: "F8",
                run: view => {
                    const next = nextFinding(view.state);
                    if (next) lookAt(view, { ...next, takesFocus: true });
                    return next !== null;
                },
            },
            ...defaultKeymap,
        ]),
        EditorView.updateListener.of(({ docChanged, state }) => {
            if (!docChanged) return;
            const text = state.doc.toString();
            if (text !== latest.current.text) latest.current.onChange(text);
        }),
    ];
}

function lookAt(view: EditorView, { line, column, takesFocus }: Pick<Spot, "line" | "column" | "takesFocus">): void {
    const { from } = rangeOf(view.state, { line, column });
    const start = view.state.doc.lineAt(from).from;
    view.dispatch({
        effects: [showLine.of(start), EditorView.scrollIntoView(from, { y: "center" })],
        ...(takesFocus ? { selection: { anchor: from } } : {}),
    });
    if (takesFocus) view.focus();
}
