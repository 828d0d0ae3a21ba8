/** The RPM database inside a commit, read by `rpm` in a box of its own. */
import { withWorkshop } from "../host/confined.ts";
import { type Host, HostError } from "../host/host.ts";
import { type Package, parsePackages, parseProviders, queryFormat } from "./packages.ts";
import { listDirectory, type Tree } from "./tree.ts";

/** rpm-ostree's own place first; on current systems the other is a link to it, or it to the other. */
const places = ["/usr/share/rpm", "/usr/lib/sysimage/rpm"];

const LARGEST = 1024 * 1024 * 1024;

export type Database = {
    packages: Package[];
    /** By capability, such as "python3dist(six)", the name of a package that provides it; files are none. */
    providers: ReadonlyMap<string, string>;
};

/** What the commit's RPM database tells, or null where there is none that the host's rpm can read (of an older kind). */
export async function readDatabase(host: Host, repo: string, checksum: string, tree: Tree): Promise<Database | null> {
    const place = findDatabase(tree);
    if (place === null) return null;
    // In the repository's own directory for temporary things: ostree clears what a crash leaves in it.
    return withWorkshop(host, `${repo}/tmp`, new Map(), async workshop => {
        // Checked out in the box too, so that rpm may write beside the database: it does even to read it.
        const copy = ["ostree", "--repo=/workshop/repo", "checkout", "--user-mode", "--disable-cache", "--fsync=false"];
        await workshop.run([...copy, `--subpath=${place}`, checksum, "/workshop/rpmdb"], { show: { repo } });
        const query = ["rpm", "--dbpath=/workshop/rpmdb", "--query", "--all", "--queryformat", queryFormat];
        try {
            const answer = new TextDecoder().decode(await workshop.run(query));
            const packages = parsePackages(answer);
            // In a directory without a database it knows, rpm makes an empty one and is content.
            return packages.length > 0 ? { packages, providers: parseProviders(answer) } : null;
        } catch (error) {
            if (error instanceof HostError && error.problem === "failed") return null;
            throw error;
        }
    });
}

/** The directory that holds a database and, since rpm would follow links out of the commit, nothing but plain files. */
const findDatabase = (tree: Tree): string | null =>
    places.find(place => {
        const files = listDirectory(tree, place) ?? [];
        const isPlain = files.every(({ type }) => type === "file");
        return isPlain && files.length > 0 && files.reduce((sum, { size }) => sum + size, 0) < LARGEST;
    }) ?? null;
