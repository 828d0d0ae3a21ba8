/** What a blueprint changes in an image beside its packages: of osbuild-composer's customizations those that this project sets. */
import * as z from "zod/mini";

/** A user or group by name or number. */
const owner = z.optional(z.union([z.string(), z.number()]));

/** `mode` is octal: "0644", at most permission bits. */
const fileSchema = z.object({
    path: z.string(),
    user: owner,
    group: owner,
    mode: z.optional(z.string()),
    data: z.optional(z.string()),
});

const directorySchema = z.object({
    path: z.string(),
    user: owner,
    group: owner,
    mode: z.optional(z.string()),
    ensure_parents: z.optional(z.boolean()),
});

const userSchema = z.object({
    name: z.string(),
    description: z.optional(z.string()),
    home: z.optional(z.string()),
    shell: z.optional(z.string()),
    groups: z.optional(z.array(z.string())),
    uid: z.optional(z.number()),
    gid: z.optional(z.number()),
});

const groupSchema = z.object({ name: z.string(), gid: z.optional(z.number()) });

/** Go leaves empty lists out. */
export const customizationsSchema = z.object({
    user: z.optional(z.array(userSchema)),
    group: z.optional(z.array(groupSchema)),
    directories: z.optional(z.array(directorySchema)),
    files: z.optional(z.array(fileSchema)),
});

export type Customizations = z.infer<typeof customizationsSchema>;
export type CustomFile = z.infer<typeof fileSchema>;
export type CustomDirectory = z.infer<typeof directorySchema>;
export type CustomUser = z.infer<typeof userSchema>;
export type CustomGroup = z.infer<typeof groupSchema>;

/**
 * Where an image type for OSTree lets files be written that are not a package's. Authority: osbuild/images, whose
 * path policy also has /root and /usr/local; what is below these is no part of a commit.
 */
export const mayHaveFile = (path: string): boolean =>
    /^\/etc\/./.test(path) && !/^\/etc\/(?:fstab|shadow|passwd|group)$/.test(path);

/** Permission bits as a customization takes them; null for bits beyond those, which it has no word for. */
export const writeMode = (mode: number): string | null => (mode > 0o777 ? null : mode.toString(8).padStart(4, "0"));
