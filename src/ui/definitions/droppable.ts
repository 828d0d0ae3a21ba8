/** What of an obstacle can be taken out of the definition by itself, because its author wrote it at a known place. */
import { dropRequirement } from "../../ee/drop.ts";
import type { Files } from "../../ee/files.ts";
import { type ObstacleGroup, parsePlace } from "./plan-rows.ts";

/** The files without all of it; null where any of it is asked for elsewhere too, or cannot be found. */
export function dropGroup(files: Files, main: string, group: ObstacleGroup): Files | null {
    const [first] = group;
    const places = group.flatMap(({ askedBy }) => askedBy.map(asker => parsePlace(asker, main)));
    const own = places.filter(place => place !== null);
    if (own.length < places.length) return null;
    if (first.kind !== "build-step") return dropRequirement(files, main, first, own);
    return group.reduce<Files | null>((now, row) => now && dropRequirement(now, main, row, own), files);
}
