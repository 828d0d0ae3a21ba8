/** Symbolic links of a tree: where they lead, told without following any on the host. */

/** No chain of links in a sound tree is as long; the kernel gives up at 40 too. */
const MOST_STEPS = 40;

/**
 * The first link of a tree that leads out of it, by an absolute target or by "..", itself or by way of other links; null
 * when none does. One that leads nowhere inside of the tree is no matter.
 *
 * @param links Target by path, both relative: "files/current" -> "../v2".
 */
export function findLinkOut(links: ReadonlyMap<string, string>): string | null {
    for (const path of links.keys()) if (leadsOut(path, links)) return path;
    return null;
}

function leadsOut(path: string, links: ReadonlyMap<string, string>): boolean {
    const at: string[] = [];
    const ahead = path.split("/");
    let steps = 0;
    for (let part = ahead.shift(); part !== undefined; part = ahead.shift()) {
        if (part === "" || part === ".") continue;
        if (part === "..") {
            if (at.pop() === undefined) return true;
            continue;
        }
        at.push(part);
        const target = links.get(at.join("/"));
        if (target === undefined) continue;
        steps += 1;
        if (target.startsWith("/") || steps > MOST_STEPS) return true;
        at.pop();
        ahead.unshift(...target.split("/"));
    }
    return false;
}
