/** Which recorded requests are played, in what order, and on what: the claim of what this composer answers alike. */
import type { Player } from "./player.ts";
import { composes, refusals } from "./scenes-composes.ts";
import { blueprints, projects, routes, sources } from "./scenes-stored.ts";

export const scenes: Readonly<Record<string, (player: Player) => Promise<void>>> = {
    ...{ routes, blueprints, projects, sources },
    "composes that are refused": refusals,
    composes,
};
