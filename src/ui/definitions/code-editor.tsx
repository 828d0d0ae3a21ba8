/**
 * The text of one file.
 *
 * It lives in a shadow root: there CodeMirror's style is an adopted sheet, which Cockpit's Content-Security-Policy
 * allows, and the design tokens still reach it. Undo is the page's, over all files, so CodeMirror keeps no history.
 */
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { useEffect, useRef } from "react";
import { flushSync } from "react-dom";

import type { Files } from "../../ee/files.ts";
import type { Issue } from "../../issue.ts";
import { editorExtensions, readOnly } from "./editor-extensions.ts";
import { showFindings } from "./editor-findings.ts";
import { lookAt } from "./editor-spot.ts";
import { lineEndsOf, withoutReturns, withReturns } from "./line-ends.ts";
import { differenceOf } from "./text-difference.ts";
import type { Spot } from "./use-spot.ts";

type CodeEditorProps = {
    /** Also the field's accessible name. */
    file: string;
    text: string;
    /** All files, for what can be named. */
    files: Files;
    findings: readonly Issue[];
    /** Where to look; see `useSpots`. */
    spot: Spot | null;
    /** Said while the text is empty. */
    placeholder: string;
    isReadOnly: boolean;
    onChange: (text: string) => void;
};

export function CodeEditor(props: CodeEditorProps) {
    const { file, text, findings, spot, isReadOnly } = props;
    const host = useRef<HTMLDivElement>(null);
    const editor = useRef<EditorView | null>(null);
    const latest = useRef(props);
    latest.current = props;
    const ends = lineEndsOf(text);

    useEffect(() => {
        if (!host.current) return;
        const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: "open" });
        const keepText = EditorView.updateListener.of(({ docChanged, state }) => {
            if (!docChanged) return;
            const changed = withReturns(state.doc.toString(), ends);
            // Drawn at once: a text that comes back late would take away what was typed meanwhile.
            if (changed !== latest.current.text) flushSync(() => latest.current.onChange(changed));
        });
        const extensions = [
            editorExtensions(file, latest),
            readOnly.of(EditorState.readOnly.of(latest.current.isReadOnly)),
            ends === "mixed" ? EditorState.lineSeparator.of("\n") : [],
            keepText,
        ];
        const doc = withoutReturns(latest.current.text, ends);
        const view = new EditorView({ parent: root, root, state: EditorState.create({ doc, extensions }) });
        editor.current = view;
        return () => {
            editor.current = null;
            view.destroy();
        };
    }, [file, ends]);

    useEffect(() => {
        const view = editor.current;
        const change = view && differenceOf(view.state.doc.toString(), withoutReturns(text, ends));
        if (view && change) view.dispatch({ changes: change });
    }, [text, ends]);

    useEffect(
        () => editor.current?.dispatch({ effects: readOnly.reconfigure(EditorState.readOnly.of(isReadOnly)) }),
        [isReadOnly],
    );

    // A new file means a new editor, which knows no findings and has not been sent anywhere yet.
    // biome-ignore lint/correctness/useExhaustiveDependencies: see above
    useEffect(() => {
        if (editor.current) showFindings(editor.current, findings);
    }, [findings, file, ends]);

    useEffect(() => {
        if (editor.current && spot?.file === file) lookAt(editor.current, spot);
    }, [spot, file]);

    return <div ref={host} dir="ltr" className="ee-editor" />;
}
