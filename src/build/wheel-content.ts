/** How wheels lie in a commit: in a directory of their own, which Ansible's Python looks into last. */
import type { Content, ContentFile } from "../content/repository.ts";
import type { Wheel } from "../content/wheels.ts";
import type { Interpreter } from "../ee/interpreter.ts";

/** What wheels add to a content RPM. */
export type WheelContent = Pick<Content, "arch" | "trees"> & { files: [path: string, file: ContentFile][] };

/**
 * A `.pth` file in the interpreter's own directory appends theirs to where it looks: an RPM's files always come first,
 * and none of them is replaced.
 *
 * @param name Of the definition.
 */
export function layOutWheels(
    name: string,
    wheels: readonly Wheel[],
    { sitePackages, arch }: Pick<Interpreter, "sitePackages" | "arch">,
): WheelContent {
    if (wheels.length === 0) return { arch: "noarch", trees: [], files: [] };
    const to = `/usr/lib/ee/${name}/site-packages`;
    return {
        arch: wheels.some(({ isNative }) => isNative) ? (arch ?? "noarch") : "noarch",
        trees: wheels.map(({ directory }) => ({ from: directory, to })),
        files: [[`${sitePackages}/ee-${name}.pth`, { mode: 0o644, content: `${to}\n` }]],
    };
}

/** What the lock keeps of each: which file it is, by its digest, and where it came from. */
export const lockWheels = (wheels: readonly Wheel[]) =>
    wheels.map(({ name, version, file, sha256, source }) => ({ name, version, file, sha256, source }));
