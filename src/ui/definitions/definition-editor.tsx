/** The form and the text beside each other; on narrow pages one of them at a time. Both edit the draft's text. */
import { ToggleGroup, ToggleGroupItem } from "@patternfly/react-core/dist/esm/components/ToggleGroup/index.js";
import { useLayoutEffect, useRef, useState } from "react";

import type { PlannedRequirement } from "../../build/plan.ts";
import type { Check } from "../../ee/check.ts";
import type { Issue } from "../../issue.ts";
import { _, format } from "../../language.ts";
import { focusHeading } from "../parts/head.tsx";
import type { SavedDefinition } from "../queries/find.ts";
import { applyFix } from "./apply-fix.ts";
import { Findings } from "./findings.tsx";
import { DefinitionForm } from "./form.tsx";
import { lineThatCame } from "./line-that-came.ts";
import { TextPane } from "./text-pane.tsx";
import type { Draft } from "./use-draft.ts";
import { useFileNames } from "./use-file-names.ts";
import { useFormReading } from "./use-form-reading.ts";
import { useIsNarrow } from "./use-is-narrow.ts";
import { type Spot, useSpots } from "./use-spot.ts";

type DefinitionEditorProps = {
    draft: Draft;
    check: Check;
    saved: SavedDefinition;
    distro: string | null;
    /** What the newest plan knows of; null before the first one. */
    known: readonly PlannedRequirement[] | null;
    isReadOnly: boolean;
    /** Asks for an upgrade to version 3; null where there is none to be had. */
    onUpgrade: (() => void) | null;
};

export function DefinitionEditor({ draft, check, saved, distro, known, isReadOnly, onUpgrade }: DefinitionEditorProps) {
    const { files, unsaved, change } = draft;
    const { file: main, findings } = check;
    const { names, foreign } = useFileNames(files, main);
    const reading = useFormReading(files, main);
    const spots = useSpots(names, main);
    const isNarrow = useIsNarrow();
    const [view, setView] = useState<"form" | "text">(spots.spot || spots.file !== main ? "text" : "form");
    const formPane = useRef<HTMLDivElement>(null);
    // When the window becomes narrow, the one that is worked in stays.
    useLayoutEffect(() => {
        if (!isNarrow) return;
        if (formPane.current?.contains(document.activeElement)) setView("form");
        else if (document.activeElement?.closest(".ee-text-pane")) setView("text");
    }, [isNarrow]);

    const send = (spot: Spot) => {
        if (spot.takesFocus) setView("text");
        spots.send(spot);
    };
    const form = (
        <>
            {foreign !== null && (
                <p className="ee-subtle ee-small">
                    {format(_("$0 is not text in UTF-8: fields cannot change it without harm."), foreign)}
                </p>
            )}
            <DefinitionForm
                files={files}
                main={main}
                reading={reading}
                saved={saved}
                findings={findings}
                distro={distro}
                known={known}
                isReadOnly={isReadOnly || foreign !== null}
                startsOpen={!isNarrow}
                onChange={(changed, place) => {
                    change(changed, place);
                    const came = lineThatCame(files, changed);
                    if (came) spots.send({ ...came, column: 1, takesFocus: false });
                }}
                onSend={send}
            />
        </>
    );
    const text = (
        <TextPane
            files={files}
            names={names}
            unsaved={unsaved}
            findings={findings}
            spots={spots}
            isReadOnly={isReadOnly}
            isHidden={isNarrow && view !== "text"}
            onChange={(file, changed) => change(new Map(files).set(file, changed), `text ${file}`)}
            onDelete={file => change(new Map([...files].filter(([name]) => name !== file)), "")}
        />
    );
    const settle = (finding: Issue) => {
        // An upgrade changes much: it is looked at first.
        if (finding.code === "other-version" && onUpgrade) onUpgrade();
        else change(applyFix(files, finding), "");
    };
    const list = (
        <Findings
            check={check}
            isReadOnly={isReadOnly || foreign !== null}
            hrefOf={spots.hrefOf}
            onSend={send}
            onFix={settle}
            // Where one of the two is shown at a time, it stays.
            onNoneLeft={({ file, line, column }) =>
                isNarrow ? focusHeading() : spots.send({ file, line, column, takesFocus: true })
            }
        />
    );
    // Narrow or wide, the same two: what was begun in them outlives a telephone that is turned.
    return (
        <div className={isNarrow ? "ee-stack" : "ee-two-panes ee-panes"}>
            {isNarrow && (
                <ToggleGroup aria-label={_("View")}>
                    <ToggleGroupItem text={_("Form")} isSelected={view === "form"} onChange={() => setView("form")} />
                    <ToggleGroupItem text={_("Text")} isSelected={view === "text"} onChange={() => setView("text")} />
                </ToggleGroup>
            )}
            <div ref={formPane} className="ee-pane" hidden={isNarrow && view !== "form"}>
                {form}
            </div>
            <div className="ee-stack ee-pane ee-pane-text">
                {text}
                {list}
            </div>
        </div>
    );
}
