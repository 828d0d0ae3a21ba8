/** `cockpit-ee list`, `show` and `diff`: what was built, and what a commit holds. The commit itself is read, never a record. */
import type { BuildRecord } from "../build/record.ts";
import { listBuilds } from "../build/store.ts";
import { diffCommits, readInventory } from "../ostree/inventory.ts";
import { readCommit, resolveRevision } from "../ostree/repo.ts";
import { measureTree } from "../ostree/tree.ts";
import { type Context, print, printJson, stamp, table, tell, UsageError } from "./context.ts";

export async function runList({ host, state, json }: Context, operands: readonly string[]): Promise<number> {
    if (operands.length > 0) throw new UsageError("list takes no operands");
    const builds = await listBuilds(host, state);
    if (json) printJson(builds.map(buildJson));
    else if (builds.length === 0) print("No builds yet.");
    else {
        const rows = builds.map(({ id, definition, state: word, started, ref, checksum }) => [
            id,
            definition,
            word,
            stamp(started) ?? "",
            ref,
            checksum?.slice(0, 12) ?? "-",
        ]);
        print(table([["ID", "DEFINITION", "STATE", "STARTED", "REF", "COMMIT"], ...rows]));
    }
    return 0;
}

/** The contract of `build` and of each entry of `list`. */
export const buildJson = (record: BuildRecord) => ({
    id: record.id,
    definition: record.definition,
    state: record.state,
    distro: record.distro,
    type: record.type,
    ref: record.ref,
    parent: record.parent,
    checksum: record.checksum,
    composeId: record.composeId,
    started: stamp(record.started),
    ended: stamp(record.ended),
    error: record.error?.message ?? null,
});

export async function runShow(context: Context, operands: readonly string[]): Promise<number> {
    const [revision, ...more] = operands;
    if (revision === undefined || more.length > 0) throw new UsageError("show takes one revision");
    const { host, state, json } = context;
    const repo = `${state}/repo`;
    const checksum = await findRevision(context, revision);
    if (checksum === null) return 1;
    const [commit, { packages, collections, python, entries }] = await Promise.all([
        readCommit(host, repo, checksum),
        readInventory(host, repo, checksum),
    ]);
    const shown = {
        ref: commit.refs.includes(revision) ? revision : (commit.refs[0] ?? null),
        checksum,
        parent: commit.parent,
        version: commit.version,
        timestamp: stamp(commit.timestamp),
        size: measureTree(entries).size,
        packages: packages.map(({ name, epoch, version, release, arch }) => ({ name, epoch, version, release, arch })),
        collections: collections.map(({ name, version }) => ({ name, version })),
        python: python.map(({ name, version }) => ({ name, version })),
    };
    if (json) printJson(shown);
    else {
        print(
            table([
                ["ref", shown.ref ?? "-"],
                ["checksum", checksum],
                ["parent", shown.parent ?? "-"],
                ["version", shown.version ?? "-"],
                ["timestamp", shown.timestamp ?? "-"],
                ["size", `${shown.size} bytes`],
            ]),
        );
        print(`\n${packages.length} RPMs`);
        print(
            table(
                packages.map(({ name, epoch, version, release, arch }) => [
                    `  ${name}`,
                    `${epoch ? `${epoch}:` : ""}${version}-${release}.${arch}`,
                ]),
            ),
        );
        print(`\n${collections.length} collections`);
        print(table(collections.map(({ name, version }) => [`  ${name}`, version ?? "-"])));
        print(`\n${python.length} Python distributions`);
        print(table(python.map(({ name, version }) => [`  ${name}`, version ?? "-"])));
    }
    return 0;
}

export async function runDiff(context: Context, operands: readonly string[]): Promise<number> {
    const [from, to, ...more] = operands;
    if (from === undefined || to === undefined || more.length > 0) throw new UsageError("diff takes two revisions");
    const [first, second] = [await findRevision(context, from), await findRevision(context, to)];
    if (first === null || second === null) return 1;
    const difference = await diffCommits(context.host, `${context.state}/repo`, first, second);
    if (context.json) {
        printJson({ from: first, to: second, ...difference });
        return 0;
    }
    for (const [title, { added, removed, changed }] of Object.entries(difference)) {
        print(`${title}: ${added.length} added, ${removed.length} removed, ${changed.length} changed`);
        if (title === "files") continue;
        for (const entry of added) print(`  + ${label(entry)}`);
        for (const entry of removed) print(`  - ${label(entry)}`);
        for (const entry of changed) print(`  ~ ${label(entry)}`);
    }
    return 0;
}

export async function findRevision({ host, state }: Context, revision: string): Promise<string | null> {
    const checksum = await resolveRevision(host, `${state}/repo`, revision);
    if (checksum === null) tell(`cockpit-ee: this machine's repository has no ${revision}`);
    return checksum;
}

const label = (entry: unknown): string =>
    typeof entry === "string"
        ? entry
        : Object.values(entry as Record<string, unknown>)
              .filter(Boolean)
              .join(" ");
