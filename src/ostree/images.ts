/** Container images that a commit holds, as containers/storage lists them; nothing of it is trusted. */
import * as z from "zod/mini";

export type EmbeddedImage = {
    /** "quay.io/acme/ee:1.0"; what it was pulled as. */
    names: string[];
    /** Of its manifest, "sha256:…"; null where it is not told. */
    digest: string | null;
    /** Id of its top layer; null where it is not told. */
    layer: string | null;
};

/** Where osbuild embeds images for OSTree; podman looks there by /etc/containers/storage.conf. */
export const imageStorage = "/usr/share/containers/storage";

/** Whether it is a file of an image: what lies there is the image's own, and nothing of the system looks into it. */
export const isInImage = (path: string): boolean => path.startsWith(`${imageStorage}/`);

/** The lists of images there, by the driver that keeps them. */
export const imageFiles: readonly string[] = [
    `${imageStorage}/overlay-images/images.json`,
    `${imageStorage}/vfs-images/images.json`,
];

/** A list of a thousand images is smaller, in bytes. */
export const LARGEST_IMAGES = 1024 * 1024;
const MOST_IMAGES = 1000;
const imagesSchema = z
    .array(
        z.object({
            names: z.nullish(z.array(z.string().check(z.maxLength(1000))).check(z.maxLength(100))),
            digest: z.nullish(z.string().check(z.maxLength(200))),
            layer: z.nullish(z.string().check(z.maxLength(200))),
        }),
    )
    .check(z.maxLength(MOST_IMAGES));

/** Nothing for what is no such list. */
export function parseImages(text: string): EmbeddedImage[] {
    try {
        return imagesSchema.parse(JSON.parse(text)).map(({ names, digest, layer }) => ({
            names: names ?? [],
            digest: digest ?? null,
            layer: layer ?? null,
        }));
    } catch {
        return [];
    }
}

/** The image that was pulled by that reference; one without tag and digest means the tag "latest". */
export function findImage(images: readonly EmbeddedImage[], reference: string): EmbeddedImage | null {
    const [, digest] = reference.split("@");
    const name = digest !== undefined || /:[^/:]*$/.test(reference) ? reference : `${reference}:latest`;
    return images.find(each => each.names.includes(name) || (digest !== undefined && each.digest === digest)) ?? null;
}
