/** Completion while typing a word, or with Ctrl+Space: what can stand at the cursor, with its documentation. */
import {
    autocompletion,
    type Completion,
    type CompletionContext,
    insertCompletionText,
    pickedCompletion,
    startCompletion,
} from "@codemirror/autocomplete";
import type { Extension } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";

import { completionsAt, type Completion as Offer } from "../../ee/completion.ts";
import type { Files } from "../../ee/files.ts";
import { documentationPanel } from "./editor-documentation.ts";

/** What is offered does not depend on the word begun, so typing it on only narrows the list. */
const WORD = /^[\w./-]*$/;

/** `files` are asked for each time: they change while the editor stays. */
export function completion(file: string, files: () => Files): Extension {
    const source = ({ state, pos, explicit }: CompletionContext) => {
        const found = completionsAt(state.doc.toString(), pos, file, files());
        // Unasked only once a word has begun: Enter on an empty line is for the line.
        if (!found || (!explicit && found.from === pos)) return null;
        return { from: found.from, to: found.to, options: found.options.map(asCompletion), validFor: WORD };
    };
    return autocompletion({
        override: [source],
        icons: false,
        // In the order given, which is that of the schema.
        compareCompletions: () => 0,
        // Where Enter usually ends a word, as a name in a list, nothing is offered: keys need not wait.
        interactionDelay: 0,
    });
}

const asCompletion = ({ label, kind, insert, documentation }: Offer): Completion => ({
    label,
    type: kind,
    info: () => documentationPanel(label, documentation()),
    apply: (view: EditorView, picked: Completion, from: number, to: number) => {
        view.dispatch({
            ...insertCompletionText(view.state, insert, from, to),
            annotations: pickedCompletion.of(picked),
        });
        // What a key takes comes next.
        if (kind === "key") startCompletion(view);
    },
});
