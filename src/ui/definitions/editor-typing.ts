/**
 * Typing over a selection. Left to it, Chromium deletes what was selected and gives its colours on to what is typed, as
 * an inline style, which Cockpit's Content-Security-Policy refuses and reports.
 */
import { EditorView } from "@codemirror/view";

export const typingOver = EditorView.domEventHandlers({
    beforeinput(event, view) {
        const { state } = view;
        const { data, inputType } = event;
        const { empty, from, to } = state.selection.main;
        if (inputType !== "insertText" || data === null || empty || view.composing || state.readOnly) return false;
        const insert = () =>
            state.update(state.replaceSelection(data), { userEvent: "input.type", scrollIntoView: true });
        const isTaken = state.facet(EditorView.inputHandler).some(take => take(view, from, to, data, insert));
        if (!isTaken) view.dispatch(insert());
        return true;
    },
});
