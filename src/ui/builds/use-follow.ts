/** Keep the end of a growing text in view, until the reader scrolls up; again when he is back at the end. */
import { type RefObject, useLayoutEffect, useRef, useState } from "react";

/** Scrolled this near to the end counts as the end, in pixels. */
const NEAR = 8;

export function useFollow(text: string): {
    isFollowing: boolean;
    setFollowing: (following: boolean) => void;
    log: RefObject<HTMLPreElement | null>;
    onScroll: () => void;
} {
    const [isFollowing, setFollowing] = useState(true);
    const log = useRef<HTMLPreElement>(null);

    // biome-ignore lint/correctness/useExhaustiveDependencies: the text is what makes it longer
    useLayoutEffect(() => {
        if (isFollowing) log.current?.scrollTo({ top: log.current.scrollHeight });
    }, [text, isFollowing]);

    const onScroll = () => {
        const { scrollTop = 0, clientHeight = 0, scrollHeight = 0 } = log.current ?? {};
        setFollowing(scrollHeight - clientHeight - scrollTop <= NEAR);
    };
    return { isFollowing, setFollowing, log, onScroll };
}
