/** A list of what a commit holds, or what stands for it: it is read, could not be, or is empty. */
import type { ReactNode } from "react";

import { Problem } from "../parts/problem.tsx";
import { SkeletonRows } from "../parts/skeleton-rows.tsx";

export type Answer<T> = { data: T | undefined; error: Error | null; refetch: () => unknown };

type AnsweredProps<T> = {
    answer: Answer<T[]>;
    problem: string;
    /** What an empty list means, as a sentence. */
    none: string;
    children: (rows: T[]) => ReactNode;
};

export function Answered<T>({ answer: { data, error, refetch }, problem, none, children }: AnsweredProps<T>) {
    if (data) return data.length === 0 ? <p>{none}</p> : children(data);
    return error ? <Problem title={problem} error={error} onRetry={refetch} /> : <SkeletonRows rows={10} />;
}
