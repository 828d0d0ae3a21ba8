/** Documentation in the editor: beside a completion, and of what is under the pointer. */
import type { Extension } from "@codemirror/state";
import { hoverTooltip } from "@codemirror/view";

import { documentationAt } from "../../ee/completion.ts";
import type { Documentation } from "../../ee/documentation.ts";
import type { Files } from "../../ee/files.ts";
import { _ } from "../../language.ts";

/** A word, what it is for, what it takes. */
export function documentationPanel(word: string, { about, facts, fallback }: Documentation): HTMLElement {
    const panel = document.createElement("div");
    panel.className = "cm-documentation";
    const add = (className: string, ...content: (string | Node)[]) => {
        const line = document.createElement("p");
        line.className = className;
        line.append(...content);
        panel.append(line);
    };
    add("cm-word", codeOf(word));
    add("cm-about", about);
    if (fallback !== null) add("cm-facts", `${_("Without it:")} `, codeOf(fallback));
    if (facts.length > 0) add("cm-facts", facts.join(" · "));
    return panel;
}

function codeOf(text: string): HTMLElement {
    const code = document.createElement("code");
    code.textContent = text;
    return code;
}

/** `files` are asked for each time: they change while the editor stays. */
export const documentationOnHover = (file: string, files: () => Files): Extension =>
    hoverTooltip(({ state }, at) => {
        const found = documentationAt(state.doc.toString(), at, file, files());
        if (!found) return null;
        const { from, to, label, documentation } = found;
        return { pos: from, end: to, create: () => ({ dom: documentationPanel(label, documentation()) }) };
    });
