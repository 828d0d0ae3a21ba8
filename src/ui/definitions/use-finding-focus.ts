/** Where the focus goes when a finding was settled by its button: to the next one, or on into the text after the last. */
import { type RefObject, useEffect, useRef, useState } from "react";

import type { Issue } from "../../issue.ts";
import { isAdrift } from "../parts/head.tsx";

/** Tells a finding from the others of a list. */
export const findingKey = ({ file, line, column, code, message }: Issue): string =>
    `${file} ${line} ${column} ${code} ${message}`;

type FindingFocus = {
    list: RefObject<HTMLUListElement | null>;
    /** A button was pressed; the focus moves once its finding is gone. */
    settled: (finding: Issue) => void;
};

export function useFindingFocus(findings: readonly Issue[], onNoneLeft: (last: Issue) => void): FindingFocus {
    const list = useRef<HTMLUListElement>(null);
    const [leaving, setLeaving] = useState<{ finding: Issue; index: number } | null>(null);

    useEffect(() => {
        const { finding, index } = leaving ?? {};
        if (!finding || findings.some(each => findingKey(each) === findingKey(finding))) return;
        setLeaving(null);
        if (!isAdrift()) return;
        const row = list.current?.children[Math.min(index ?? 0, findings.length - 1)];
        const next = row?.querySelector<HTMLElement>("button:enabled") ?? row?.querySelector<HTMLElement>("a");
        if (next) next.focus();
        else onNoneLeft(finding);
    }, [leaving, findings, onNoneLeft]);

    return {
        list,
        settled: finding => setLeaving({ finding, index: findings.indexOf(finding) }),
    };
}
