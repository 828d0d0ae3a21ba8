/** A sentence with a moment in it. */
import { Time } from "./time.tsx";

/** @param words With "$0" where the time stands. @param time Milliseconds since 1970. */
export function Timed({ words, time }: { words: string; time: number }) {
    const [before = "", after = ""] = words.split("$0");
    return (
        <>
            {before}
            <Time value={time} />
            {after}
        </>
    );
}
