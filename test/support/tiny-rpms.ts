/** RPM repositories of a few small packages, made in about a second. */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

export type TinyPackage = {
    name: string;
    /** "1.0" unless told. */
    version?: string;
    /** "1" unless told. */
    release?: string;
    /** "noarch" unless told. */
    arch?: "noarch" | "x86_64";
    /** Absolute path to content; a path that ends in "/" is a directory. */
    files?: Readonly<Record<string, string>>;
    requires?: readonly string[];
    provides?: readonly string[];
    conflicts?: readonly string[];
    /** Run when the package is installed, by Lua inside rpm: the root needs no shell. */
    post?: string;
};

export type TinyRepository = {
    directory: string;
    /** For --repo, or for a source. */
    url: string;
    /** Take these packages out, or all: the repository stays one. */
    empty(): Promise<void>;
    remove(): Promise<void>;
};

/** Seconds since 1970: build time of every package, so that the same packages have the same bytes. */
const EPOCH = "1700000000";

/** @param options.comps Text of a comps.xml: the groups of the repository. */
export async function makeRepo(options: { packages: readonly TinyPackage[]; comps?: string }): Promise<TinyRepository> {
    const { packages, comps } = options;
    const directory = await mkdtemp(join(tmpdir(), "tiny-rpms-"));
    const work = join(directory, ".work");
    await mkdir(work);
    for (const together of roundsOf(packages)) await buildPackages(together, work, directory);
    await rm(work, { recursive: true });
    const groups = join(directory, "comps.xml");
    if (comps !== undefined) await writeFile(groups, comps);
    const withGroups = comps === undefined ? [] : ["--groupfile", groups];
    const index = () =>
        run("createrepo_c", ["--quiet", ...withGroups, directory], {
            env: { ...process.env, SOURCE_DATE_EPOCH: EPOCH },
        });
    await index();
    return {
        directory,
        url: `file://${directory}`,
        async empty() {
            await rm(join(directory, "Packages"), { recursive: true, force: true });
            await index();
        },
        remove: () => rm(directory, { recursive: true, force: true }),
    };
}

/** What one spec can hold: names are unique within it, and a path is the same file for all; starting rpmbuild takes longer than a package. */
function roundsOf(packages: readonly TinyPackage[]): TinyPackage[][] {
    const rounds: { names: Set<string>; packages: TinyPackage[] }[] = [];
    for (const wanted of packages) {
        const own = [wanted.name, ...Object.keys(wanted.files ?? {}).filter(path => !path.endsWith("/"))];
        const round = rounds.find(({ names }) => !own.some(name => names.has(name)));
        if (!round) rounds.push({ names: new Set(own), packages: [wanted] });
        else {
            for (const name of own) round.names.add(name);
            round.packages.push(wanted);
        }
    }
    return rounds.map(round => round.packages);
}

async function buildPackages(packages: readonly TinyPackage[], work: string, directory: string): Promise<void> {
    const root = join(work, "root");
    await rm(root, { recursive: true, force: true });
    await mkdir(root);
    for (const [path, content] of packages.flatMap(({ files = {} }) => Object.entries(files))) {
        await mkdir(join(root, path, path.endsWith("/") ? "." : ".."), { recursive: true });
        if (!path.endsWith("/")) await writeFile(join(root, path), content);
    }
    const spec = join(work, "packages.spec");
    const about = [
        "Name: packages",
        "Version: 1",
        "Release: 1",
        "Summary: All",
        "License: MIT",
        "%description",
        "None.",
    ];
    await writeFile(spec, [...about, ...packages.flatMap(writePackage), ""].join("\n"));
    const macros = {
        _topdir: work,
        // Debian's rpm asks bash where the home is, and bash reads the settings of whoever logs in from afar, as it believes.
        _dbpath: join(work, "rpmdb"),
        _rpmdir: join(directory, "Packages"),
        _buildhost: "localhost",
        _build_id_links: "none",
        __os_install_post: "%{nil}",
        __check_files: "%{nil}",
        debug_package: "%{nil}",
        use_source_date_epoch_as_buildtime: "1",
        clamp_mtime_to_source_date_epoch: "1",
    };
    const defines = Object.entries(macros).flatMap(([name, value]) => ["--define", `${name} ${value}`]);
    const target = ["--target", "x86_64", "--buildroot", root, "--noprep", "--noclean"];
    await run("rpmbuild", ["-bb", "--quiet", ...target, ...defines, spec], {
        env: { ...process.env, SOURCE_DATE_EPOCH: EPOCH },
    });
}

/** Lines of a spec. */
function writePackage({
    name,
    version = "1.0",
    release = "1",
    arch = "noarch",
    files = {},
    requires = [],
    provides = [],
    conflicts = [],
    post,
}: TinyPackage): string[] {
    const paths = Object.keys(files).map(path => (path.endsWith("/") ? `%dir "${path.slice(0, -1)}"` : `"${path}"`));
    return [
        ...[`%package -n ${name}`, `Version: ${version}`, `Release: ${release}`, `Summary: Tiny ${name}`],
        ...["AutoReqProv: no", `URL: https://example.com/${name}`],
        ...(arch === "noarch" ? ["BuildArch: noarch"] : []),
        ...requires.map(value => `Requires: ${value}`),
        ...provides.map(value => `Provides: ${value}`),
        ...conflicts.map(value => `Conflicts: ${value}`),
        ...[`%description -n ${name}`, `Package ${name} for tests.`],
        ...(post === undefined ? [] : [`%post -n ${name} -p <lua>`, post]),
        ...[`%files -n ${name}`, ...paths],
    ];
}
