/** The files of a definition as tabs, and the text of the open one. */
import { lazy, Suspense, useMemo, useState } from "react";

import type { Files } from "../../ee/files.ts";
import { whyNotShown } from "../../ee/shown-text.ts";
import type { Issue } from "../../issue.ts";
import { _, format } from "../../language.ts";
import { late } from "../late.tsx";
import { FileTabs } from "./file-tabs.tsx";
import type { Spots } from "./use-spot.ts";

const CodeEditor = lazy(async () => ({ default: (await import("./code-editor.tsx")).CodeEditor }));
const NewFileDialog = late(async () => (await import("./new-file-dialog.tsx")).NewFileDialog);

type TextPaneProps = {
    files: Files;
    /** The files to show, in order; some may not be there yet. */
    names: readonly string[];
    unsaved: readonly string[];
    findings: readonly Issue[];
    spots: Spots;
    isReadOnly: boolean;
    /** The form is shown in its place. */
    isHidden: boolean;
    onChange: (file: string, text: string) => void;
    onDelete: (file: string) => void;
};

const PANEL = "file-panel";

export function TextPane({ files, names, unsaved, findings, spots, onChange, onDelete, ...shown }: TextPaneProps) {
    const { isReadOnly, isHidden } = shown;
    const { file, spot, open } = spots;
    const [isAdding, setAdding] = useState(false);
    const [main = ""] = names;
    const text = files.get(file) ?? "";
    const here = useMemo(() => findings.filter(finding => finding.file === file), [findings, file]);
    const why = useMemo(() => whyNotShown(text), [text]);
    return (
        <div className="ee-text-pane" hidden={isHidden}>
            <FileTabs
                names={names}
                files={files}
                open={file}
                panelId={PANEL}
                unsaved={unsaved}
                findings={findings}
                onOpen={open}
                onAdd={isReadOnly ? null : () => setAdding(true)}
                onDelete={
                    isReadOnly || file === main || !files.has(file)
                        ? null
                        : () => {
                              onDelete(file);
                              open(main);
                          }
                }
            />
            <div id={PANEL} role="tabpanel" aria-label={file} className="ee-framed ee-editor-frame">
                {why === null ? (
                    <Suspense fallback={null}>
                        <CodeEditor
                            file={file}
                            text={text}
                            files={files}
                            findings={here}
                            spot={spot}
                            placeholder={
                                files.has(file) || isReadOnly
                                    ? _("Nothing is in this file.")
                                    : format(_("$0 is not there yet. Type, and it is made."), file)
                            }
                            isReadOnly={isReadOnly}
                            onChange={changed => onChange(file, changed)}
                        />
                    </Suspense>
                ) : (
                    <p className="ee-not-shown ee-subtle">
                        {why === "large"
                            ? format(
                                  _("$0 is larger than 1 MB, too large to be edited here. Saving leaves it as it is."),
                                  file,
                              )
                            : format(_("$0 is not text in UTF-8. Saving leaves it as it is."), file)}
                    </p>
                )}
            </div>
            {isAdding && (
                <NewFileDialog
                    files={files}
                    onClose={() => setAdding(false)}
                    onNamed={name => {
                        setAdding(false);
                        onChange(name, "");
                        open(name);
                    }}
                />
            )}
        </div>
    );
}
