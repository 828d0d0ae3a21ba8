/** Files that are dropped anywhere on the page are taken; while they are over it, the page says so. */
import { useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";

import type { Incoming } from "../../ee/incoming.ts";
import { _ } from "../../language.ts";
import { droppedFiles } from "./handed-over.ts";

type DropZoneProps = {
    /** Why nothing is taken, or null. */
    reason: string | null;
    onDrop: (files: Promise<Incoming[]>) => void;
};

export function DropZone({ reason, onDrop }: DropZoneProps) {
    const [isOver, setOver] = useState(false);
    const current = useRef({ reason, onDrop });
    useEffect(() => {
        current.current = { reason, onDrop };
    });

    useEffect(() => {
        const isFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
        const over = (event: DragEvent) => {
            if (!isFiles(event)) return;
            // Without it the browser would open the file in place of the page.
            event.preventDefault();
            if (event.dataTransfer) event.dataTransfer.dropEffect = current.current.reason === null ? "copy" : "none";
            setOver(true);
        };
        const leave = (event: DragEvent) => event.relatedTarget === null && setOver(false);
        const drop = (event: DragEvent) => {
            if (!isFiles(event)) return;
            event.preventDefault();
            setOver(false);
            const { reason: denied, onDrop: take } = current.current;
            if (event.dataTransfer && denied === null) take(droppedFiles(event.dataTransfer));
        };
        const deeds = { dragenter: over, dragover: over, dragleave: leave, drop } as const;
        for (const [kind, deed] of Object.entries(deeds)) document.addEventListener(kind, deed as EventListener);
        return () => {
            for (const [kind, deed] of Object.entries(deeds)) document.removeEventListener(kind, deed as EventListener);
        };
    }, []);

    if (!isOver) return null;
    // Over all of the page, and over a dialog.
    return createPortal(
        <div className={`ee-drop-zone${reason === null ? "" : " ee-denied"}`} role="status">
            <div>
                <strong>{reason === null ? _("Drop to import") : _("Nothing can be imported")}</strong>
                <div className="ee-subtle ee-small">
                    {reason ?? _("A directory, its files, or a tar archive of a definition.")}
                </div>
            </div>
        </div>,
        document.body,
    );
}
