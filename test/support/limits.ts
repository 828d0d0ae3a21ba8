/** Milliseconds that one hostile input may keep us at most, on a machine that is busy with other things. */
export const HOSTILE = 30_000;
