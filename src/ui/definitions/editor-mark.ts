/** The mark of a finding in the editor's margin. */
import { GutterMarker } from "@codemirror/view";

import type { Issue } from "../../issue.ts";

const SHAPES = {
    error: "M8 0a8 8 0 1 1 0 16A8 8 0 0 1 8 0Zm0 3.5a.9.9 0 0 0-.9.9v4a.9.9 0 0 0 1.8 0v-4A.9.9 0 0 0 8 3.5Zm0 7.2a1.1 1.1 0 1 0 0 2.2 1.1 1.1 0 0 0 0-2.2Z",
    warning:
        "M8 .8c.5 0 .9.3 1.1.7l6.7 12a1.3 1.3 0 0 1-1.1 1.9H1.3a1.3 1.3 0 0 1-1.1-1.9l6.7-12c.2-.4.6-.7 1.1-.7Zm0 4.5a.8.8 0 0 0-.8.8v3.8a.8.8 0 0 0 1.6 0V6.1a.8.8 0 0 0-.8-.8Zm0 6.5a1.1 1.1 0 1 0 0 2.2 1.1 1.1 0 0 0 0-2.2Z",
};

export class FindingMark extends GutterMarker {
    readonly severity: Issue["severity"];
    readonly message: string;

    constructor({ severity, message }: Issue) {
        super();
        this.severity = severity;
        this.message = message;
    }

    override eq(other: FindingMark): boolean {
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
