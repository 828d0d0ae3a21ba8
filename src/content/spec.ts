/** The spec file of a content RPM: packages what lies in the build root, runs nothing. */

export type ContentRpm = {
    /** Package name, `ee-<definition>`. */
    name: string;
    version: string;
    summary: string;
    collections: readonly { name: string; version: string }[];
    /** Absolute path of the directory in which it tells of itself. */
    about: string;
};

/** Where ansible-core looks by default, below the build root. */
export const collectionsPath = "/usr/share/ansible/collections/ansible_collections";

/** Release of every content RPM: its version already tells apart whatever differs. */
export const contentRelease = "1";

/** Throws Error on a name or version that is none: nothing an author wrote may become a macro or a scriptlet. */
export function writeSpec({ name, version, summary, collections, about }: ContentRpm): string {
    if (!/^[a-z0-9][a-z0-9._-]*$/i.test(name)) throw new Error(`${name} is not a package name`);
    if (!/^[a-z0-9.]+$/i.test(version)) throw new Error(`${version} is not a package version`);
    return [
        `Name: ${name}`,
        `Version: ${version}`,
        `Release: ${contentRelease}`,
        `Summary: ${line(summary)}`,
        "License: Various",
        "BuildArch: noarch",
        "AutoReqProv: no",
        ...collections.map(
            collection => `Provides: ansible-collection(${collection.name}) = ${rpmVersion(collection.version)}`,
        ),
        "%description",
        line(summary),
        "%files",
        "%defattr(-,root,root,0755)",
        ...collections.map(collection => quote(`${collectionsPath}/${collection.name.replace(".", "/")}`)),
        "%defattr(0644,root,root,0755)",
        quote(about),
        "",
    ].join("\n");
}

/** A semantic version as RPM orders it: a pre-release comes before its release, build metadata does not count. */
const rpmVersion = (version: string): string => version.replace(/\+.*/, "").replace(/-/g, "~");

const line = (text: string): string => text.replace(/%/g, "%%").replace(/\s+/g, " ").trim();

function quote(path: string): string {
    if (!/^\/usr\/share\/[\w ./+@~-]+$/.test(path) || path.split("/").includes(".."))
        throw new Error(`${path} cannot be packed`);
    return `"${path}"`;
}
