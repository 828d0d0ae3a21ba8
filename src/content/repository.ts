/**
 * Content RPMs on the host: each in an RPM repository of its own, named by its content.
 *
 * One repository each needs no lock and is never changed once it is there, so a compose that waits is not disturbed by
 * the next build.
 */
import { type Workshop, withWorkshop } from "../host/confined.ts";
import { type Host, HostError, unlessMissing } from "../host/host.ts";
import { _, format } from "../language.ts";
import { layOut, layOutInputs } from "./build-root.ts";
import { aboutPath } from "./path.ts";
import { writeSpec } from "./spec.ts";

/** A directory that is packed with everything in it; what of it changes has to change the lock, which is in `about`. */
export type ContentTree = {
    /** Directory on the host that a fetch left. */
    from: string;
    /** Where it lies in the commit: below /usr or /etc. */
    to: string;
};

export type ContentFile = {
    /** Permission bits. */
    mode: number;
    /** What is in it; or the file on the host that a fetch left, whose checksum is in the lock. */
    content: string | Uint8Array | { from: string };
};

export type Content = {
    /** Package name, `ee-<definition>`. */
    name: string;
    version: string;
    summary: string;
    /** "noarch", or what its wheels demand, as RPM spells it. */
    arch: "noarch" | string;
    /** What it provides. */
    collections: readonly { name: string; version: string }[];
    /** Dependencies in RPM's words. */
    requires: readonly string[];
    /** Packages in whose place it stands, `version` with the release. */
    provides?: readonly { name: string; version: string }[];
    /** Collections, roles, wheels. Of two that have the same file the later's is packed, and of `files` before either. */
    trees: readonly ContentTree[];
    /** By absolute path. */
    files: ReadonlyMap<string, ContentFile>;
    /** Directories that need a mode, or that are empty: path -> permission bits. */
    directories: ReadonlyMap<string, number>;
    /** Path -> target. */
    links: ReadonlyMap<string, string>;
    /** Goes to /usr/share/ee/<definition>/: what the commit says of itself. */
    about: ReadonlyMap<string, string>;
};

/** Every file of every content RPM is of this day: same inputs, same bytes. 2020-01-01. */
const EPOCH = "1577836800";

/** A content RPM that is packed, or one that is signed as well. */
export type Packed = Pick<Content, "name" | "version"> & {
    /** Fingerprint of the key that signed it; null where none did. */
    key?: string | null;
};

/** Where the repository of a content RPM is. The composer's own user reads it. */
export const contentDirectory = (state: string, content: Packed): string => `${state}/content/${contentPath(content)}`;

/** The same below the directory of all. Of a key there are 16 digits, by which others tell keys apart too. */
export const contentPath = ({ name, version, key = null }: Packed): string =>
    `${name}/${version}${key === null ? "" : `.${key.slice(-16).toLowerCase()}`}`;

/**
 * Whether a content RPM is there already: of its name and version there is only one. Who asks is about to use it, so that
 * it is marked by the time of its directory, once a day: what nobody has used for long is pruned.
 */
export async function hasContent(host: Host, state: string, content: Packed): Promise<boolean> {
    const directory = contentDirectory(state, content);
    const mark = ["-path", directory, "-mmin", "+1440", "-exec", "touch", "--", "{}", ";", "-printf", "marked "];
    const look = ["-path", `${directory}/repodata/repomd.xml`, "-printf", "there"];
    const ask = async () => {
        const found = await host
            .run(["find", directory, "-maxdepth", "2", ...mark, "-o", ...look])
            .catch(unlessMissing);
        return new TextDecoder().decode(found ?? new Uint8Array());
    };
    const told = await ask();
    // It may have been pruned in the moment before it was marked.
    return (told.startsWith("marked") ? await ask() : told).endsWith("there");
}

/** Make the content RPM and its repository, unless it is there already. Throws HostError. */
export async function packContent(host: Host, state: string, content: Content, signal?: AbortSignal): Promise<void> {
    const destination = contentDirectory(state, content);
    if (await hasContent(host, state, content)) return;
    const spec = writeSpec({ ...content, about: aboutPath(content.name) });
    checkNames(content);
    const inputs = new Map([...layOutInputs(content), ["content.spec", `${spec}${DESCRIBE}`], ["magic", MAGIC]]);
    await withWorkshop(host, `${state}/cache/work`, inputs, async workshop => {
        const packed = packIn(workshop, content, signal);
        // Beside it: nothing leaves the workshop before both are done.
        const trees = checkTrees(host, content);
        await Promise.allSettled([packed, trees]);
        await trees;
        await packed;
        // Somebody else may have packed the same meanwhile, which is the same.
        await workshop.release("result", destination);
    });
}

