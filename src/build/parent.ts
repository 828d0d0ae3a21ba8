/** What a new commit is built on top of, and where the composer gets that from. */
import { type Host, HostError } from "../host/host.ts";
import { _, format } from "../language.ts";
import { resolveRevision } from "../ostree/repo.ts";
import type { BuildRecord } from "./record.ts";

/** What the commit is built on top of. */
export type BuildTop =
    | { kind: "nothing" }
    | { kind: "ref"; ref: string }
    /** In this machine's repository, whether a ref names it or not. */
    | { kind: "commit"; checksum: string }
    /** `tip`: the commit that the ref has to name; else the parent is whatever it names. */
    | { kind: "remote"; url: string; ref: string; tip?: string };

/** On top of what another commit is, too; a remote's is there, and this machine need not have it. */
export function topOf({ parent, remote }: Pick<BuildRecord, "parent" | "remote">): BuildTop {
    if (parent === null) return { kind: "nothing" };
    if (!remote || remote.url === null) return { kind: "commit", checksum: parent };
    return { kind: "remote", url: remote.url, ref: remote.ref, tip: parent };
}

export function remoteOf(top: BuildTop): BuildRecord["remote"] {
    switch (top.kind) {
        case "nothing":
            return null;
        case "ref":
            return { url: null, ref: top.ref };
        case "commit":
            return { url: null, ref: top.checksum };
        case "remote":
            return { url: top.url, ref: top.ref };
    }
}

/** The checksum that the new commit will name as its parent, or null for a new history. */
export async function readParent(
    host: Host,
    state: string,
    top: BuildTop,
    signal?: AbortSignal,
): Promise<string | null> {
    if (top.kind === "nothing") return null;
    if (top.kind === "commit") {
        const found = await resolveRevision(host, `${state}/repo`, top.checksum);
        if (found === top.checksum) return found;
        const missing = _("This machine's repository has no commit $0 to build on.");
        throw new HostError("not-found", format(missing, top.checksum.slice(0, 12)));
    }
    if (top.kind === "ref") {
        const checksum = await resolveRevision(host, `${state}/repo`, top.ref);
        if (checksum === null)
            throw new HostError("not-found", format(_("This machine's repository has no ref named $0."), top.ref));
        return checksum;
    }
    const address = `${top.url.replace(/\/+$/, "")}/refs/heads/${top.ref.split("/").map(encodeURIComponent).join("/")}`;
    const argv = [
        "curl",
        "--fail",
        "--silent",
        "--show-error",
        "--location",
        "--proto",
        "=http,https",
        "--connect-timeout",
        "8",
        "--max-time",
        "30",
        "--",
        address,
    ];
    const answer = await host.run(argv, { maxBytes: 4096, signal }).catch((error: unknown) => {
        if (!(error instanceof HostError)) throw error;
        if (error.problem === "too-large")
            throw new HostError("failed", format(_("$0 is not an OSTree repository."), top.url));
        if (error.problem !== "failed") throw error;
        // 22: the server answered, with a status such as 404.
        if (error.status === 22)
            throw new HostError("not-found", format(_("The remote has no ref named $0."), top.ref), error.detail);
        throw new HostError("refused", format(_("$0 does not answer."), top.url), error.detail);
    });
    const checksum = new TextDecoder().decode(answer).trim();
    if (/^[0-9a-f]{64}$/.test(checksum)) return holdTip(top, checksum);
    throw new HostError("failed", format(_("$0 is not an OSTree repository."), top.url), checksum);
}

/** "not-found": what is to be continued is no tip any more, and the composer takes no other. */
function holdTip({ ref, tip }: BuildTop & { kind: "remote" }, checksum: string): string {
    if (tip === undefined || tip === checksum) return checksum;
    const text = _("The remote's ref $0 names the commit $1 by now, and no longer $2. Choose what to build on.");
    throw new HostError("not-found", format(text, ref, checksum.slice(0, 12), tip.slice(0, 12)));
}
