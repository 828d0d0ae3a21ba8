/** What the editor of a file can do. */
import { defaultKeymap } from "@codemirror/commands";
import { search, searchKeymap } from "@codemirror/search";
import { Compartment, type Extension } from "@codemirror/state";
import { drawSelection, EditorView, keymap, lineNumbers, placeholder } from "@codemirror/view";

import type { Files } from "../../ee/files.ts";
import { completion } from "./editor-completion.ts";
import { documentationOnHover } from "./editor-documentation.ts";
import { findingsExtension } from "./editor-findings.ts";
import { cursorInView } from "./editor-in-view.ts";
import { languageOf } from "./editor-language.ts";
import { popupLook } from "./editor-popups.ts";
import { shownLine } from "./editor-spot.ts";
import { editorLook } from "./editor-theme.ts";
import { typingOver } from "./editor-typing.ts";
import { words } from "./editor-words.ts";

/** Whether the text can be changed changes while the editor stays. */
export const readOnly = new Compartment();

/** What changes while the editor of a file stays. */
type Latest = { current: { files: Files; placeholder: string } };

/** All but the text and where it goes. Tab is not among the keys: it leaves the editor. */
export function editorExtensions(file: string, latest: Latest): Extension {
    const files = () => latest.current.files;
    const hint = () => {
        const line = document.createElement("span");
        line.textContent = latest.current.placeholder;
        return line;
    };
    return [
        words(),
        lineNumbers(),
        findingsExtension,
        shownLine,
        drawSelection(),
        typingOver,
        cursorInView,
        completion(file, files),
        documentationOnHover(file, files),
        search({ top: true }),
        languageOf(file),
        editorLook,
        popupLook,
        placeholder(hint),
        // Without tabindex, readers meet a scroll area that cannot be reached.
        EditorView.contentAttributes.of({ "aria-label": file, tabindex: "0" }),
        keymap.of([...searchKeymap, ...defaultKeymap]),
    ];
}
