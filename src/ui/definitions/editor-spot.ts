/** The place in the text that somebody was sent to: its line is shown, and on request the cursor goes there. */
import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";

import { rangeOf } from "./editor-findings.ts";
import type { Spot } from "./use-spot.ts";

const showLine = StateEffect.define<number>();

/** The line stays marked until the text is changed. */
export const shownLine = StateField.define({
    create: () => Decoration.none,
    update(shown, { effects, docChanged }) {
        for (const effect of effects)
            if (effect.is(showLine))
                return Decoration.set([Decoration.line({ class: "cm-shown-line" }).range(effect.value)]);
        return docChanged ? Decoration.none : shown;
    },
    provide: self => EditorView.decorations.from(self),
});

export function lookAt(view: EditorView, { line, column, takesFocus }: Omit<Spot, "file">): void {
    const { from } = rangeOf(view.state, { line, column });
    const start = view.state.doc.lineAt(from).from;
    view.dispatch({
        effects: [showLine.of(start), EditorView.scrollIntoView(from, { y: "center" })],
        ...(takesFocus ? { selection: { anchor: from } } : {}),
    });
    if (takesFocus) view.focus();
}
