/** How wheels lie in a commit: in a directory of their own, which Ansible's Python looks into last. */
import { isPackable } from "../content/path.ts";
import type { Content, ContentFile } from "../content/repository.ts";
import type { Wheel } from "../content/wheels.ts";
import type { Interpreter } from "../ee/interpreter.ts";
import { commandFiles, type PlacedCommands } from "./wheel-commands.ts";

/** What wheels add to a content RPM. */
export type WheelContent = Pick<Content, "arch" | "trees" | "directories"> & {
    files: [path: string, file: ContentFile][];
};

/**
 * A `.pth` file in the interpreter's own directory appends theirs to where it looks: an RPM's files always come first,
 * and none of them is replaced.
 *
 * @param name Of the definition.
 * @param made Of each wheel, by its name, which of its commands lie with the programs.
 */
export function layOutWheels(
    name: string,
    wheels: readonly Wheel[],
    interpreter: Pick<Interpreter, "sitePackages" | "arch" | "prefix">,
    made: PlacedCommands["made"],
): WheelContent {
    const { sitePackages, arch } = interpreter;
    if (wheels.length === 0) return { arch: "noarch", trees: [], files: [], directories: new Map() };
    const to = `/usr/lib/ee/${name}/site-packages`;
    const parts = partsOf(wheels, to);
    return {
        arch: wheels.some(({ isNative }) => isNative) ? (arch ?? "noarch") : "noarch",
        trees: parts.filter(({ isFile }) => !isFile).map(part => ({ from: part.from, to: part.to })),
        files: [
            ...parts.flatMap(({ from, to: path, isFile }): [string, ContentFile][] =>
                isFile ? [[path, { mode: 0o644, content: { from } }]] : [],
            ),
            [`${sitePackages}/ee-${name}.pth`, { mode: 0o644, content: `${to}\n` }],
            ...commandFiles(wheels, made, interpreter),
        ],
        directories: new Map([[to, 0o755]]),
    };
}

type Part = { from: string; to: string; isFile: boolean };

/**
 * What is directly in wheels, each for itself: most of them have nothing in common, and what lies apart is packed where it
 * is. Wheels as a whole where a name is none for a spec file, or a file's in one and a directory's in another.
 */
function partsOf(wheels: readonly Wheel[], to: string): Part[] {
    const parts = wheels.flatMap(({ directory, top }) =>
        top.map(name => {
            const plain = name.replace(/\/$/, "");
            return { from: `${directory}/${plain}`, to: `${to}/${plain}`, isFile: plain === name };
        }),
    );
    const directories = new Set(parts.filter(({ isFile }) => !isFile).map(part => part.to));
    const isSound = parts.every(part => isPackable(part.to) && !(part.isFile && directories.has(part.to)));
    return isSound ? parts : wheels.map(({ directory }) => ({ from: directory, to, isFile: false }));
}

/** What the lock keeps of each: which file it is, by its digest, where it came from, and which of its commands are made. */
export const lockWheels = (wheels: readonly Wheel[], made: PlacedCommands["made"]) =>
    wheels.map(({ name, version, file, sha256, source }) => ({
        ...{ name, version, file, sha256, source },
        commands: made.get(name) ?? [],
    }));
