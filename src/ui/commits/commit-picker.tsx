/** Choose one of the commits that are near: the tips of all refs, and the parents of what is shown. */
import { useId } from "react";

import { _ } from "../../language.ts";
import type { Commit } from "../../ostree/commit.ts";
import { shortChecksum } from "../parts/checksum.tsx";
import { locale } from "../parts/locale.ts";
import { Mono, Subtle } from "../parts/mono.tsx";
import { Picker } from "../parts/picker.tsx";
import { formatTime } from "../parts/time-text.ts";
import { useCommits, useRefs } from "../queries/commits.ts";

type CommitPickerProps = {
    label: string;
    value: string;
    /** Commits to choose from beside the tips. */
    others: readonly string[];
    onChange: (checksum: string) => void;
};

export function CommitPicker({ label, value, others, onChange }: CommitPickerProps) {
    const labelId = useId();
    const { data: refs = [] } = useRefs();
    const near = [...new Set([value, ...others, ...refs.map(({ checksum }) => checksum)])];
    const known = useCommits(near);
    const parents = [...known.values()].flatMap(({ parent }) =>
        parent !== null && !near.includes(parent) ? [parent] : [],
    );
    const commits = useCommits([...near, ...parents]);
    return (
        <div className="ee-stack-xs">
            <span id={labelId} className="ee-small">
                <strong>{label}</strong>
            </span>
            <Picker
                label={label}
                labelId={labelId}
                value={value}
                placeholder={_("Choose a commit")}
                choices={[...new Set([...near, ...parents])].map(checksum => ({
                    value: checksum,
                    text: <CommitText checksum={checksum} commit={commits.get(checksum)} />,
                }))}
                onChange={onChange}
            />
        </div>
    );
}

function CommitText({ checksum, commit }: { checksum: string; commit: Commit | undefined }) {
    const facts = commit ? [commit.version, formatTime(commit.timestamp, Date.now(), locale()), commit.refs[0]] : [];
    return (
        <>
            <Mono>{shortChecksum(checksum)}</Mono> <Subtle>{facts.filter(Boolean).join(" · ")}</Subtle>
        </>
    );
}
