/** The spec file of a content RPM: packages what lies in the build root, and runs nothing where it is installed. */
import { checkPaths, quotePath } from "./path.ts";

export type ContentRpm = {
    /** Package name, `ee-<definition>`. */
    name: string;
    version: string;
    summary: string;
    /** "noarch", or as RPM spells a machine: "x86_64". */
    arch: string;
    collections: readonly { name: string; version: string }[];
    /** Dependencies in RPM's words: "python3.12dist(requests) >= 2". */
    requires: readonly string[];
    /** Packages in whose place it stands, `version` with the release. */
    provides?: readonly { name: string; version: string }[];
    /** Directories that are packed with everything below them. */
    trees: readonly { to: string }[];
    /** Permission bits by path; the same for directories. */
    files: ReadonlyMap<string, { mode: number }>;
    directories: ReadonlyMap<string, number>;
    links: ReadonlyMap<string, string>;
    /** Absolute path of the directory in which it tells of itself. */
    about: string;
};

/** Release of every content RPM: its version already tells apart whatever differs. */
export const contentRelease = "1";

/** Throws Error on a name, version, dependency or path that is none: nothing an author wrote may become a macro or a scriptlet. */
export function writeSpec(rpm: ContentRpm): string {
    const {
        name,
        version,
        summary,
        arch,
        collections,
        requires,
        provides = [],
        trees,
        files,
        directories,
        links,
        about,
    } = rpm;
    if (!/^[a-z0-9][a-z0-9._-]*$/i.test(name)) throw new Error(`${name} is not a package name`);
    if (!/^[a-z0-9.]+$/i.test(version)) throw new Error(`${version} is not a package version`);
    if (!/^[a-z0-9_]+$/.test(arch)) throw new Error(`${arch} is not an architecture`);
    checkPaths([...files.keys(), ...links.keys()], [...directories.keys(), ...trees.map(({ to }) => to), about]);
    return [
        `Name: ${name}`,
        `Version: ${version}`,
        `Release: ${contentRelease}`,
        `Summary: ${line(summary)}`,
        "License: Various",
        ...(arch === "noarch" ? ["BuildArch: noarch"] : []),
        "AutoReqProv: no",
        ...collections.map(
            collection => `Provides: ansible-collection(${collection.name}) = ${rpmVersion(collection.version)}`,
        ),
        ...provides.map(each => `Provides: ${checkDependency(`${each.name} = ${each.version}`)}`),
        ...requires.map(dependency => `Requires: ${checkDependency(dependency)}`),
        "%description",
        line(summary),
        "%files",
        "%defattr(-,root,root,0755)",
        ...trees.map(({ to }) => quotePath(to)),
        ...[...directories].map(([path, mode]) => `%dir ${attributes(mode)} ${quotePath(path)}`),
        ...[...files].map(([path, { mode }]) => `${attributes(mode)} ${quotePath(path)}`),
        ...[...links.keys()].map(quotePath),
        "%defattr(0644,root,root,0755)",
        quotePath(about),
        "",
    ].join("\n");
}

const attributes = (mode: number): string => `%attr(${(mode & 0o7777).toString(8).padStart(4, "0")},root,root)`;

/** A semantic version as RPM orders it: a pre-release comes before its release, build metadata does not count. */
const rpmVersion = (version: string): string => version.replace(/\+.*/, "").replace(/-/g, "~");

const line = (text: string): string => text.replace(/%/g, "%%").replace(/\s+/g, " ").trim();

/** One dependency, rich ones included; a comma would make two of it. */
function checkDependency(text: string): string {
    if (!/^[\w(/][\w.()[\]/+:~^=<>@ -]*$/.test(text)) throw new Error(`${text} is not a dependency`);
    return text;
}
