/**
 * Content RPMs on the host: each in an RPM repository of its own, named by its content.
 *
 * One repository each needs no lock and is never changed once it is there, so a compose that waits is not disturbed by
 * the next build.
 */
import { withWorkshop } from "../host/confined.ts";
import { makeDirectory } from "../host/files.ts";
import type { Host } from "../host/host.ts";
import { collectionsDirectory } from "./collection.ts";
import { collectionsPath, writeSpec } from "./spec.ts";

export type Content = {
    /** Package name, `ee-<definition>`. */
    name: string;
    version: string;
    summary: string;
    collections: readonly { name: string; version: string }[];
    /** Directory on the host that holds `ansible_collections`; null when there are none. */
    fetched: string | null;
    /** Goes to /usr/share/ee/<definition>/: what the commit says of itself. */
    about: ReadonlyMap<string, string>;
};

/** Every file of every content RPM is of this day: same inputs, same bytes. 2020-01-01. */
const EPOCH = "1577836800";

/** Where the repository of a content RPM is. The composer's own user reads it. */
export const contentDirectory = (state: string, { name, version }: Pick<Content, "name" | "version">): string =>
    `${state}/content/${name}/${version}`;

/** Make the content RPM and its repository, unless it is there already. Throws HostError. */
export async function packContent(host: Host, state: string, content: Content, signal?: AbortSignal): Promise<void> {
    const destination = contentDirectory(state, content);
    const present = await host.run(["find", `${state}/content`, "-path", `${destination}/repodata/repomd.xml`]);
    if (present.length > 0) return;
    const about = `/usr/share/ee/${content.name.replace(/^ee-/, "")}`;
    const collections = content.fetched === null ? [] : content.collections;
    const inputs = new Map([
        ["content.spec", writeSpec({ ...content, collections, about })],
        [`root${collectionsPath}/.keep`, ""],
        ...[...content.about].map(([path, text]) => [`root${about}/${path}`, text] as const),
    ]);
    await withWorkshop(host, `${state}/cache/work`, inputs, async workshop => {
        const show =
            content.fetched === null
                ? {}
                : { [`root${collectionsPath}`]: `${content.fetched}/${collectionsDirectory}` };
        const environment = { SOURCE_DATE_EPOCH: EPOCH, TZ: "UTC" };
        await workshop.run(
            [
                "rpmbuild",
                "-bb",
                "--quiet",
                "--nodeps",
                "--noclean",
                "--noprep",
                "--target=noarch",
                "--buildroot=/workshop/root",
                ...defines,
                "/workshop/content.spec",
            ],
            { show, environment, signal },
        );
        await workshop.run(
            [
                "createrepo_c",
                "--quiet",
                "--no-database",
                "--simple-md-filenames",
                `--revision=${EPOCH}`,
                "--set-timestamp-to-revision",
                "/workshop/result",
            ],
            { environment, signal },
        );
        await makeDirectory(host, destination.slice(0, destination.lastIndexOf("/")));
        // Somebody else may have packed the same meanwhile, which is the same.
        await workshop.release("result", destination);
    });
}

const defines = Object.entries({
    _topdir: "/workshop/home/rpmbuild",
    _rpmdir: "/workshop/result",
    _build_name_fmt: "%%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm",
    _buildhost: "localhost",
    use_source_date_epoch_as_buildtime: "1",
    clamp_mtime_to_source_date_epoch: "1",
    // Every target's rpm reads gzip; not every one reads zstd.
    _binary_payload: "w6.gzdio",
    __os_install_post: "%{nil}",
    _build_id_links: "none",
    debug_package: "%{nil}",
    // What the spec does not name, such as the server records beside collections, stays out.
    _unpackaged_files_terminate_build: "0",
    // A collection may bring a program; it is data to us.
    _binaries_in_noarch_packages_terminate_build: "0",
    __check_files: "%{nil}",
}).flatMap(([name, value]) => ["--define", `${name} ${value}`]);
