/** What embedded images hold, as far as names of files in their layers tell. */
import type { Host } from "../host/host.ts";
import type { Collection } from "./collections.ts";
import { chainOf, layerEntries, layerFile, parseLayers, parseOpaque, stackLayers } from "./image-layers.ts";
import { type EmbeddedImage, imageFiles, imageStorage, LARGEST_IMAGES, parseImages } from "./images.ts";
import { readManifests } from "./manifests.ts";
import { askOstree } from "./program.ts";
import { type Distribution, findDistributions } from "./python.ts";
import { readTexts } from "./texts.ts";
import type { Tree, TreeEntry } from "./tree.ts";

export type ImageContents = { image: EmbeddedImage; collections: Collection[]; python: Distribution[] };

/** Of each image whose layers are told. Throws HostError. */
export async function readImageContents(
    host: Host,
    repo: string,
    checksum: string,
    tree: Tree,
): Promise<ImageContents[]> {
    if (!tree.has(imageStorage)) return [];
    const telling = [...imageFiles, layerFile];
    const small = telling
        .flatMap(path => tree.get(path) ?? [])
        .filter(({ type, size }) => type === "file" && size <= LARGEST_IMAGES);
    const texts = await readTexts(host, repo, checksum, small);
    const parents = parseLayers(texts.get(layerFile) ?? "");
    const layers = layerEntries(tree.values());
    const overlay = `${imageStorage}/overlay`;
    const isOverlay = tree.get(overlay)?.type === "directory";
    const opaque = isOverlay
        ? parseOpaque(await askOstree(host, repo, ["ls", "--recursive", "--xattrs", checksum, overlay]))
        : new Set<string>();
    const images = imageFiles.flatMap(path => parseImages(texts.get(path) ?? ""));
    const found = images.map(async image => {
        const held = imageEntries(image, parents, layers, opaque);
        if (!held) return [];
        const inside = [...held].map(([path, entry]) => ({ ...entry, path }));
        const placeOf = (path: string) => held.get(path)?.path ?? path;
        const collections = await readManifests(host, repo, checksum, inside, placeOf);
        return [{ image, collections, python: findDistributions([...held.keys()]) }];
    });
    return (await Promise.all(found)).flat();
}

/** By path in the image, with where they are in the commit; null where it is not told of which layers it is made. */
export function imageEntries(
    { layer }: Pick<EmbeddedImage, "layer">,
    parents: ReadonlyMap<string, string | null>,
    layers: ReadonlyMap<string, ReadonlyMap<string, TreeEntry>>,
    opaque: ReadonlySet<string>,
): Map<string, TreeEntry> | null {
    if (layer === null) return null;
    // A layer that is no overlay is whole.
    const chain = parents.has(layer) ? chainOf(parents, layer) : layers.has(layer) ? [layer] : null;
    return (
        chain &&
        stackLayers(
            chain.flatMap(id => layers.get(id) ?? []),
            opaque,
        )
    );
}
