/** From a tree to a commit, and from the commit to the artefact that clients take away. */
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import * as z from "zod";

import type { Compose } from "./compose.ts";
import { imageStorage } from "./containers.ts";
import type { PackageRow } from "./install.ts";
import type { Job } from "./job.ts";
import { repositoriesIn } from "./repositories.ts";
import { runTool, workerCommand } from "./tool.ts";

const committedSchema = z.object({
    commit: z.string().regex(/^[0-9a-f]{64}$/),
    content_checksum: z.string(),
    metadata_total: z.number(),
    metadata_written: z.number(),
    content_total: z.number(),
    content_written: z.number(),
    cache_hits: z.number(),
    content_bytes_written: z.number(),
});

/** compose.json, and the metadata of the stage in the log. */
export type Committed = { commit: string; describe: Record<string, string | number> };

/**
 * Into the repositories that all composes share, where objects that are there already are not written again, and laid out
 * alone in the work directory as edge-commit has it: compose.json beside an archive repository that holds the one commit.
 */
export function commitTree(
    { compose, state, work, signal, step }: Job,
    packages: PackageRow[],
    sourceDate: number | null,
): Promise<Committed> {
    const { ref, parent, blueprint, created } = compose;
    const timestamp = sourceDate ?? Math.floor(created);
    return step("commit", "ostree-commit", "org.osbuild.ostree.commit", async stage => {
        mkdirSync(imageOf(work));
        const { work: repository, archive } = repositoriesIn(state.directory);
        const input = {
            ...{ repository, archive, image: join(imageOf(work), "repo"), tree: join(work, "tree") },
            ...{
                ref,
                version: blueprint.version,
                subject: `${blueprint.name} ${blueprint.version}`,
                timestamp,
                packages,
            },
            ...{ parent: parent?.checksum ?? null, url: parent?.url ?? null },
            keep_attributes: compose.images.length > 0 ? imageStorage : null,
        };
        const { stdout } = await runTool(workerCommand("commit"), { state: state.directory, input, signal });
        const told = committedSchema.parse(JSON.parse(stdout));
        const describe = {
            ref,
            "ostree-n-metadata-total": told.metadata_total,
            "ostree-n-metadata-written": told.metadata_written,
            "ostree-n-content-total": told.content_total,
            "ostree-n-content-written": told.content_written,
            "ostree-n-cache-hits": told.cache_hits,
            "ostree-content-bytes-written": told.content_bytes_written,
            "ostree-commit": told.commit,
            "ostree-content-checksum": told.content_checksum,
            "ostree-timestamp": new Date(timestamp * 1000).toISOString().replace(".000", ""),
            "rpm-ostree-inputhash": hashInputs(compose),
        };
        stage.output = [
            `Metadata Total: ${told.metadata_total}`,
            `Metadata Written: ${told.metadata_written}`,
            `Content Total: ${told.content_total}`,
            `Content Written: ${told.content_written}`,
            `Content Bytes Written: ${told.content_bytes_written}`,
            `${ref} => ${told.commit}`,
        ].join("\n");
        stage.metadata = { compose: describe };
        return { commit: told.commit, describe };
    });
}

const imageOf = (work: string): string => join(work, "image");

/** Pack what is laid out as commit.tar. */
export async function packCommit({ compose, state, work, signal, step }: Job, { describe }: Committed): Promise<void> {
    const told = {
        ...describe,
        "ostree-version": compose.blueprint.version,
        ...(compose.parent ? { "ostree-parent-commit": compose.parent.checksum } : {}),
    };
    writeFileSync(join(imageOf(work), "compose.json"), JSON.stringify(told));
    const form = [
        "--sort=name",
        `--mtime=${describe["ostree-timestamp"]}`,
        "--owner=0",
        "--group=0",
        "--numeric-owner",
    ] as const;
    const argv = [
        "tar",
        "--create",
        `--file=${join(work, "commit.tar")}`,
        ...form,
        `--directory=${imageOf(work)}`,
    ] as const;
    await step("archive", "commit-archive", "org.osbuild.tar", () =>
        runTool([...argv, "."], { state: state.directory, signal }),
    );
}

/** One value that stands for everything that goes into a commit. */
const hashInputs = ({ packages, images, blueprint }: Compose): string =>
    createHash("sha256")
        .update(
            JSON.stringify([
                packages.map(({ checksum }) => checksum),
                blueprint.customizations ?? null,
                ...images.map(({ name, source }) => [name, source]),
            ]),
        )
        .digest("hex");
