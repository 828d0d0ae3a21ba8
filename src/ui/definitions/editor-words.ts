/** CodeMirror's own words, in the reader's language. */
import { EditorState, type Extension } from "@codemirror/state";

import { _ } from "../../language.ts";

export const words = (): Extension =>
    EditorState.phrases.of({
        Completions: _("Completions"),
        Find: _("Find"),
        Replace: _("Replace"),
        next: _("Next"),
        previous: _("Previous"),
        all: _("Select all"),
        "match case": _("Match case"),
        regexp: _("Pattern"),
        "by word": _("Whole words"),
        replace: _("Replace"),
        "replace all": _("Replace all"),
        close: _("Close"),
        "current match": _("Current match"),
        "on line": _("in line"),
        "replaced match on line $": _("Replaced in line $"),
        "replaced $ matches": _("Replaced $ times"),
        "Go to line": _("Go to line"),
        go: _("Go"),
        "Selection deleted": _("Selection deleted"),
        "Control character": _("Control character"),
    });
