/** Collections of a few files, as artefacts that ansible-galaxy takes. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export type TinyCollection = {
    /** "acme.tools". */
    name: string;
    /** "1.0.0" unless told. */
    version?: string;
    /** Condition by name. */
    dependencies?: Readonly<Record<string, string>>;
    description?: string;
    files?: Readonly<Record<string, string>>;
    /** Target by path. */
    links?: Readonly<Record<string, string>>;
    /** What a file is called in the archive and its list of files, by path: what no author's tool would write. */
    names?: Readonly<Record<string, string>>;
};

const sha256 = (text: string | Buffer): string => createHash("sha256").update(text).digest("hex");

/** Write NAMESPACE-NAME-VERSION.tar.gz into a directory that need not be there; answers its manifest, which is what gets signed. */
export function packCollection(directory: string, { name, version = "1.0.0", ...rest }: TinyCollection): string {
    const {
        dependencies = {},
        description = null,
        files = { "README.md": `${name}\n` },
        links = {},
        names = {},
    } = rest;
    const [namespace = "", own = ""] = name.split(".");
    const work = mkdtempSync(join(tmpdir(), "collection-"));
    const write = (path: string, text: string) => {
        mkdirSync(dirname(join(work, path)), { recursive: true });
        writeFileSync(join(work, path), text);
    };
    for (const [path, text] of Object.entries(files)) write(path, text);
    for (const [path, target] of Object.entries(links)) {
        mkdirSync(dirname(join(work, path)), { recursive: true });
        symlinkSync(target, join(work, path));
    }
    const listed = [...Object.entries(files), ...Object.keys(links).map(path => [path, ""] as const)];
    const entries = listed.map(([path, text]) => ({
        name: names[path] ?? path,
        ...{ ftype: "file", chksum_type: "sha256", chksum_sha256: sha256(text), format: 1 },
    }));
    const list = JSON.stringify({ files: [{ name: ".", ftype: "dir", format: 1 }, ...entries], format: 1 });
    const manifest = JSON.stringify({
        collection_info: {
            namespace,
            name: own,
            version,
            dependencies,
            description,
            authors: ["acme"],
            license: ["MIT"],
        },
        file_manifest_file: {
            ...{ name: "FILES.json", ftype: "file", chksum_type: "sha256", chksum_sha256: sha256(list), format: 1 },
        },
        format: 1,
    });
    write("FILES.json", list);
    write("MANIFEST.json", manifest);
    mkdirSync(directory, { recursive: true });
    const archive = join(directory, `${namespace}-${own}-${version}.tar.gz`);
    const members = ["MANIFEST.json", "FILES.json", ...Object.keys(files), ...Object.keys(links)];
    const renamed = Object.entries(names).map(([path, name]) => `--transform=s,^${path}$,${name},`);
    const argv = ["--create", "--gzip", "--absolute-names", ...renamed, `--file=${archive}`, `--directory=${work}`];
    execFileSync("tar", [...argv, ...members]);
    rmSync(work, { recursive: true });
    return manifest;
}
