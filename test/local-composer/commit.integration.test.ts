import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const run = promisify(execFile);
const worker = join(import.meta.dirname, "../../src/local-composer/commit.py");

test("a commit can list more packages than fit into one argument of a program", async () => {
    const work = await mkdtemp(join(tmpdir(), "commit-test-"));
    try {
        const [tree, repository] = [join(work, "tree"), join(work, "repository")];
        await mkdir(join(tree, "usr/lib/modules/6.1"), { recursive: true });
        await writeFile(join(tree, "usr/lib/modules/6.1/vmlinuz"), "kernel");
        const packages = Array.from({ length: 5000 }, (_, index) => [
            `package-with-a-long-name-${index}`,
            "0",
            "1.0",
            "1",
            "noarch",
        ]);
        const request = {
            ...{ repository, archive: join(work, "archive"), image: join(work, "image"), tree },
            ref: "a/b",
            subject: "many",
            version: "1",
            timestamp: 1,
            parent: null,
            url: null,
            packages,
        };
        const child = run("/usr/bin/python3", ["-I", worker]);
        child.child.stdin?.end(JSON.stringify(request));
        const { commit } = JSON.parse((await child).stdout);
        const show = async (key: string) =>
            (
                await run("ostree", [`--repo=${repository}`, "show", `--print-metadata-key=${key}`, commit], {
                    maxBuffer: 2 ** 24,
                })
            ).stdout;
        const list = await show("rpmostree.rpmdb.pkglist");
        expect(list.length).toBeGreaterThan(128 * 1024);
        expect(list).toContain("('package-with-a-long-name-4999', '0', '1.0', '1', 'noarch')");
        expect([await show("ostree.linux"), await show("ostree.bootable")]).toEqual(["'6.1'\n", "true\n"]);
    } finally {
        await rm(work, { recursive: true, force: true });
    }
});
