/** A sentence with a moment in it. */
import { Time } from "./time.tsx";
import { Worded } from "./worded.tsx";

/** @param words With "$0" where the time stands. @param time Milliseconds since 1970. */
export const Timed = ({ words, time }: { words: string; time: number }) => (
    <Worded words={words} parts={[<Time key="time" value={time} />]} />
);
