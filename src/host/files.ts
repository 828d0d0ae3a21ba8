/** Files on the host, read and written by programs, so that rights and links are handled in one place. */
import { type Host, HostError, type RunOptions, unlessMissing } from "./host.ts";
import { type Link, writeTar } from "./tar.ts";
import type { Bounds } from "./trees.ts";

/** Names of the files directly in a directory, sorted; none when there is no such directory. */
export async function listFiles(host: Host, directory: string): Promise<string[]> {
    const argv = ["find", directory, "-mindepth", "1", "-maxdepth", "1", "-type", "f", "-printf", "%f\\0"];
    const names = await host.run(argv).catch(unlessMissing);
    return names ? new TextDecoder().decode(names).split("\0").filter(Boolean).sort() : [];
}

/** A whole text file (UTF-8), or null when there is none. */
export async function readText(host: Host, path: string, options: Bounds = {}): Promise<string | null> {
    const bytes = await host.run(["cat", "--", path], options).catch(unlessMissing);
    return bytes && new TextDecoder().decode(bytes);
}

export type Writing = Pick<RunOptions, "as"> & {
    /** Permission bits, or those of each path; the group may write unless told. */
    mode?: number | ((path: string) => number);
    /** Number of the user and the group to whom root gives what he writes. */
    owner?: number;
    /** Permission bits of the directory that he gives with it; the group may write unless told. */
    top?: number;
};

/** Create or replace a whole file: written aside, then renamed. Its directory must exist. */
export async function writeText(host: Host, path: string, text: string, options: Writing = {}): Promise<void> {
    const aside = await writeAside(host, path, text, options);
    await host.run(["mv", "--no-target-directory", "--", aside, path], asOf(options));
}

/** The same for many files directly in one directory, which is made where it is missing: three programs, however many they are. */
export async function writeTexts(host: Host, directory: string, texts: ReadonlyMap<string, string>): Promise<void> {
    if (texts.size === 0) return;
    const aside = `${directory}/.${randomHex(16)}`;
    try {
        await createFiles(host, aside, texts);
        const files = [...texts.keys()].map(name => `${aside}/${name}`);
        await host.run(["mv", `--target-directory=${directory}`, "--", ...files]);
    } finally {
        await remove(host, aside);
    }
}

/** Create a file that must not be there yet; false, and nothing changed, when it is. */
export async function createText(host: Host, path: string, text: string): Promise<boolean> {
    const aside = await writeAside(host, path, text);
    try {
        // link(2) fails when the name exists, which rename(2) does not.
        await host.run(["ln", "--no-target-directory", "--", aside, path]);
        return true;
    } catch (error) {
        if (error instanceof HostError && error.detail.includes("File exists")) return false;
        throw error;
    } finally {
        await remove(host, aside);
    }
}

/** Create a directory with these files, appearing all at once by rename; false, and nothing changed, when it is there already. */
export async function createTree(
    host: Host,
    directory: string,
    files: ReadonlyMap<string, string | Uint8Array>,
): Promise<boolean> {
    const aside = asideOf(directory);
    await makeDirectory(host, aside);
    await writeFiles(host, aside, files);
    const moved = await move(host, aside, directory);
    if (!moved) await remove(host, aside);
    return moved;
}

/** Create a directory with these files and links in it, and the directory above it where that is missing. */
export async function createFiles(
    host: Host,
    directory: string,
    files: ReadonlyMap<string, string | Uint8Array | Link>,
    options: Writing = {},
): Promise<void> {
    const above = directoryOf(directory);
    const name = directory.slice(above.length + 1);
    const write = () => extract(host, above, files, options, [`--one-top-level=${name}`]).then(() => true);
    if (await write().catch(unlessMissing)) return;
    await makeDirectory(host, above);
    await write();
}

/** Write these files below a directory that is there, one after the other and in place. */
export async function writeFiles(
    host: Host,
    directory: string,
    files: ReadonlyMap<string, string | Uint8Array | Link>,
    options: Writing = {},
): Promise<void> {
    await extract(host, directory, files, options);
}

async function extract(
    host: Host,
    directory: string,
    files: ReadonlyMap<string, string | Uint8Array | Link>,
    options: Writing,
    more: readonly string[] = [],
): Promise<void> {
    await host.run(
        [
            "tar",
            "--extract",
            "--file=-",
            // Nobody but root could give it away, and tar does not try.
            ...(options.owner === undefined ? ["--no-same-owner"] : []),
            "--same-permissions",
            "--touch",
            `--directory=${directory}`,
            ...more,
        ],
        { input: writeTar(files, options.mode, options.owner, options.top), ...asOf(options) },
    );
}

/** @param mode Permission bits in octal for what is made; what is there stays as it is. The umask decides unless told. */
export async function makeDirectory(
    host: Host,
    path: string | readonly string[],
    mode?: string,
    options: Pick<RunOptions, "as"> = {},
): Promise<void> {
    const paths = [path].flat();
    await host.run(["mkdir", "--parents", ...(mode === undefined ? [] : [`--mode=${mode}`]), "--", ...paths], options);
}

/** Rename a directory; false, and nothing changed, when the destination is there and not empty. */
export async function move(host: Host, from: string, to: string): Promise<boolean> {
    try {
        await host.run(["mv", "--no-target-directory", "--", from, to]);
        return true;
    } catch (error) {
        if (error instanceof HostError && /not empty|File exists|non-directory/.test(error.detail)) return false;
        throw error;
    }
}

/** Delete files or whole trees; nothing happens when there are none. */
export async function remove(
    host: Host,
    path: string | readonly string[],
    options: Pick<RunOptions, "as" | "timeout"> = {},
): Promise<void> {
    await host.run(["rm", "--recursive", "--force", "--", ...[path].flat()], options);
}

/** A random name part; unlike `crypto.randomUUID` it is to be had on pages that are not served by TLS too. */
export const randomHex = (digits: number): string =>
    [...crypto.getRandomValues(new Uint8Array(digits / 2))].map(byte => byte.toString(16).padStart(2, "0")).join("");

async function writeAside(host: Host, path: string, text: string, options: Writing = {}): Promise<string> {
    const aside = asideOf(path);
    await writeFiles(host, directoryOf(path), new Map([[aside.slice(directoryOf(path).length + 1), text]]), options);
    return aside;
}

const asOf = ({ as }: Writing): Pick<RunOptions, "as"> => (as === undefined ? {} : { as });

/** A hidden name beside the real one, on the same file system, that no reader takes for a result. */
const asideOf = (path: string): string =>
    `${directoryOf(path)}/.${path.slice(path.lastIndexOf("/") + 1).slice(0, 60)}.${randomHex(8)}`;

const directoryOf = (path: string): string => path.slice(0, path.lastIndexOf("/"));
