/** An embedded image in a commit, and what it stands for. */
import { isCollectionName } from "../ee/galaxy.ts";
import { parsePythonRequirement } from "../ee/python.ts";
import { isDistribution } from "../ee/requirement.ts";
import { _ } from "../language.ts";
import { type EmbeddedImage, findImage, imageFiles, parseImages } from "../ostree/images.ts";
import type { PlannedRequirement } from "./plan.ts";
import { findCollection } from "./verify-collection.ts";
import { type Found, missing } from "./verify-found.ts";
import { findPython } from "./verify-python.ts";
import type { Held } from "./verify-steps.ts";

/** @param asked All that is asked for: the image of what it carries is among them. */
export function findEmbedded(
    requirement: PlannedRequirement,
    texts: ReadonlyMap<string, string>,
    asked: readonly PlannedRequirement[],
): Found {
    const { kind, note } = requirement;
    const reference = referenceOf(requirement, asked);
    const image = reference === undefined ? null : findImage(listImages(texts), reference);
    if (reference === undefined || !image) return missing();
    const found = reference.includes("@") || image.digest === null ? reference : `${reference} ${image.digest}`;
    return { state: "present", found, note: kind === "container" ? null : note };
}

const referenceOf = ({ kind, name }: PlannedRequirement, asked: readonly PlannedRequirement[]): string | undefined =>
    kind === "container" ? name : asked.find(each => each.kind === "container")?.name;

const listImages = (texts: ReadonlyMap<string, string>): EmbeddedImage[] =>
    imageFiles.flatMap(path => parseImages(texts.get(path) ?? ""));

/** What of an image its layers tell: collections and Python distributions. Null for all else, which is not looked at. */
export function findInImage(
    requirement: PlannedRequirement,
    held: Held,
    asked: readonly PlannedRequirement[],
): Found | null {
    const { kind, name, text } = requirement;
    const image = findImage(held.inImages?.map(each => each.image) ?? [], referenceOf(requirement, asked) ?? "");
    const contents = held.inImages?.find(each => each.image === image);
    if (!contents) return null;
    const inside = { ...held, packages: [], providers: new Map<string, string>(), ...contents };
    const found =
        kind === "collection" && isCollectionName(name)
            ? findCollection(requirement, inside)
            : isDistribution(kind) && parsePythonRequirement(text)?.url === null
              ? findPython(requirement, inside)
              : null;
    if (found?.state === "missing") return missing(_("The image is there, and none of its layers holds it."));
    return found && { ...found, note: [found.note, _("It is in the image.")].filter(Boolean).join(" ") };
}
