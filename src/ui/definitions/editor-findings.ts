/** Findings in the editor: a mark in the margin, a wavy line under the text, and what they say. */
import { type EditorState, RangeSet, StateEffect, StateField } from "@codemirror/state";
import {
    Decoration,
    type DecorationSet,
    EditorView,
    type GutterMarker,
    gutter,
    hoverTooltip,
    keymap,
    showTooltip,
    type Tooltip,
} from "@codemirror/view";

import type { Issue } from "../../issue.ts";
import { FindingMark } from "./editor-mark.ts";

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

/** What is told at the cursor, after going to a finding by key; the next move or change ends it. */
const tell = StateEffect.define<Tooltip | null>();
const told = StateField.define<Tooltip | null>({
    create: () => null,
    update(tooltip, { effects, docChanged, selection }) {
        for (const effect of effects) if (effect.is(tell)) return effect.value;
        return docChanged || selection ? null : tooltip;
    },
    provide: self => showTooltip.from(self),
});

const forget = EditorView.domEventHandlers({
    blur: (_event, view) => {
        if (view.state.field(told) !== null) view.dispatch({ effects: tell.of(null) });
    },
});

const hover = hoverTooltip(({ state }, at) => {
    const here = issuesAt(state, at);
    return here.length > 0 ? tooltipOf(here, at) : null;
});

/** F8 and Shift+F8 go from finding to finding and say what they are; Escape stops saying it. */
const keys = keymap.of([
    { key: "F8", run: view => goTo(view, 1), shift: view => goTo(view, -1) },
    {
        key: "Escape",
        run: view => {
            if (view.state.field(told) === null) return false;
            view.dispatch({ effects: tell.of(null) });
            return true;
        },
    },
]);

export const findingsExtension = [
    field,
    told,
    hover,
    forget,
    keys,
    gutter({ class: "cm-findings", markers: view => view.state.field(field).marks }),
];

/** Show these findings, all of one file, instead of those before. */
export const showFindings = (view: EditorView, issues: readonly Issue[]): void =>
    view.dispatch({ effects: setIssues.of(issues) });

/** Where the next finding begins, or going back the one before; it goes round. Null when there is none. */
export function nextFinding(state: EditorState, step: 1 | -1): number | null {
    const { issues } = state.field(field);
    const starts = issues.map(issue => rangeOf(state, issue).from).toSorted((left, right) => left - right);
    const { head } = state.selection.main;
    const next = step > 0 ? starts.find(start => start > head) : starts.findLast(start => start < head);
    return next ?? starts.at(step > 0 ? 0 : -1) ?? null;
}

function goTo(view: EditorView, step: 1 | -1): boolean {
    const at = nextFinding(view.state, step);
    if (at === null) return false;
    const here = issuesAt(view.state, at);
    view.dispatch({
        selection: { anchor: at },
        effects: [
            tell.of(tooltipOf(here, at)),
            EditorView.scrollIntoView(at, { y: "center" }),
            EditorView.announce.of(here.map(({ message }) => message).join(" ")),
        ],
    });
    return true;
}

const issuesAt = (state: EditorState, at: number): Issue[] =>
    state.field(field).issues.filter(issue => {
        const { from, to } = rangeOf(state, issue);
        return from <= at && at <= to;
    });

const tooltipOf = (issues: readonly Issue[], pos: number): Tooltip => ({
    pos,
    create: () => {
        const dom = document.createElement("div");
        dom.className = "cm-told";
        for (const { message } of issues) {
            const line = document.createElement("p");
            line.textContent = message;
            dom.append(line);
        }
        return { dom };
    },
});

/** Where a finding points to in the text: from its column to the end of the line's content. */
export function rangeOf(state: EditorState, { line, column }: Pick<Issue, "line" | "column">) {
    const { from, to, text } = state.doc.line(Math.min(Math.max(line, 1), state.doc.lines));
    const content = text.replace(/\s+(?:#.*)?$/, "");
    const start = Math.min(from + column - 1, to);
    const end = from + content.length;
    return start < end ? { from: start, to: end } : { from: from + content.search(/\S|$/), to: end };
}

function mark(state: EditorState, issues: readonly Issue[]): Marked {
    const marks = issues.map(issue => new FindingMark(issue).range(state.doc.lineAt(rangeOf(state, issue).from).from));
    const lines = issues.flatMap(issue => {
        const { from, to } = rangeOf(state, issue);
        return from < to ? [Decoration.mark({ class: `cm-${issue.severity}` }).range(from, to)] : [];
    });
    return { issues, marks: RangeSet.of(marks, true), lines: Decoration.set(lines, true) };
}
