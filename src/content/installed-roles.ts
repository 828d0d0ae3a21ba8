/** What ansible-galaxy has installed of roles: looked into, and none taken that holds what may not be carried. */
import * as z from "zod/mini";
import type { Host } from "../host/host.ts";
import { type Entry, readTree } from "../host/trees.ts";
import { _, format } from "../language.ts";
import { digest } from "./digest.ts";
import { findLinkOut } from "./links.ts";

export const roleSchema = z.object({
    name: z.string(),
    /** As ansible-galaxy chose it, or as it was asked for; "" where a repository's newest was taken. */
    version: z.string(),
    /** SHA-256 of its files: the same content, the same digest. */
    digest: z.string(),
    /** Roles that depend on it. */
    dependents: z.array(z.string()),
});

export type FetchedRole = z.infer<typeof roleSchema>;

/** Largest sum of all roles' files, in bytes. */
const LARGEST = 256 * 1024 * 1024;

/** What was installed; or the first role that may not be carried, and why. */
export async function inspectRoles(
    host: Host,
    directory: string,
    dependents: ReadonlyMap<string, string[]>,
): Promise<{ roles: FetchedRole[] } | { role: string; reason: string }> {
    const listed = await host.run(["find", directory, "-mindepth", "1", "-printf", "%y\\t%P\\t%l\\0"]);
    const links = new Map<string, Map<string, string>>();
    for (const line of new TextDecoder().decode(listed).split("\0").filter(Boolean)) {
        const [type = "", path = "", target = ""] = line.split("\t");
        const role = path.split("/")[0] ?? "";
        const inside = path.slice(role.length + 1);
        if (/\p{Cc}/u.test(line.replaceAll("\t", "")) || line.split("\t").length !== 3 || !"fdl".includes(type))
            return {
                role,
                reason: format(
                    _("It holds $0, which is neither a file, a directory nor a link with a plain name."),
                    inside,
                ),
            };
        if (!links.has(role)) links.set(role, new Map());
        if (type === "l") links.get(role)?.set(inside, target);
    }
    for (const [role, own] of links) {
        const out = findLinkOut(own);
        if (out !== null) return { role, reason: leadsOut(out) };
    }
    const entries = (await readTree(host, directory, { maxBytes: LARGEST })) ?? [];
    const names = entries
        .filter(({ path, type }) => type === "directory" && /^[^/]+$/.test(path))
        .map(({ path }) => path);
    return { roles: names.map(name => describe(name, entries, links.get(name) ?? new Map(), dependents)) };
}

const leadsOut = (path: string): string =>
    format(_("Its link $0 leads out of it. Take a version without, or have its author repair it."), path);

function describe(
    name: string,
    entries: readonly Entry[],
    links: ReadonlyMap<string, string>,
    dependents: ReadonlyMap<string, string[]>,
): FetchedRole {
    const own = entries.filter(({ path, type }) => path.startsWith(`${name}/`) && type === "file");
    const info = own.find(({ path }) => path === `${name}/meta/${INSTALL_INFO}`);
    const version = /^version: *(["']?)(.*?)\1 *$/m.exec(new TextDecoder().decode(info?.bytes))?.[2] ?? "";
    const content = own
        .filter(entry => entry !== info)
        .map(({ path, mode, bytes }) => [path.slice(name.length), mode & 0o111, bytes]);
    return {
        name,
        version: version === "null" ? "" : version,
        digest: digest([content, [...links]]),
        dependents: dependents.get(name) ?? [],
    };
}

/** What ansible-galaxy writes into each role: its version, and when it was installed. */
export const INSTALL_INFO = ".galaxy_install_info";
