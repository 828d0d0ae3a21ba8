/** What the routes work with. */
import type { Queue } from "./queue.ts";
import type { Resolver } from "./resolver.ts";
import type { State } from "./state.ts";

export type Parts = { state: State; resolver: Resolver; queue: Queue };
