/** Whether fields are disabled because their text cannot be read as it stands. */
import { type RefObject, useEffect } from "react";

import type { Files } from "../../ee/held-text.ts";
import { isAdrift } from "../parts/head.tsx";
import { useAttention } from "./use-attention.ts";
import { useDelayed } from "./use-delayed.ts";

const REST_MS = 1000;

/**
 * Half a word is no reason to disable a form that nobody looks at: it happens when the texts have not been touched for
 * a second. Who comes to the form meanwhile finds it disabled, though: what he enters there would be put into a text of
 * which nobody knows where it has what.
 *
 * Answers for the line that is to be fixed first.
 */
export function useShut(form: RefObject<HTMLElement | null>, files: Files): (brokenLine: number | null) => boolean {
    const isRested = useDelayed(files, REST_MS) === files;
    const isAttended = useAttention(form);
    // biome-ignore lint/correctness/useExhaustiveDependencies: each of them may have disabled what has the focus
    useEffect(() => {
        if (isAttended && isAdrift()) form.current?.querySelector<HTMLElement>(".ee-fix-first button")?.focus();
    }, [form, files, isRested, isAttended]);
    return line => line !== null && (isRested || isAttended);
}
