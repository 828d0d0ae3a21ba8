/** The files of a definition as tabs, and the text of the open one. */
import { Tab, Tabs, TabTitleIcon, TabTitleText } from "@patternfly/react-core/dist/esm/components/Tabs/index.js";
import { lazy, Suspense, useMemo } from "react";

import type { Issue } from "../../issue.ts";
import { _ } from "../../language.ts";
import { StatusIcon } from "../parts/status.tsx";
import type { Spots } from "./use-spot.ts";

const CodeEditor = lazy(async () => ({ default: (await import("./code-editor.tsx")).CodeEditor }));

type TextPaneProps = {
    files: ReadonlyMap<string, string>;
    /** The definition's own file, which comes first. */
    main: string;
    unsaved: readonly string[];
    findings: readonly Issue[];
    spots: Spots;
    isReadOnly: boolean;
    onChange: (file: string, text: string) => void;
};

const PANEL = "file-panel";

export function TextPane({ files, main, unsaved, findings, spots, isReadOnly, onChange }: TextPaneProps) {
    const { file, spot, open } = spots;
    const names = [main, ...[...files.keys()].filter(name => name !== main).sort()];
    const here = useMemo(() => findings.filter(finding => finding.file === file), [findings, file]);
    return (
        <div className="ee-text-pane">
            <Tabs
                isSubtab
                activeKey={file}
                aria-label={_("Files")}
                usePageInsets={false}
                onSelect={(_event, key) => open(String(key))}
            >
                {names.map(name => (
                    <Tab
                        key={name}
                        eventKey={name}
                        tabContentId={PANEL}
                        title={
                            <>
                                <FileIcon findings={findings.filter(finding => finding.file === name)} />
                                <TabTitleText>
                                    <bdi dir="ltr">{name}</bdi>
                                    {unsaved.includes(name) && <Unsaved />}
                                </TabTitleText>
                            </>
                        }
                    />
                ))}
            </Tabs>
            <div id={PANEL} role="tabpanel" aria-label={file} className="ee-framed ee-editor-frame">
                <Suspense fallback={null}>
                    <CodeEditor
                        file={file}
                        text={files.get(file) ?? ""}
                        findings={here}
                        spot={spot}
                        isReadOnly={isReadOnly}
                        onChange={text => onChange(file, text)}
                    />
                </Suspense>
            </div>
        </div>
    );
}

function FileIcon({ findings }: { findings: readonly Issue[] }) {
    if (findings.length === 0) return null;
    const hasError = findings.some(({ severity }) => severity === "error");
    return (
        <TabTitleIcon>
            <StatusIcon kind={hasError ? "danger" : "warning"} />
        </TabTitleIcon>
    );
}

const Unsaved = () => (
    <>
        <span aria-hidden className="ee-dot">
            •
        </span>
        <span className="ee-hidden"> {_("unsaved")}</span>
    </>
);
