/** Findings in the editor: a mark in the margin, a wavy line under the text. */
import { type EditorState, RangeSet, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, GutterMarker, gutter } from "@codemirror/view";

import type { Issue } from "../../issue.ts";

const SHAPES = {
    error: "M8 0a8 8 0 1 1 0 16A8 8 0 0 1 8 0Zm0 3.5a.9.9 0 0 0-.9.9v4a.9.9 0 0 0 1.8 0v-4A.9.9 0 0 0 8 3.5Zm0 7.2a1.1 1.1 0 1 0 0 2.2 1.1 1.1 0 0 0 0-2.2Z",
    warning:
        "M8 .8c.5 0 .9.3 1.1.7l6.7 12a1.3 1.3 0 0 1-1.1 1.9H1.3a1.3 1.3 0 0 1-1.1-1.9l6.7-12c.2-.4.6-.7 1.1-.7Zm0 4.5a.8.8 0 0 0-.8.8v3.8a.8.8 0 0 0 1.6 0V6.1a.8.8 0 0 0-.8-.8Zm0 6.5a1.1 1.1 0 1 0 0 2.2 1.1 1.1 0 0 0 0-2.2Z",
};

class Mark extends GutterMarker {
    readonly severity: Issue["severity"];
    readonly message: string;

    constructor({ severity, message }: Issue) {
        super();
        this.severity = severity;
        this.message = message;
    }

    override eq(other: Mark): boolean {
        return other.severity === this.severity && other.message === this.message;
    }

    override toDOM(): HTMLElement {
        const mark = document.createElement("span");
        mark.className = `cm-mark cm-${this.severity}-mark`;
        mark.title = this.message;
        const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
        drawing.setAttribute("viewBox", "0 0 16 16");
        const shape = document.createElementNS("http://www.w3.org/2000/svg", "path");
        shape.setAttribute("fill-rule", "evenodd");
        shape.setAttribute("d", SHAPES[this.severity]);
        drawing.append(shape);
        mark.append(drawing);
        return mark;
    }
}

type Marked = { issues: readonly Issue[]; marks: RangeSet<GutterMarker>; lines: DecorationSet };

const setIssues = StateEffect.define<readonly Issue[]>();

const field = StateField.define<Marked>({
    create: () => ({ issues: [], marks: RangeSet.empty, lines: Decoration.none }),
    update(marked, { effects, changes, state }) {
        for (const effect of effects) if (effect.is(setIssues)) return mark(state, effect.value);
        return { ...marked, marks: marked.marks.map(changes), lines: marked.lines.map(changes) };
    },
    provide: self => EditorView.decorations.from(self, ({ lines }) => lines),
});

export const findingsExtension = [
    field,
    gutter({ class: "cm-findings", markers: view => view.state.field(field).marks }),
];

/** Show these findings, all of one file, instead of those before. */
export const showFindings = (view: EditorView, issues: readonly Issue[]): void =>
    view.dispatch({ effects: setIssues.of(issues) });

/** The finding after the cursor, or the first one; null when there is none. */
export function nextFinding(state: EditorState): Issue | null {
    const { issues } = state.field(field);
    const line = state.doc.lineAt(state.selection.main.head).number;
    const sorted = issues.toSorted((left, right) => left.line - right.line);
    return sorted.find(issue => issue.line > line) ?? sorted[0] ?? null;
}

/** Where a finding points to in the text: from its column to the end of the line's content. */
export function rangeOf(state: EditorState, { line, column }: Pick<Issue, "line" | "column">) {
    const { from, to, text } = state.doc.line(Math.min(Math.max(line, 1), state.doc.lines));
    const content = text.replace(/\s+(?:#.*)?$/, "");
    const start = Math.min(from + column - 1, to);
    const end = from + content.length;
    return start < end ? { from: start, to: end } : { from: from + content.search(/\S|$/), to: end };
}

function mark(state: EditorState, issues: readonly Issue[]): Marked {
    const marks = issues.map(issue => new Mark(issue).range(state.doc.lineAt(rangeOf(state, issue).from).from));
    const lines = issues.flatMap(issue => {
        const { from, to } = rangeOf(state, issue);
        return from < to ? [Decoration.mark({ class: `cm-${issue.severity}` }).range(from, to)] : [];
    });
    return { issues, marks: RangeSet.of(marks, true), lines: Decoration.set(lines, true) };
}
