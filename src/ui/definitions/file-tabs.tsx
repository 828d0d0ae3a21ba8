/** The tabs of a definition's files, those included that it names and that are not there yet. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import { Tab, Tabs, TabTitleIcon, TabTitleText } from "@patternfly/react-core/dist/esm/components/Tabs/index.js";
import TrashIcon from "@patternfly/react-icons/dist/esm/icons/trash-icon";
import { type KeyboardEvent, useEffect, useRef } from "react";

import type { Files } from "../../ee/files.ts";
import type { Issue } from "../../issue.ts";
import { _, format } from "../../language.ts";
import { StatusIcon } from "../parts/status.tsx";

type FileTabsProps = {
    names: readonly string[];
    /** Those that are there. */
    files: Files;
    open: string;
    /** The id of what shows the open one. */
    panelId: string;
    unsaved: readonly string[];
    findings: readonly Issue[];
    onOpen: (file: string) => void;
    /** Null where nothing may be changed. */
    onAdd: (() => void) | null;
    /** Deletes the open one; null where that may not be. */
    onDelete: (() => void) | null;
};

export function FileTabs({ names, files, open, panelId, unsaved, findings, onOpen, onAdd, onDelete }: FileTabsProps) {
    const tabs = useRef<HTMLDivElement>(null);
    // biome-ignore lint/correctness/useExhaustiveDependencies: another open file is another tab that is looked for
    useEffect(() => {
        tabs.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
    }, [open]);
    return (
        <div ref={tabs} className="ee-file-tabs">
            <Tabs
                isSubtab
                activeKey={open}
                tabListAriaLabel={_("Files")}
                usePageInsets={false}
                backScrollAriaLabel={_("Scroll back")}
                forwardScrollAriaLabel={_("Scroll forward")}
                onSelect={(_event, key) => onOpen(String(key))}
                onKeyDown={moveFocus}
                {...(onAdd && { onAdd, addButtonAriaLabel: _("New file") })}
            >
                {names.map(name => (
                    <Tab
                        key={name}
                        eventKey={name}
                        tabContentId={panelId}
                        title={
                            <>
                                <FileIcon findings={findings.filter(finding => finding.file === name)} />
                                <TabTitleText>
                                    <bdi dir="ltr">{name}</bdi>
                                    {!files.has(name) && <span className="ee-not-there"> {_("not there yet")}</span>}
                                    {unsaved.includes(name) && <Unsaved />}
                                </TabTitleText>
                            </>
                        }
                    />
                ))}
            </Tabs>
            {onDelete && (
                <Button
                    variant="plain"
                    size="sm"
                    icon={<TrashIcon />}
                    aria-label={format(_("Delete $0"), open)}
                    title={format(_("Delete $0"), open)}
                    onClick={() => {
                        tabs.current?.querySelector<HTMLElement>("[role=tab]")?.focus();
                        onDelete();
                    }}
                />
            )}
        </div>
    );
}

/** Arrows, Home and End go from tab to tab; Enter opens the one with the focus. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
    const tabs = [...event.currentTarget.querySelectorAll<HTMLElement>("[role=tab]")];
    const here = tabs.indexOf(event.target as HTMLElement);
    if (here < 0) return;
    const forward = getComputedStyle(event.currentTarget).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const places: Record<string, number> = { ArrowLeft: here - 1, ArrowRight: here - 1, [forward]: here + 1 };
    const next = { ...places, Home: 0, End: -1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    tabs.at(next % tabs.length)?.focus();
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
