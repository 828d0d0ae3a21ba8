/** `--parent` and `--url`: what is built on top of, or is locked to be. */
import { type BuildTop, topOf } from "../build/parent.ts";
import { HostError } from "../host/host.ts";
import { checkRef, isChecksum, isRemoteUrl } from "../ostree/ref.ts";
import { type Context, tell, UsageError } from "./context.ts";
import type { Locked } from "./lock.ts";

/** Whether the caller says it. */
export const saysTop = ({ parent, url }: Pick<Context, "parent" | "url">): boolean =>
    parent !== undefined || url !== undefined;

/**
 * --parent alone is a ref of this machine's repository, or a commit of it; with --url, or --url alone, it is a ref over
 * there. Throws UsageError.
 *
 * @param ref Of the new commit.
 * @param otherwise Where neither is given.
 */
export function readTop({ parent, url }: Pick<Context, "parent" | "url">, ref: string, otherwise: BuildTop): BuildTop {
    if (url !== undefined && !isRemoteUrl(url))
        throw new UsageError(`${url} is not an address of http or https without a user`);
    if (parent === undefined) return url === undefined ? otherwise : { kind: "remote", url, ref };
    if (url === undefined && isChecksum(parent)) return { kind: "commit", checksum: parent };
    const wrong = checkRef(parent);
    if (wrong !== null) throw new UsageError(wrong);
    return url === undefined ? { kind: "ref", ref: parent } : { kind: "remote", url, ref: parent };
}

/** The parent of what is built again is part of it. */
export const topOfAgain = ({ lock, build }: NonNullable<Locked>): BuildTop =>
    topOf({ parent: lock.parent, remote: build?.remote ?? null });

/** A parent that is not there is the caller's to find, not the machine's failure. */
export function unlessMissing(error: unknown): null {
    if (!(error instanceof HostError) || error.problem !== "not-found") throw error;
    tell(`cockpit-ee: ${error.message}`);
    return null;
}
