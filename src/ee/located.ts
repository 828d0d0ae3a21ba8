import type { Finding } from "../issue.ts";

/** A finding whose place is known better than its path says: an offset in the text of its file. */
export type Located = Finding & { offset?: number };