/** Leaves `result` in the workshop, a repository of the one RPM. */
async function packIn(workshop: Workshop, content: Content, signal?: AbortSignal): Promise<void> {
    const show = await layOut(workshop, content, signal);
    // Without --noprep, though there is nothing to prepare: rpm 4.20 makes the directory that scripts begin in only with it.
    await workshop.run(
        [
            "rpmbuild",
            "-bb",
            "--quiet",
            "--nodeps",
            `--target=${content.arch}`,
            "--buildroot=/workshop/root",
            ...defines,
            "/workshop/content.spec",
        ],
        { show, environment: { SOURCE_DATE_EPOCH: EPOCH, TZ: "UTC", MAGIC: "/workshop/magic" }, signal },
    );
}

/**
 * What rpmbuild runs once the RPM is written: it makes a repository of it. A box of its own for that would take as long as
 * packing does. There is a result only when this has begun, and rpmbuild fails with it.
 */
const DESCRIBE = [
    "%clean",
    "mv /workshop/packed /workshop/result",
    // One package is read by one thread.
    `exec createrepo_c --workers=1 --quiet --no-database --simple-md-filenames --revision=${EPOCH} --set-timestamp-to-revision /workshop/result`,
    "",
].join("\n");

const cannotBePacked = (path: string): HostError =>
    new HostError("failed", format(_("$0 cannot be packed."), JSON.stringify(path)));

/** That the definition's own files have names that RPM can write down, and that lead nowhere else. Throws HostError "failed" that names one. */
function checkNames({ name, about }: Content): void {
    const odd = [...about.keys()].find(path => /\p{Cc}|^\/|(?:^|\/)\.{1,2}(?:\/|$)|\/$/u.test(path));
    if (odd !== undefined) throw cannotBePacked(`${aboutPath(name)}/${odd}`);
}

/** That there are only files, directories and links, by names that RPM can write down. Throws HostError "failed" that names one. */
async function checkTrees(host: Host, { trees, files }: Content): Promise<void> {
    const kept = [...files].flatMap(([to, { content }]): ContentTree[] =>
        typeof content === "object" && "from" in content ? [{ from: content.from, to }] : [],
    );
    const places = new Map([...trees, ...kept].map(({ from, to }) => [from, to]));
    if (places.size === 0) return;
    const kinds = ["f", "d", "l"].flatMap(kind => ["-not", "-type", kind]);
    const odd = ["(", ...kinds, "-o", "-name", "*[[:cntrl:]]*", ")"];
    const argv = ["find", ...places.keys(), ...odd, "-printf", "%H\\0/%P\\0", "-quit"];
    const [from = "", path = ""] = new TextDecoder().decode(await host.run(argv)).split("\0");
    if (path !== "") throw cannotBePacked(`${places.get(from) ?? ""}${path}`);
}

/**
 * What libmagic knows while rpmbuild looks into each file. RPM asks it only for machine code, of which it writes down the
 * width; all that it knows by itself takes longer than packing.
 */
const MAGIC = "0 string \\177ELF ELF\n>4 byte 1 32-bit\n>4 byte 2 64-bit\n";

const defines = Object.entries({
    _topdir: "/workshop/home/rpmbuild",
    _rpmdir: "/workshop/packed",
    _tmppath: "/workshop/tmp",
    // Else Debian's rpm starts two shells to find one.
    _dbpath: "/workshop/home/rpmdb",
    _build_name_fmt: "%%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm",
    _buildhost: "localhost",
    use_source_date_epoch_as_buildtime: "1",
    clamp_mtime_to_source_date_epoch: "1",
    // Every target's rpm reads gzip; not every one reads zstd. A higher level takes longer than the file's way to a composer.
    _binary_payload: "w3.gzdio",
    // One package is packed by one thread; to count the processors takes a shell.
    _smp_build_ncpus: "1",
    __os_install_post: "%{nil}",
    _build_id_links: "none",
    debug_package: "%{nil}",
    // What the spec does not name, such as the server records beside collections, stays out.
    _unpackaged_files_terminate_build: "0",
    // A collection may bring a program; it is data to us.
    _binaries_in_noarch_packages_terminate_build: "0",
    __check_files: "%{nil}",
}).flatMap(([name, value]) => ["--define", `${name} ${value}`]);
