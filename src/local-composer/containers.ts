/** Container images of a blueprint: found at their registry when a compose is started, embedded when it is built. */
import { createHash } from "node:crypto";
import { join } from "node:path";

import * as z from "zod";

import { Refusal } from "./answer.ts";
import type { StoredBlueprint } from "./blueprint.ts";
import type { Job } from "./job.ts";
import { runTool, ToolError, workerCommand } from "./tool.ts";

export const imageSchema = z.object({
    /** By digest: "quay.io/acme/ee@sha256:…". */
    source: z.string(),
    /** What it is called in the result. */
    name: z.string(),
    verify: z.boolean(),
});

export type Image = z.infer<typeof imageSchema>;

/** Where they lie in the tree. */
export const imageStorage = "/usr/share/containers/storage";

/** A manifest is some kilobytes; what is larger is none. */
const LARGEST_MANIFEST = 4 * 1024 * 1024;

/**
 * Throws Refusal with what containers/image says, which the real one uses too.
 *
 * @param state The server's state directory.
 */
export async function resolveContainers({ containers = [] }: StoredBlueprint, state: string): Promise<Image[]> {
    const images: Image[] = [];
    for (const { source, name, "tls-verify": verify = true } of containers) {
        const argv = ["/usr/bin/skopeo", "inspect", "--raw", `--tls-verify=${verify}`, `docker://${source}`] as const;
        const { stdout } = await runTool(argv, { state, maxBytes: LARGEST_MANIFEST }).catch((error: unknown) => {
            throw refuse(source, error);
        });
        const digest = `sha256:${createHash("sha256").update(stdout).digest("hex")}`;
        const bare = source.replace(/@.*$/, "").replace(/:[^:/]*$/, "");
        images.push({ source: `${bare}@${digest}`, name: name || source, verify });
    }
    return images;
}

function refuse(source: string, error: unknown): unknown {
    const refusal = (what: string) => new Refusal(500, "ContainerResolveError", `failed to resolve container: ${what}`);
    if (error instanceof Error && "code" in error && error.code === "ENOENT")
        return refusal(`'${source}': skopeo is not installed here, and the local composer pulls images by it`);
    if (!(error instanceof ToolError)) return error;
    // level=fatal msg="Error parsing image name \"docker://…\": pinging …"
    const [, quoted = ""] = /msg=("(?:[^"\\]|\\.)*")\s*$/.exec(error.message) ?? [];
    const words = quoted === "" ? error.message : String(JSON.parse(quoted));
    const reason = words.replace(/^Error parsing image name "[^"]*": /, "");
    return refusal(
        reason.startsWith("invalid reference format")
            ? `failed to parse '${source}': ${reason}`
            : `'${source}': error getting manifest: ${reason}`,
    );
}

/** After packages and customizations: the place is podman's, and nothing else writes there. */
export async function embedImages({ compose: { images }, state, work, signal, step }: Job): Promise<void> {
    if (images.length === 0) return;
    await step("embed", "os", "org.osbuild.skopeo", async stage => {
        const input = { root: join(work, "tree"), work: join(work, "images"), images };
        const { stdout } = await runTool(workerCommand("embed"), { state: state.directory, input, signal });
        stage.output = images.map(({ name, source }) => `${name} is ${source}\n`).join("") + stdout;
    });
}
