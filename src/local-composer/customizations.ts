/** Customizations that the server applies: their shape, and what no commit can have. Pure. Messages are osbuild's own. */
import * as z from "zod";

import { type CustomFile, mayHaveFile } from "../osbuild/customizations.ts";

const owner = z.union([z.string(), z.number()]).optional();
const node = { path: z.string().default(""), user: owner, group: owner, mode: z.string().optional() };

/** All others vanish, as they do on the real one: what a server supports is found out by pushing it and reading it back. */
export const storedCustomizationsSchema = z.object({
    hostname: z.string().optional(),
    kernel: z.object({ name: z.string().optional(), append: z.string().default("") }).optional(),
    user: z
        .array(
            z.object({
                name: z.string().default(""),
                description: z.string().optional(),
                home: z.string().optional(),
                shell: z.string().optional(),
                groups: z.array(z.string()).optional(),
                uid: z.int().optional(),
                gid: z.int().optional(),
            }),
        )
        .optional(),
    group: z.array(z.object({ name: z.string().default(""), gid: z.int().optional() })).optional(),
    filesystem: z.array(z.object({ mountpoint: z.string(), minsize: z.number().optional() })).optional(),
    openscap: z.object({ datastream: z.string().optional(), profile_id: z.string().optional() }).optional(),
    directories: z.array(z.object({ ...node, ensure_parents: z.boolean().optional() })).optional(),
    files: z.array(z.object({ ...node, data: z.string().optional() })).optional(),
});

export type StoredCustomizations = z.infer<typeof storedCustomizationsSchema>;

type Node = Pick<CustomFile, "path" | "user" | "group" | "mode">;

/** What the first file or directory that cannot be one has wrong; told when a blueprint is pushed. */
export function findMalformed({ directories = [], files = [] }: StoredCustomizations): string | null {
    for (const each of [...directories, ...files]) {
        const problem = judgeNode(each);
        if (problem !== null) return problem;
    }
    return null;
}

function judgeNode({ path, mode = "", user, group }: Node): string | null {
    if (mode !== "" && !/^0?[0-7]{3}$/.test(mode)) return `invalid mode ${mode}: must be an octal number`;
    if (path === "") return "path must not be empty";
    if (!path.startsWith("/")) return "path must be absolute";
    if (path.endsWith("/")) return "path must not end with a slash";
    if (/\/(?:\.{0,2})(?:\/|$)/.test(path)) return "path must be canonical";
    for (const [what, value] of Object.entries({ user, group }))
        if (typeof value === "number" && !Number.isInteger(value))
            return `invalid ${what} ${value.toFixed(6)}: must be an integer`;
    return null;
}

/** What no commit can have; told when a compose is started. */
export function findUnsupported(customizations: StoredCustomizations): string | null {
    const { kernel, filesystem, openscap, directories = [], files = [] } = customizations;
    if (kernel && kernel.append !== "")
        return "kernel boot parameter customizations are not supported for ostree types";
    if (filesystem) return "Custom mountpoints are not supported for ostree types";
    const profile = openscap?.profile_id ?? "";
    // The profile of a policy is looked at first.
    if (openscap && !profile.startsWith("xccdf_org.ssgproject.content_profile_"))
        return `OpenSCAP unsupported profile: ${profile}`;
    if (openscap) return "OpenSCAP customizations are not supported for ostree types";
    return (
        findClash(
            directories.map(({ path }) => path),
            files.map(({ path }) => path),
        ) ??
        findForbidden("directories", directories, path => path.startsWith("/etc/")) ??
        findForbidden("files", files, path => mayHaveFile(path) || /^\/(?:root|usr\/local\/s?bin)\/./.test(path))
    );
}

function findClash(directories: readonly string[], files: readonly string[]): string | null {
    const all = [...directories, ...files];
    const twice = all.filter((path, index) => all.indexOf(path) < index);
    if (twice.length > 0) return `duplicate files / directory customization paths: [${twice.join(" ")}]`;
    const below = all.filter(path => files.some(file => path.startsWith(`${file}/`)));
    if (below.length === 0) return null;
    return `the following filesystem nodes are parents of another node and are not directories: [${below.join(" ")}]`;
}

function findForbidden(what: string, nodes: readonly Node[], isAllowed: (path: string) => boolean): string | null {
    const forbidden = nodes.map(({ path }) => path).filter(path => !isAllowed(path));
    if (forbidden.length === 0) return null;
    return `the following custom ${what} are not allowed: [${forbidden.map(path => JSON.stringify(path)).join(" ")}]`;
}
