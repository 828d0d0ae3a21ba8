/** An embedded image in a commit, and what it stands for. */
import { type EmbeddedImage, findImage, imageFiles, parseImages } from "../ostree/images.ts";
import type { PlannedRequirement } from "./plan.ts";
import { type Found, missing } from "./verify-found.ts";

/** @param asked All that is asked for: the image of what it carries is among them. */
export function findEmbedded(
    { kind, name, note }: PlannedRequirement,
    texts: ReadonlyMap<string, string>,
    asked: readonly PlannedRequirement[],
): Found {
    const reference = kind === "container" ? name : asked.find(each => each.kind === "container")?.name;
    const image = reference === undefined ? null : findImage(listImages(texts), reference);
    if (reference === undefined || !image) return missing();
    const found = reference.includes("@") || image.digest === null ? reference : `${reference} ${image.digest}`;
    return { state: "present", found, note: kind === "container" ? null : note };
}

const listImages = (texts: ReadonlyMap<string, string>): EmbeddedImage[] =>
    imageFiles.flatMap(path => parseImages(texts.get(path) ?? ""));
