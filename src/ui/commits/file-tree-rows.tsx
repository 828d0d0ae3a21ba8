/** One row of the file tree: a file, link or directory, or a note that a directory holds nothing. */
import { Label } from "@patternfly/react-core/dist/esm/components/Label/index.js";
import FileIcon from "@patternfly/react-icons/dist/esm/icons/file-icon";
import FolderIcon from "@patternfly/react-icons/dist/esm/icons/folder-icon";
import LinkIcon from "@patternfly/react-icons/dist/esm/icons/link-icon";
import { Td, Tr, TreeRowWrapper } from "@patternfly/react-table/dist/esm/components/Table/index.js";

import { _, format } from "../../language.ts";
import { Mono, Subtle } from "../parts/mono.tsx";
import { formatSize } from "../parts/size.ts";
import { type FileRow, formatMode } from "./file-rows.ts";

const icons = { directory: <FolderIcon />, file: <FileIcon />, link: <LinkIcon /> };

export function EntryRow({ row, index, onToggle }: { row: FileRow; index: number; onToggle: () => void }) {
    const { entry, level, position, siblings, isOpen } = row;
    const place = {
        isExpanded: isOpen,
        isHidden: false,
        "aria-level": level,
        "aria-posinset": position,
        // PatternFly shows the toggle of rows that have children, and takes this number for theirs.
        "aria-setsize": entry.type === "directory" ? siblings : 0,
    };
    return (
        <TreeRowWrapper row={{ props: place }}>
            <Td
                dataLabel={_("Name")}
                treeRow={{
                    onCollapse: onToggle,
                    rowIndex: index,
                    props: {
                        ...place,
                        icon: icons[entry.type],
                        toggleAriaLabel: isOpen ? format(_("Close $0"), entry.name) : format(_("Open $0"), entry.name),
                    },
                }}
            >
                <bdi dir="ltr" className="ee-breaks">
                    {entry.name}
                    {entry.target !== null && <Subtle> → {entry.target}</Subtle>}
                </bdi>
            </Td>
            <Td dataLabel={_("Mode")} modifier="nowrap">
                <Mono>{formatMode(entry)}</Mono> <Special mode={entry.mode} />
            </Td>
            <Td dataLabel={_("Owner")} modifier="nowrap" visibility={["hidden", "visibleOnMd"]}>
                <Mono>{`${entry.uid}:${entry.gid}`}</Mono>
            </Td>
            <Td dataLabel={_("Size")} className="ee-number ee-nowrap">
                {entry.type === "file" && formatSize(entry.size)}
            </Td>
        </TreeRowWrapper>
    );
}

/** What an administrator looks for: files that run with other rights than those of who runs them. */
function Special({ mode }: { mode: number }) {
    const text = mode & 0o4000 ? _("setuid") : mode & 0o2000 ? _("setgid") : null;
    return (
        text && (
            <Label isCompact status="warning" variant="outline">
                {text}
            </Label>
        )
    );
}

export const Note = ({ level }: { level: number }) => (
    <Tr>
        <Td colSpan={4} style={{ paddingInlineStart: `${level * 2 + 2}rem` }}>
            <Subtle>{_("Empty")}</Subtle>
        </Td>
    </Tr>
);
