/** The files of a commit as a tree; a directory is asked for when it is opened. */
import { Table, Tbody, Th, Thead, Tr } from "@patternfly/react-table/dist/esm/components/Table/index.js";
import { useState } from "react";

import { _ } from "../../language.ts";
import { Problem } from "../parts/problem.tsx";
import { SkeletonRows } from "../parts/skeleton-rows.tsx";
import { useDirectories } from "../queries/commits.ts";
import { listFileRows } from "./file-rows.ts";
import { EntryRow, Note } from "./file-tree-rows.tsx";

const ROOT = "/";

export function FilesTab({ checksum }: { checksum: string }) {
    const [open, setOpen] = useState<readonly string[]>([ROOT, "/usr"]);
    const answers = useDirectories(checksum, open);
    const answerOf = (directory: string) => answers[open.indexOf(directory)];
    const root = answerOf(ROOT);
    if (root?.error && !root.data)
        return <Problem title={_("The files could not be read")} error={root.error} onRetry={root.refetch} />;
    if (!root?.data) return <SkeletonRows rows={10} />;

    const rows = listFileRows(
        directory => {
            const { data, error } = answerOf(directory) ?? {};
            if (data) return { entries: data };
            return error ? { error } : undefined;
        },
        directory => open.includes(directory),
    );
    const toggle = (path: string) =>
        setOpen(open.includes(path) ? open.filter(each => each !== path) : [...open, path]);
    return (
        <Table isTreeTable variant="compact" aria-label={_("Files")} gridBreakPoint="">
            <Thead>
                <Tr>
                    <Th width={50}>{_("Name")}</Th>
                    <Th modifier="nowrap">{_("Mode")}</Th>
                    <Th modifier="nowrap" visibility={["hidden", "visibleOnMd"]}>
                        {_("Owner")}
                    </Th>
                    <Th modifier="nowrap" className="ee-number">
                        {_("Size")}
                    </Th>
                </Tr>
            </Thead>
            <Tbody>
                {rows.map((row, index) =>
                    row.kind === "entry" ? (
                        <EntryRow
                            key={row.entry.path}
                            row={row}
                            index={index}
                            onToggle={() => toggle(row.entry.path)}
                        />
                    ) : (
                        <Note key={`${row.path} note`} row={row} onRetry={() => answerOf(row.path)?.refetch()} />
                    ),
                )}
            </Tbody>
        </Table>
    );
}
