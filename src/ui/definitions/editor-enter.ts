/** Enter in YAML: the next line begins where the structure goes on. */
import type { EditorView } from "@codemirror/view";

import { withoutComment } from "../../ee/text.ts";

/** What to take away before the cursor, and what to put there. */
export type Enter = { removes: number; insert: string };

/**
 * `before` is the line up to the cursor, behind which it ends.
 *
 *     enterAfter("  python:")      // { removes: 0, insert: "\n    " }
 *     enterAfter("    - boto3")    // { removes: 0, insert: "\n    - " }
 *     enterAfter("    - ")         // { removes: 6, insert: "  " }, the list is done
 */
export function enterAfter(before: string): Enter {
    const [, indentation = "", dashes = ""] = /^(\s*)((?:-\s+)*(?:-$)?)/.exec(before) ?? [];
    const content = before.slice(indentation.length + dashes.length);
    if (dashes !== "" && content.trim() === "") return { removes: before.length, insert: indentation.slice(2) };
    const inside = indentation + (content === "" ? "" : " ".repeat(dashes.length));
    const code = withoutComment(content).trimEnd();
    if (/:(?:\s+[|>][-+0-9]*)?$/.test(code)) return { removes: 0, insert: `\n${inside}  ` };
    // Another text like this one; behind a key comes the next key of the same mapping.
    const isText = dashes !== "" && !/^(?:"[^"]*"|'[^']*'|[^\s:"'{[][^:]*):\s/.test(code);
    return { removes: 0, insert: isText ? `\n${indentation}${dashes}` : `\n${inside}` };
}

/** For a key binding: false where the editor's own way serves. */
export function enterInYaml({ state, dispatch }: EditorView): boolean {
    const { main, ranges } = state.selection;
    const line = state.doc.lineAt(main.head);
    const isAtEnd = state.sliceDoc(main.head, line.to).trim() === "";
    if (state.readOnly || ranges.length > 1 || !main.empty || !isAtEnd) return false;
    const { removes, insert } = enterAfter(state.sliceDoc(line.from, main.head));
    const from = main.head - removes;
    dispatch(
        state.update({
            changes: { from, to: line.to, insert },
            selection: { anchor: from + insert.length },
            scrollIntoView: true,
            userEvent: "input",
        }),
    );
    return true;
}
