/** Read from a commit what it was made of. Nothing of it is kept elsewhere: whoever has the commit can build it again. */
import type { Host } from "../host/host.ts";
import { HostError } from "../host/host.ts";
import { _, format } from "../language.ts";
import { readImages, readPackages } from "../ostree/inventory.ts";
import { readTree } from "../ostree/read-tree.ts";
import { readCommitObject } from "../ostree/repo.ts";
import { readTexts } from "../ostree/texts.ts";
import { type Lock, parseLock } from "./lock.ts";
import { parsePlan } from "./told.ts";

/** What a commit tells of one definition. */
const MOST_FILES = 2000;
const MOST_BYTES = 32 * 1024 * 1024;

/** Throws HostError "not-found" where there is no such commit, "failed" where it does not tell what it was made of. */
export async function readLock(host: Host, repo: string, checksum: string, definition: string): Promise<Lock> {
    const untold = new HostError(
        "failed",
        format(_("The commit $0 does not tell what of $1 it was made of."), checksum.slice(0, 12), definition),
    );
    const directory = `/usr/share/ee/${definition}`;
    const { parent } = await readCommitObject(host, repo, checksum);
    const tree = await readTree(host, repo, checksum);
    const packages = await readPackages(host, repo, checksum, tree);
    const files = [...tree.values()].filter(({ path, type }) => type === "file" && path.startsWith(`${directory}/`));
    const bytes = files.reduce((sum, { size }) => sum + size, 0);
    if (files.length === 0 || files.length > MOST_FILES || bytes > MOST_BYTES) throw untold;
    const texts = await readTexts(host, repo, checksum, files);
    const about = new Map([...texts].map(([path, text]) => [path.slice(directory.length + 1), text]));
    const plan = parsePlan(about.get("plan.json") ?? "");
    const lock = parseLock(about.get("lock.json") ?? "");
    const own = packages.find(({ name }) => name === `ee-${definition}`);
    if (!plan || !lock || !own) throw untold;
    const images = lock.blueprint.containers ? await readImages(host, repo, checksum, tree) : [];
    return {
        ...lock,
        ...{ checksum, parent, plan, about, images },
        rpms: packages.filter(rpm => rpm !== own),
        content: { name: own.name, version: own.version },
    };
}
