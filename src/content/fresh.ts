/** How long what a server said is taken as it is: a plan and the build after it speak of the same. */

/** Milliseconds. */
const FRESH = 3_600_000;

/** @param since Milliseconds since 1970; one in the future is as old as it is ahead, for clocks are set. */
export const isFresh = (since: number): boolean => Math.abs(Date.now() - since) < FRESH;
