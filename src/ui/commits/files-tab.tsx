/** The files of a commit as a tree. */
import { Table, Tbody, Th, Thead, Tr } from "@patternfly/react-table/dist/esm/components/Table/index.js";
import { useMemo, useState } from "react";

import { _ } from "../../language.ts";
import { listDirectory } from "../../ostree/tree.ts";
import { Problem } from "../parts/problem.tsx";
import { SkeletonRows } from "../parts/skeleton-rows.tsx";
import { useTree } from "../queries/commits.ts";
import { listFileRows } from "./file-rows.ts";
import { EntryRow, Note } from "./file-tree-rows.tsx";

export function FilesTab({ checksum }: { checksum: string }) {
    const [open, setOpen] = useState<readonly string[]>(["/usr"]);
    const { data: tree, error, refetch } = useTree(checksum);
    const rows = useMemo(
        () =>
            tree &&
            listFileRows(
                directory => listDirectory(tree, directory) ?? [],
                directory => open.includes(directory),
            ),
        [tree, open],
    );
    if (error && !rows) return <Problem title={_("The files could not be read")} error={error} onRetry={refetch} />;
    if (!rows) return <SkeletonRows rows={10} />;

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
                        <Note key={`${row.path} note`} level={row.level} />
                    ),
                )}
            </Tbody>
        </Table>
    );
}
