/** The cursor stays in sight when the editor is made smaller, as by findings that come below it. */
import { EditorView, ViewPlugin } from "@codemirror/view";

export const cursorInView = ViewPlugin.fromClass(
    class {
        readonly #observer: ResizeObserver;

        constructor(view: EditorView) {
            this.#observer = new ResizeObserver(() => {
                if (!view.hasFocus) return;
                view.dispatch({ effects: EditorView.scrollIntoView(view.state.selection.main.head) });
            });
            this.#observer.observe(view.dom);
        }

        destroy() {
            this.#observer.disconnect();
        }
    },
);
